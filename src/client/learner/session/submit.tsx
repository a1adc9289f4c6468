import { countdown, t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import { Notice, wordsOf } from '../../lib/ui/notice';
import type { ItemView } from '../../lib/wire';
import type { SessionCtrl } from './ctrl';

/** The last look: what is missing, what is flagged, and that it is final. */
export function SubmitDialog({ ctrl, onClose }: { ctrl: SessionCtrl; onClose: () => void }) {
  const state = ctrl.ending.state.value;
  const working = state !== 'none';
  const problem = ctrl.ending.problem.value;
  const back = () => {
    if (state === 'submitting' || state === 'done') return;
    ctrl.ending.cancel();
    onClose();
  };
  return (
    <Dialog
      title={t('submit.title')}
      onClose={back}
      actions={
        <>
          <button type="button" class="button" onClick={back} disabled={state === 'submitting'}>
            {t('submit.back')}
          </button>
          <button
            type="button"
            class="button button-main"
            onClick={() => void ctrl.ending.byLearner()}
            disabled={working}
          >
            {t('submit.go')}
          </button>
        </>
      }
    >
      {working ? <Working ctrl={ctrl} /> : <Review ctrl={ctrl} onGo={onClose} />}
      {problem && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
    </Dialog>
  );
}

function Working({ ctrl }: { ctrl: SessionCtrl }) {
  const down = ctrl.sender.link.value === 'down';
  const busy = ctrl.ending.busy.value || ctrl.sender.busy.value;
  return (
    <div role="status">
      <p>{t(ctrl.ending.state.value === 'sending' ? 'submit.sending' : 'submit.submitting')}</p>
      {(down || busy) && <p>{t(down ? 'submit.offline' : 'submit.busy')}</p>}
    </div>
  );
}

function Review({ ctrl, onGo }: { ctrl: SessionCtrl; onGo: () => void }) {
  const items = ctrl.paper.items;
  const open = items.filter((item) => ctrl.sheet.answered(item) !== 'all');
  const flagged = items.filter((item) => ctrl.sheet.flags.value.has(item.number));
  const aside = ctrl.sheet.aside();
  const remaining = ctrl.timing.remaining.value;
  const go = (number: number) => {
    onGo();
    ctrl.go(number);
  };
  return (
    <>
      {aside.length > 0 && (
        <Notice tone="warn" title={t('submit.asideTitle')}>
          <Listed words={t('submit.aside', { n: aside.length })} items={aside} ctrl={ctrl} onGo={go} />
          <p>{t('submit.asideText')}</p>
        </Notice>
      )}
      {open.length === 0 && <p>{t('submit.allAnswered')}</p>}
      {open.length > 0 && (
        <Listed words={t('submit.unanswered', { n: open.length })} items={numbersOf(open)} ctrl={ctrl} onGo={go} />
      )}
      {flagged.length > 0 && (
        <Listed words={t('submit.flagged', { n: flagged.length })} items={numbersOf(flagged)} ctrl={ctrl} onGo={go} />
      )}
      {remaining !== null && <p>{t('submit.timeLeft', { span: countdown(remaining) })}</p>}
      <p>
        <strong>{t('submit.final')}</strong>
      </p>
    </>
  );
}

const numbersOf = (items: ItemView[]): number[] => items.map((item) => item.number);

function Listed(props: { words: string; items: number[]; ctrl: SessionCtrl; onGo: (item: number) => void }) {
  const open = new Set(numbersOf(props.ctrl.paper.items.filter((item) => props.ctrl.paper.isOpen(item))));
  return (
    <>
      <p>{props.words}</p>
      <ul class="map-items">
        {props.items.map((item) => (
          <li key={item}>
            <button
              type="button"
              class="map-item"
              aria-label={t('item.number', { n: item })}
              disabled={!open.has(item)}
              onClick={() => props.onGo(item)}
            >
              {item}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

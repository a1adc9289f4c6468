import { useSignal } from '@preact/signals';
import { announce } from '../../lib/announce';
import { t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import { Notice, Patience, wordsOf } from '../../lib/ui/notice';
import type { WindowView } from '../../lib/wire';
import { say } from '../text';
import type { WindowCtrl } from './window-ctrl';

/** What cancelling does, and a tick for it when anybody has a seat to lose. */
export function CancelDialog({ ctrl, view, onClose }: { ctrl: WindowCtrl; view: WindowView; onClose: () => void }) {
  const { seats } = view.figures;
  const sure = useSignal(seats === 0);
  const missing = useSignal(false);
  const { busy, waiting, problem } = ctrl.asked;
  const cancel = async () => {
    missing.value = !sure.value;
    if (missing.value) return document.getElementById('cancel-sure')?.focus();
    if (!(await ctrl.cancel())) return;
    onClose();
    announce(say('cancel.done'));
  };
  return (
    <Dialog
      title={say('cancel.title')}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {say('cancel.keep')}
          </button>
          <button type="button" class="button button-main" onClick={() => void cancel()} disabled={busy}>
            {say('cancel.go')}
          </button>
        </>
      }
    >
      <p>
        <strong>{view.title}</strong>
      </p>
      <ul>
        <li>{say('cancel.text')}</li>
        {seats > 0 && <li>{say('cancel.seats', { n: seats })}</li>}
        {seats > 0 && <li>{say('cancel.nobodyTold')}</li>}
      </ul>
      {seats > 0 && (
        <label class="tick tick-big">
          <input
            id="cancel-sure"
            type="checkbox"
            checked={sure}
            aria-invalid={missing}
            aria-describedby={missing.value ? 'cancel-first' : undefined}
            onChange={(e) => (sure.value = e.currentTarget.checked)}
          />
          {say('cancel.sure', { n: seats })}
        </label>
      )}
      {missing.value && (
        <p id="cancel-first" class="wrong" role="alert">
          {say('cancel.sureFirst')}
        </p>
      )}
      {waiting.value && <Patience problem={waiting.value} />}
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
    </Dialog>
  );
}

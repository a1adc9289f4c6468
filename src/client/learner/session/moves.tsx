import { span, t } from '../../lib/i18n';
import type { SessionCtrl } from './ctrl';

/** The ways onward and back, below the questions. */
export function Moves(props: { ctrl: SessionCtrl; onNext: () => void; onSubmit: () => void; onBreak: () => void }) {
  const { ctrl, onNext, onSubmit, onBreak } = props;
  const { paper } = ctrl;
  const linear = paper.view.value?.linear ?? false;
  const previous = paper.previous();
  const way = paper.next();
  const locked = ctrl.locked.value;
  return (
    <div class="moves">
      <div class="moves-row">
        {previous !== null && (
          <button type="button" class="button" onClick={() => ctrl.go(previous)}>
            {t(paper.whole.value ? 'move.previousPart' : 'move.previous')}
          </button>
        )}
        <button
          type="button"
          class="button button-main moves-next"
          disabled={locked || ctrl.asked.busy.value}
          onClick={way.to === 'end' ? onSubmit : onNext}
        >
          {t(
            way.to === 'end'
              ? 'move.finish'
              : way.to === 'section' || paper.whole.value
                ? 'move.nextSection'
                : 'move.next',
          )}
        </button>
      </div>
      {ctrl.asked.busy.value && <p role="status">{t('barrier.sending')}</p>}
      {linear && way.to !== 'end' && <p class="soft">{t('move.noWayBack')}</p>}
      {ctrl.timing.breakLeft.value >= 60_000 && (
        <button type="button" class="button button-quiet" disabled={locked} onClick={onBreak}>
          {t('break.take', { left: span(ctrl.timing.breakLeft.value) })}
        </button>
      )}
      {!linear && (
        <button type="button" class="button button-quiet" onClick={() => paper.showWhole(!paper.whole.value)}>
          {t(paper.whole.value ? 'move.one' : 'move.whole')}
        </button>
      )}
    </div>
  );
}

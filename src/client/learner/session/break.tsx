import { useSignal } from '@preact/signals';
import { span, t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import type { SessionCtrl } from './ctrl';

const MINUTE_MS = 60_000;

/** A break out of the learner's own minutes: how long, and what it does. */
export function BreakDialog({ ctrl, onClose }: { ctrl: SessionCtrl; onClose: () => void }) {
  const most = Math.floor(ctrl.timing.breakLeft.value / MINUTE_MS);
  const minutes = useSignal(Math.min(5, most));
  const take = (event: Event) => {
    event.preventDefault();
    onClose();
    void ctrl.takeBreak(Math.min(most, Math.max(1, Math.round(minutes.value || 1))));
  };
  return (
    <Dialog
      title={t('break.title')}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" form="break" class="button button-main">
            {t('break.go')}
          </button>
        </>
      }
    >
      <p>{t('break.text', { left: span(most * MINUTE_MS) })}</p>
      <form id="break" class="field" onSubmit={take}>
        <label for="break-minutes">{t('break.minutes')}</label>
        <input
          id="break-minutes"
          type="number"
          inputMode="numeric"
          min={1}
          max={most}
          step={1}
          value={minutes}
          onInput={(e) => (minutes.value = e.currentTarget.valueAsNumber)}
        />
      </form>
    </Dialog>
  );
}

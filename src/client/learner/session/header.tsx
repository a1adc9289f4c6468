import { useSignal } from '@preact/signals';
import { countdown, t } from '../../lib/i18n';
import type { SessionView } from '../../lib/wire';
import type { SessionCtrl } from './ctrl';

/** Title, time and the state of the connection, always in sight. */
export function ExamHeader({ ctrl, view, onHelp }: { ctrl: SessionCtrl; view: SessionView; onHelp: () => void }) {
  return (
    <header class="exam-bar">
      <div class="exam-bar-inner">
        <h1 class="exam-title">
          {view.rehearsal && view.title !== t('rehearsal.label') && (
            <span class="badge badge-warn">{t('rehearsal.label')}</span>
          )}{' '}
          {view.title}
        </h1>
        <Clock ctrl={ctrl} />
        <button type="button" class="button button-quiet exam-help" onClick={onHelp}>
          {t('help.title')}
        </button>
      </div>
      <LinkState ctrl={ctrl} />
    </header>
  );
}

/** A timer is no live region: a screen reader reads it when asked, and the warnings are spoken. */
function Clock({ ctrl }: { ctrl: SessionCtrl }) {
  const hidden = useSignal(false);
  const view = ctrl.timing.view;
  const remaining = ctrl.timing.remaining.value;
  if (!view || remaining === null || view.limitMs <= 0) return null;
  const section = ctrl.timing.sectionRemaining.value;
  const share = remaining / view.limitMs;
  const tone = share <= 0.05 ? 'clock clock-last' : share <= 0.2 ? 'clock clock-late' : 'clock';
  return (
    <div class={tone}>
      {hidden.value ? (
        <span class="clock-hidden">{t('time.hidden')}</span>
      ) : (
        <span role="timer" aria-label={t('time.left')}>
          <span class="clock-name">{t('time.left')}</span> <span class="clock-digits">{countdown(remaining)}</span>
          {section !== null && (
            <span class="clock-section">
              {t('time.section')} {countdown(section)}
            </span>
          )}
        </span>
      )}
      <button type="button" class="button button-quiet" onClick={() => (hidden.value = !hidden.value)}>
        {t(hidden.value ? 'time.show' : 'time.hide')}
      </button>
    </div>
  );
}

function LinkState({ ctrl }: { ctrl: SessionCtrl }) {
  const link = ctrl.sender.link.value;
  const unsent = ctrl.outbox.answers.value;
  const shown = ctrl.sender.busy.value && link !== 'down' ? 'busy' : link;
  return (
    <p class={`link link-${shown}`}>
      <span class="link-sign" aria-hidden="true" />
      <span role="status">{t(`link.${shown}`)}</span>
      {/* Outside the live region: the number changes with every answer. */}
      {link === 'down' && unsent > 0 && ` ${t('link.unsent', { n: unsent })}.`}
    </p>
  );
}

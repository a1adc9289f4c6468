import { countdown, moment, t } from '../../lib/i18n';

/** The wait for an opening. A timer is no live region: the last minute and the opening itself are spoken. */
export function Countdown({ opens, left }: { opens: string; left: number }) {
  return (
    <div class="countdown">
      <p class="countdown-clock" role="timer" aria-label={t('opening.in')}>
        {t('opening.in')} <span class="countdown-digits">{countdown(left)}</span>
      </p>
      <p class="soft">{t('opening.wait', { when: moment(opens) })}</p>
    </div>
  );
}

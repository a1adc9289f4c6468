import { useSignal } from '@preact/signals';
import { span, t } from '../../../lib/i18n';
import { Markup } from '../../../lib/ui/markup';
import type { ConsentText } from '../../../lib/wire-watch';
import { Problem } from '../../session/phases';
import type { ProctoredCtrl } from '../ctrl';
import { Stage } from './page';

/** What is recorded, why and for how long; all of it or none. */
export function ConsentStep({ ctrl }: { ctrl: ProctoredCtrl }) {
  const agreed = useSignal(false);
  const asked = useSignal(false);
  const text = ctrl.attendance.checkIn.value?.consent;
  if (!text) return null;
  const settings = ctrl.attendance.settings;
  const missing = asked.value && !agreed.value;
  const submit = (event: Event) => {
    event.preventDefault();
    asked.value = true;
    if (agreed.value) void ctrl.checkIn.consent();
    else document.getElementById('agree')?.focus();
  };
  return (
    <Stage title={t('consent.title')}>
      <form onSubmit={submit} noValidate aria-busy={ctrl.checkIn.asked.busy}>
        <p>{t('consent.lead')}</p>
        <h3>{t('consent.what')}</h3>
        <ul>
          {text.camera && <li>{t('consent.camera')}</li>}
          {text.microphone && <li>{t('consent.microphone')}</li>}
          {text.screen && <li>{t('consent.screen')}</li>}
          <li>{t('consent.signals')}</li>
          {settings?.faceCounting && <li>{t('consent.faces')}</li>}
          {ctrl.attendance.checkIn.value?.identityNeeded && text.camera && <li>{t('consent.identity')}</li>}
        </ul>
        {text.purposeHtml && (
          <>
            <h3>{t('consent.why')}</h3>
            <Markup html={text.purposeHtml} />
          </>
        )}
        <h3>{t('consent.howLong')}</h3>
        <Kept text={text} records={settings?.record ?? false} />
        <p>{t('consent.limits')}</p>
        <label class="tick tick-big">
          <input
            id="agree"
            type="checkbox"
            checked={agreed}
            aria-invalid={missing}
            aria-describedby={missing ? 'agree-first' : undefined}
            onChange={(e) => (agreed.value = e.currentTarget.checked)}
          />
          {t('consent.agree')}
        </label>
        {missing && (
          <p id="agree-first" class="wrong" role="alert">
            {t('consent.agreeFirst')}
          </p>
        )}
        <Problem ctrl={ctrl.checkIn} />
        <div class="actions">
          <button type="submit" class="button button-main">
            {t('consent.go')}
          </button>
        </div>
        <p class="soft">{t('consent.no')}</p>
      </form>
    </Stage>
  );
}

function Kept({ text, records }: { text: ConsentText; records: boolean }) {
  const rows: [string, number][] = [];
  if (text.camera || text.screen) rows.push([t('consent.stills'), text.stillsDays]);
  if (records) rows.push([t('consent.recordings'), text.recordingDays]);
  rows.push([t('consent.papers'), text.identityDays]);
  return (
    <dl class="facts">
      {rows.map(([name, days]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>{span(days * 86_400_000)}</dd>
        </div>
      ))}
    </dl>
  );
}

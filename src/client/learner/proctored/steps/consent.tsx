import { useSignal } from '@preact/signals';
import { span } from '../../../lib/i18n';
import { Markup } from '../../../lib/ui/markup';
import type { ConsentText } from '../../../lib/wire-watch';
import { Problem } from '../../session/phases';
import type { ProctoredCtrl } from '../ctrl';
import { Stage } from './page';
import { say } from '../text';

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
    <Stage title={say('consent.title')}>
      <form onSubmit={submit} noValidate aria-busy={ctrl.checkIn.asked.busy}>
        <p>{say('consent.lead')}</p>
        <h3>{say('consent.what')}</h3>
        <ul>
          {text.camera && <li>{say('consent.camera')}</li>}
          {text.microphone && <li>{say('consent.microphone')}</li>}
          {text.screen && <li>{say('consent.screen')}</li>}
          <li>{say('consent.signals')}</li>
          {settings?.faceCounting && <li>{say('consent.faces')}</li>}
          {ctrl.attendance.checkIn.value?.identityNeeded && text.camera && <li>{say('consent.identity')}</li>}
        </ul>
        {text.purposeHtml && (
          <>
            <h3>{say('consent.why')}</h3>
            <Markup html={text.purposeHtml} />
          </>
        )}
        <h3>{say('consent.howLong')}</h3>
        <Kept text={text} records={settings?.record ?? false} />
        <p>{say('consent.limits')}</p>
        <label class="tick tick-big">
          <input
            id="agree"
            type="checkbox"
            checked={agreed}
            aria-invalid={missing}
            aria-describedby={missing ? 'agree-first' : undefined}
            onChange={(e) => (agreed.value = e.currentTarget.checked)}
          />
          {say('consent.agree')}
        </label>
        {missing && (
          <p id="agree-first" class="wrong" role="alert">
            {say('consent.agreeFirst')}
          </p>
        )}
        <Problem ctrl={ctrl.checkIn} />
        <div class="actions">
          <button type="submit" class="button button-main">
            {say('consent.go')}
          </button>
        </div>
        <p class="soft">{say('consent.no')}</p>
      </form>
    </Stage>
  );
}

function Kept({ text, records }: { text: ConsentText; records: boolean }) {
  const rows: [string, number][] = [];
  if (text.camera || text.screen) rows.push([say('consent.stills'), text.stillsDays]);
  if (records) rows.push([say('consent.recordings'), text.recordingDays]);
  rows.push([say('consent.papers'), text.identityDays]);
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

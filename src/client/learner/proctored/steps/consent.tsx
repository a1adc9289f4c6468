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
          {whatOf(text).map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
        {text.purposeHtml && (
          <>
            <h3>{say('consent.why')}</h3>
            <Markup html={text.purposeHtml} />
          </>
        )}
        <h3>{say('consent.howLong')}</h3>
        <Kept text={text} />
        <p>{say('consent.record')}</p>
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

/** All that this learner is recorded with; what a proctor may ask for later, too. */
function whatOf(text: ConsentText): string[] {
  const every = { span: span(text.stillEverySeconds * 1000) };
  const parts: [boolean, string][] = [
    [text.camera, say('consent.camera', every)],
    [text.screen, say('consent.screen', every)],
    [text.record, say(text.microphone ? 'consent.recordedSound' : 'consent.recorded')],
    [text.microphone && !text.record, say('consent.microphone')],
    [text.faceCounting, say('consent.faces')],
    [text.identity, say('consent.identity')],
    [text.roomScan, say('consent.roomScan')],
    [text.camera, say('consent.askedLater')],
    [true, say('consent.signals')],
    [true, say('consent.talk')],
  ];
  return parts.filter(([said]) => said).map(([, what]) => what);
}

function Kept({ text }: { text: ConsentText }) {
  const rows: [string, number][] = [];
  if (text.camera || text.screen) rows.push([say('consent.stills'), text.stillsDays]);
  rows.push([say(text.record ? 'consent.recordings' : 'consent.attached'), text.recordingDays]);
  if (text.camera) rows.push([say('consent.papers'), text.identityDays]);
  rows.push([say('consent.talked'), text.talkDays]);
  return (
    <dl class="facts">
      {rows.map(([name, days]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>{say('consent.afterEnd', { span: span(days * 86_400_000) })}</dd>
        </div>
      ))}
    </dl>
  );
}

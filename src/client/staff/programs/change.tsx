import { useSignal } from '@preact/signals';
import { announce } from '../../lib/announce';
import { moment } from '../../lib/i18n';
import type { ChangeView, ProgramView } from '../../lib/program-wire';
import { Dialog } from '../../lib/ui/dialog';
import { Notice } from '../../lib/ui/notice';
import { say } from '../text';
import type { ProgramCtrl, Which } from './program-ctrl';

interface Props {
  ctrl: ProgramCtrl;
  program: ProgramView;
  change: ChangeView;
  newest: number;
}

/** From a proposal to its preview to its confirmation; without a proposal, a look for awards that nobody has decided. */
export function ChangePart({ ctrl, program, change, newest }: Props) {
  const { proposal } = program;
  return (
    <section class="part" aria-labelledby="change-title">
      <h2 id="change-title">{say(proposal ? 'programs.changeTitle' : 'programs.lookTitle')}</h2>
      {proposal ? (
        <Proposed ctrl={ctrl} version={proposal.number} change={change} />
      ) : (
        <Again ctrl={ctrl} newest={newest} change={change} />
      )}
      <Preview ctrl={ctrl} change={change} proposed={proposal?.number ?? null} newest={newest} />
    </section>
  );
}

function Proposed({ ctrl, version, change }: { ctrl: ProgramCtrl; version: number; change: ChangeView }) {
  const everybody = useSignal(false);
  const busy = ctrl.asked.busy.value || change.state === 'applying';
  return (
    <>
      <p>{say('programs.changeText', { n: version })}</p>
      <fieldset class="program-scope">
        <legend>{say('programs.scope')}</legend>
        <label class="tick">
          <input type="radio" name="scope" checked={!everybody.value} onChange={() => (everybody.value = false)} />
          <span>
            {say('programs.scopeAdds')} <span class="soft">{say('programs.scopeAddsText')}</span>
          </span>
        </label>
        <label class="tick">
          <input type="radio" name="scope" checked={everybody.value} onChange={() => (everybody.value = true)} />
          <span>
            {say('programs.scopeCorrects')} <span class="soft">{say('programs.scopeCorrectsText')}</span>
          </span>
        </label>
      </fieldset>
      <div class="actions">
        <button
          type="button"
          class="button button-main"
          disabled={busy}
          onClick={() => void ctrl.preview(version, everybody.value)}
        >
          {say('programs.preview')}
        </button>
        <button type="button" class="button" disabled={busy} onClick={() => void ctrl.drop(version)}>
          {say('programs.drop')}
        </button>
      </div>
    </>
  );
}

function Again({ ctrl, newest, change }: { ctrl: ProgramCtrl; newest: number; change: ChangeView }) {
  const busy = ctrl.asked.busy.value || change.state === 'applying';
  return (
    <>
      <p class="soft">{say('programs.lookText')}</p>
      <button type="button" class="button" disabled={busy} onClick={() => void ctrl.preview(newest, false)}>
        {say('programs.look')}
      </button>
    </>
  );
}

/** @param proposed number of the version that waits; null for none */
function Preview(props: { ctrl: ProgramCtrl; change: ChangeView; proposed: number | null; newest: number }) {
  const { ctrl, change, proposed, newest } = props;
  // Another preview has to be looked at before it is confirmed.
  const asking = useSignal<string | null>(null);
  if (change.state === 'none' || change.at === null) return null;
  const { looked, told, gain, lose, version: n } = change;
  if (change.state === 'dropped')
    return (
      <Notice tone="warn" live>
        <p>{say('programs.dropped')}</p>
      </Notice>
    );
  if (change.state === 'looking')
    return (
      <Notice live>
        <p>{say('programs.looking', { n: looked })}</p>
      </Notice>
    );
  return (
    <div class="card program-preview">
      <h3>{say('programs.found', { n, when: moment(change.at) })}</h3>
      {n === proposed && (
        <p class="soft">{say(change.forEverybody ? 'programs.scopeCorrects' : 'programs.scopeAdds')}</p>
      )}
      <div class="program-concerned">
        <Concerned ctrl={ctrl} which="gain" count={gain} />
        <Concerned ctrl={ctrl} which="lose" count={lose} />
      </div>
      {change.state === 'applying' && <p role="status">{say('programs.applying', { n: told })}</p>}
      {change.state === 'applied' && <p>{say('programs.applied', { n: told })}</p>}
      {change.state === 'ready' && (proposed === null ? n === newest && gain + lose > 0 : n === proposed) && (
        <button type="button" class="button button-main" onClick={() => (asking.value = change.preview)}>
          {say('programs.confirm')}
        </button>
      )}
      {asking.value !== null && asking.value === change.preview && (
        <ConfirmDialog ctrl={ctrl} change={change} preview={asking.value} onClose={() => (asking.value = null)} />
      )}
    </div>
  );
}

function Concerned({ ctrl, which, count }: { ctrl: ProgramCtrl; which: Which; count: number }) {
  const { learners, next } = ctrl.lists.value[which];
  const id = `preview-${which}`;
  return (
    <section aria-labelledby={id}>
      <h4 id={id}>{say(which === 'gain' ? 'programs.gain' : 'programs.lose', { n: count })}</h4>
      {learners.length > 0 && (
        <ul class="plain program-people">
          {learners.map(({ learnerId, legalName, courseId }) => (
            <li key={`${learnerId}/${courseId ?? ''}`}>
              <bdi>{legalName || learnerId}</bdi>{' '}
              <span class="soft">
                {learnerId}
                {courseId && ` (${courseId})`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {next !== null && (
        <button type="button" class="button" onClick={() => void ctrl.more(which)}>
          {say('programs.more')}
        </button>
      )}
    </section>
  );
}

/** What confirming does, and a tick for it when anybody loses something. */
function ConfirmDialog(props: { ctrl: ProgramCtrl; change: ChangeView; preview: string; onClose: () => void }) {
  const { ctrl, change, preview, onClose } = props;
  const sure = useSignal(change.lose === 0);
  const missing = useSignal(false);
  const confirm = async () => {
    missing.value = !sure.value;
    if (missing.value) return document.getElementById('confirm-sure')?.focus();
    const done = await ctrl.confirm(preview);
    onClose();
    if (done) announce(say('programs.confirmed'));
  };
  return (
    <Dialog
      title={say('programs.confirmTitle', { n: change.version })}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {say('programs.notYet')}
          </button>
          <button
            type="button"
            class="button button-main"
            disabled={ctrl.asked.busy.value}
            onClick={() => void confirm()}
          >
            {say('programs.confirm')}
          </button>
        </>
      }
    >
      <ul>
        <li>{say('programs.confirmGain', { n: change.gain })}</li>
        <li>{say('programs.confirmLose', { n: change.lose })}</li>
        <li>{say('programs.confirmOthers')}</li>
      </ul>
      {change.lose > 0 && (
        <label class="tick tick-big">
          <input
            id="confirm-sure"
            type="checkbox"
            checked={sure}
            aria-invalid={missing}
            aria-describedby={missing.value ? 'confirm-first' : undefined}
            onChange={(e) => (sure.value = e.currentTarget.checked)}
          />
          {say('programs.sure', { n: change.lose })}
        </label>
      )}
      {missing.value && (
        <p id="confirm-first" class="wrong" role="alert">
          {say('programs.sureFirst')}
        </p>
      )}
    </Dialog>
  );
}

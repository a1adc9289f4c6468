import { useEffect, useId } from 'preact/hooks';
import { list, number } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import { Notice, Patience, wordsOf } from '../../lib/ui/notice';
import type { Problem } from '../../lib/wire';
import type { RoomCtrl } from '../board/room-ctrl';
import { say, sayCode } from '../text';
import { actReasons, gravities, irregularities, type ActPreview, type ActReason } from '../wire';
import type { ActDraft, Fault, Scope } from './act-ctrl';
import { acts } from './catalogue';
import { readyWords } from './ready-words';

/** Names beyond these are counted. */
const MOST_NAMES = 12;

export function ActDialog({ ctrl, draft }: { ctrl: RoomCtrl; draft: ActDraft }) {
  const { kind } = draft;
  const form = acts[kind];
  const id = useId();
  const faults = draft.tried.value ? draft.faults.value : [];
  const preview = draft.preview.value;
  const busy = draft.asked.busy.value;
  const waiting = draft.asked.waiting.value;
  const problem = draft.asked.problem.value;
  const close = () => ctrl.acts.drop();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await draft.order()) close();
  };
  const words = readyWords(kind);
  // Straight to what is asked for: the words, or the button when there is nothing to write.
  useEffect(() => document.getElementById(form.text === 'must' ? `${id}-text` : `${id}-go`)?.focus(), []);
  return (
    <Dialog
      title={say(`act.${kind}`)}
      onClose={close}
      actions={
        <>
          <button type="button" class="button" onClick={close}>
            {say('act.cancel')}
          </button>
          <button
            id={`${id}-go`}
            type="submit"
            form={id}
            class={`button button-main${form.grave ? ' button-grave' : ''}`}
            aria-disabled={busy}
          >
            {busy ? say('act.going') : goWords(draft, preview)}
          </button>
        </>
      }
    >
      <p class="soft">{say(`hint.${kind}`)}</p>
      <form id={id} class="form act-form" noValidate onSubmit={submit} aria-busy={busy}>
        <Whom ctrl={ctrl} draft={draft} />
        {form.minutes && (
          <div class="field">
            <label for={`${id}-minutes`}>{say('act.minutes')}</label>
            <div class="act-minutes">
              <input
                id={`${id}-minutes`}
                type="number"
                inputMode="numeric"
                min={1}
                max={form.minutes.most}
                value={draft.minutes}
                aria-invalid={faults.includes('minutes')}
                onInput={(e) => draft.setMinutes(e.currentTarget.valueAsNumber)}
              />
              {[5, 10, 15, 30].map((n) => (
                <button key={n} type="button" class="button" onClick={() => draft.setMinutes(n)}>
                  {number(n)}
                </button>
              ))}
            </div>
            <Wrong faults={faults} of={['minutes']} />
          </div>
        )}
        {form.report && (
          <div class="field">
            <label for={`${id}-kind`}>{say('act.irregularity')}</label>
            <select
              id={`${id}-kind`}
              value={draft.irregularity}
              aria-invalid={faults.includes('irregularity')}
              onChange={(e) => (draft.irregularity.value = e.currentTarget.value as 'other')}
            >
              <option value="">{say('act.irregularityNone')}</option>
              {(['learner', 'environment', 'technical', 'staff'] as const).map((group) => (
                <optgroup key={group} label={say(`irregular.${group}`)}>
                  {irregularities
                    .filter((one) => one.startsWith(group))
                    .map((one) => (
                      <option key={one} value={one}>
                        {sayCode('irregular', one)}
                      </option>
                    ))}
                </optgroup>
              ))}
              <option value="other">{say('irregular.other')}</option>
            </select>
            <Wrong faults={faults} of={['irregularity']} />
          </div>
        )}
        {form.gravity && (
          <fieldset class="switch">
            <legend>{say('act.gravity')}</legend>
            {gravities.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name={`${id}-gravity`}
                  checked={draft.gravity.value === one}
                  onChange={() => (draft.gravity.value = one)}
                />
                <span>{say(`gravity.${one}`)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {form.text !== 'none' && (
          <div class="field">
            <label for={`${id}-text`}>
              {form.text === 'may'
                ? say('act.textMay', { label: say(form.told ? 'act.text.learner' : 'act.text.record') })
                : say(form.told ? 'act.text.learner' : 'act.text.record')}
            </label>
            {words.length > 0 && (
              <div class="act-words" role="group" aria-label={say('act.ready')}>
                {words.map((text) => (
                  <button key={text} type="button" class="chip" onClick={() => (draft.text.value = text)}>
                    {text}
                  </button>
                ))}
              </div>
            )}
            <textarea
              id={`${id}-text`}
              rows={3}
              value={draft.text}
              aria-invalid={faults.includes('text') || faults.includes('textLong')}
              onInput={(e) => (draft.text.value = e.currentTarget.value)}
            />
            <Wrong faults={faults} of={['text', 'textLong']} />
          </div>
        )}
        {form.seen && (
          <div class="field">
            <label for={`${id}-seen`}>{say('act.seenAt')}</label>
            <input
              id={`${id}-seen`}
              type="time"
              value={draft.seenAt}
              onInput={(e) => (draft.seenAt.value = e.currentTarget.value)}
            />
            <p class="hint">{say('act.seenAtHint')}</p>
          </div>
        )}
        {(kind === 'attach' || kind === 'report') && draft.scope.value.of === 'some' && (
          <div class="field">
            <label for={`${id}-file`}>{say('attach.choose')}</label>
            <input
              id={`${id}-file`}
              type="file"
              onChange={(e) => (draft.file.value = e.currentTarget.files?.[0] ?? null)}
            />
            <Wrong faults={faults} of={['file', 'fileBig']} />
          </div>
        )}
        <div class="field">
          <label for={`${id}-reason`}>{say('act.reason')}</label>
          <select
            id={`${id}-reason`}
            value={draft.reason}
            onChange={(e) => (draft.reason.value = e.currentTarget.value as ActReason)}
          >
            {actReasons.map((reason) => (
              <option key={reason} value={reason}>
                {say(`reason.${reason}`)}
              </option>
            ))}
          </select>
          <p class="hint">{say('act.reasonHint')}</p>
        </div>
      </form>
      <Preview draft={draft} faults={faults} />
      {waiting && <Patience problem={waiting} />}
      {problem && (
        <Notice tone="warn" live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
    </Dialog>
  );
}

function goWords(draft: ActDraft, preview: ActPreview | null): string {
  const act = say(`act.${draft.kind}`);
  return preview && preview.count > 1 ? say('act.go', { act, n: preview.count }) : say('act.goOne', { act });
}

function Whom({ ctrl, draft }: { ctrl: RoomCtrl; draft: ActDraft }) {
  const id = useId();
  const scopes = draft.scopes();
  const now = draft.scope.value.of;
  return (
    <fieldset class="act-whom">
      <legend>{say('act.for')}</legend>
      {scopes.map((of) => (
        <label key={of} class="tick">
          <input type="radio" name={id} checked={now === of} onChange={() => draft.setScope(of)} />
          {whomWords(ctrl, draft, of)}
        </label>
      ))}
    </fieldset>
  );
}

function whomWords(ctrl: RoomCtrl, draft: ActDraft, of: Scope['of']): string {
  if (of === 'all') return say('act.for.all', { title: ctrl.scopeTitle });
  if (of === 'room') return say('act.for.room');
  const sessions = draft.some();
  return say('act.for.some', { n: sessions.length, name: ctrl.nameOf(sessions[0] ?? '') ?? '' });
}

function Preview({ draft, faults }: { draft: ActDraft; faults: Fault[] }) {
  const preview = draft.preview.value;
  const problem = draft.previewProblem.value;
  if (problem && !preview)
    return (
      <Notice tone="warn">
        <p>{say('preview.failed', { why: wordsOf(problem) })}</p>
      </Notice>
    );
  if (!preview) return <p class="soft act-preview">{say('preview.asking')}</p>;
  const names = preview.affected.map((one) => one.learner);
  const limited = preview.affected.filter((one) => one.limit);
  return (
    <div class={`act-preview${preview.count === 0 ? ' act-preview-none' : ''}`} role="status">
      <p>
        <b>{preview.count === 0 ? say('preview.nobody') : say('preview.goes', { n: preview.count })}</b>{' '}
        {say(preview.canBeUndone ? 'preview.undo' : 'preview.noUndo')}
      </p>
      {names.length > 0 && <p class="soft">{namesOf(names, preview.count)}</p>}
      {limited.length > 0 && (
        <>
          <p>{say('preview.limited', { n: limited.length })}</p>
          <Reasons of={limited.map((one) => [one.learner, one.limit ?? null])} />
        </>
      )}
      {preview.skipped.length > 0 && (
        <>
          <p>{say('preview.skipped', { n: preview.skipped.length })}</p>
          <Reasons of={preview.skipped.map((one) => [one.learner, one.problem])} />
        </>
      )}
      <Wrong faults={faults} of={['nobody']} />
    </div>
  );
}

/** Those that something did not go for, by why not. */
export function Reasons({ of }: { of: readonly (readonly [name: string, problem: Problem | null])[] }) {
  const groups = new Map<string, string[]>();
  for (const [name, problem] of of) {
    const why = problem ? wordsOf(problem) : '';
    groups.set(why, [...(groups.get(why) ?? []), name]);
  }
  return (
    <ul class="act-skipped">
      {[...groups].map(([why, names]) => (
        <li key={why}>
          {say('preview.skippedOne', { n: names.length, why })} <span class="soft">{namesOf(names)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The first names, and how many more there are. */
export function namesOf(names: readonly string[], all = names.length): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = all - shown.length;
  return list(more > 0 ? [...shown, say('preview.more', { n: more })] : shown);
}

function Wrong({ faults, of }: { faults: Fault[]; of: Fault[] }) {
  const fault = faults.find((one) => of.includes(one));
  if (!fault) return null;
  const key = { file: 'attach.none', fileBig: 'attach.tooBig' }[fault as string] ?? `act.fault.${fault}`;
  return (
    <p class="wrong" role="alert">
      {say(key as 'act.fault.text')}
    </p>
  );
}

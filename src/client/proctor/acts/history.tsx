import { useSignal } from '@preact/signals';
import { t, timeOfDay } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import { Notice, wordsOf } from '../../lib/ui/notice';
import type { RoomCtrl } from '../board/room-ctrl';
import type { People } from '../people';
import { say, sayCode } from '../text';
import { actReasons, type ActProgress, type ActReason } from '../wire';
import { namesOf, Reasons } from './act-dialog';
import { acts } from './catalogue';
import { reachedOf, type Reached } from './progress';

/** What was done in this room, how far it has come, and the way back. */
export function HistoryDialog({ ctrl, people, onClose }: { ctrl: RoomCtrl; people: People; onClose: () => void }) {
  const all = ctrl.history.value;
  return (
    <Dialog
      title={say('progress.title')}
      onClose={onClose}
      actions={
        <button type="button" class="button button-main" onClick={onClose}>
          {t('app.close')}
        </button>
      }
    >
      {all.length === 0 && <p class="soft">{say('progress.none')}</p>}
      <ul class="plain acts-done">
        {all.map((act) => (
          <li key={act.id}>
            <Done ctrl={ctrl} act={act} people={people} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Done({ ctrl, act, people }: { ctrl: RoomCtrl; act: ActProgress; people: People }) {
  const undoing = useSignal(false);
  const reached = reachedOf(act);
  const names = (sessions: readonly string[]) => {
    const known = sessions.map((one) => ctrl.nameOf(one)).filter((one) => one !== null);
    const elsewhere = sessions.length - known.length;
    return namesOf(elsewhere > 0 ? [...known, say('progress.elsewhere', { n: elsewhere })] : known);
  };
  return (
    <article class={`act-done${act.undoneAt ? ' is-undone' : ''}`}>
      <header>
        <h3>
          {say(`act.${act.kind}`)}
          {act.minutes !== null && <span> · {say('progress.minutes', { n: act.minutes })}</span>}
        </h3>
        <p class="soft">
          {timeOfDay(act.at)} · {people.nameOf(act.by)} · {sayCode('reason', act.reason)}
        </p>
      </header>
      {act.text && <p class="act-done-text">{act.text}</p>}
      <How act={act} reached={reached} names={names} />
      {act.undoneAt && <p>{say('progress.undone', { time: timeOfDay(act.undoneAt) })}</p>}
      {act.canBeUndone && !act.undoneAt && !undoing.value && (
        <button
          type="button"
          class="button"
          aria-label={say('progress.undoLabel', { act: say(`act.${act.kind}`) })}
          onClick={() => (undoing.value = true)}
        >
          {say('progress.undo')}
        </button>
      )}
      {undoing.value && !act.undoneAt && (
        <Undo ctrl={ctrl} act={act} n={reached.of} onKeep={() => (undoing.value = false)} />
      )}
    </article>
  );
}

function How({
  act,
  reached,
  names,
}: {
  act: ActProgress;
  reached: Reached;
  names: (of: readonly string[]) => string;
}) {
  const { told, confirmed } = acts[act.kind];
  const unanswered = reached.of - reached.reached - reached.pending.length;
  return (
    <>
      {told ? (
        <div class="reach">
          <progress max={Math.max(1, reached.of)} value={reached.reached} aria-label={say(`act.${act.kind}`)} />
          <b>{say('progress.reached', { n: reached.reached, of: reached.of })}</b>
          {confirmed && <span class="soft">{say('progress.confirmed', { n: reached.confirmed })}</span>}
        </div>
      ) : (
        <p>{say('progress.done', { n: reached.reached })}</p>
      )}
      {unanswered > 0 && <p class="soft">{say('progress.unanswered', { n: unanswered })}</p>}
      {reached.pending.length > 0 && (
        <p>
          {say('progress.pending', { n: reached.pending.length })} <b>{names(reached.pending)}</b>
        </p>
      )}
      {reached.pending.length === 0 && reached.unconfirmed.length > 0 && (
        <p>
          {say('progress.unconfirmed', { n: reached.unconfirmed.length })} {names(reached.unconfirmed)}
        </p>
      )}
      <Outcomes
        words="refused"
        act={act}
        outcomes={reached.refused.map((one) => [one.session, one.problem])}
        names={names}
      />
      <Outcomes
        words="limited"
        act={act}
        outcomes={reached.limited.map((one) => [one.session, one.limit ?? null])}
        names={names}
      />
      <Outcomes
        words="kept"
        act={act}
        outcomes={reached.kept.map((one) => [one.session, one.undoProblem])}
        names={names}
      />
    </>
  );
}

function Outcomes(props: {
  words: 'refused' | 'limited' | 'kept';
  act: ActProgress;
  outcomes: [string, ActProgress['outcomes'][number]['problem']][];
  names: (of: readonly string[]) => string;
}) {
  const { outcomes, words, names } = props;
  if (outcomes.length === 0) return null;
  return (
    <>
      <p>{say(`progress.${words}`, { n: outcomes.length })}</p>
      <Reasons of={outcomes.map(([session, problem]) => [names([session]), problem] as const)} />
    </>
  );
}

function Undo({ ctrl, act, n, onKeep }: { ctrl: RoomCtrl; act: ActProgress; n: number; onKeep: () => void }) {
  const reason = useSignal<ActReason>('mistake');
  const busy = ctrl.acts.undoing.busy.value;
  const problem = ctrl.acts.undoing.problem.value ?? ctrl.acts.undoing.waiting.value;
  return (
    <div class="act-undo">
      <p>{say('progress.undoText', { n })}</p>
      <div class="field">
        <label for={`undo-${act.id}`}>{say('act.reason')}</label>
        <select
          id={`undo-${act.id}`}
          value={reason}
          onChange={(e) => (reason.value = e.currentTarget.value as ActReason)}
        >
          {actReasons.map((one) => (
            <option key={one} value={one}>
              {say(`reason.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="actions">
        <button type="button" class="button" onClick={onKeep}>
          {say('progress.undoKeep')}
        </button>
        <button
          type="button"
          class="button button-main"
          aria-disabled={busy}
          onClick={() => void ctrl.undo(act, reason.value)}
        >
          {say('progress.undo')}
        </button>
      </div>
      {problem && (
        <Notice tone="warn" live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
    </div>
  );
}

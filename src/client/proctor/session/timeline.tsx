import './entries.css';
import { useSignal } from '@preact/signals';
import { timeOfDay } from '../../lib/i18n';
import { Notice, wordsOf as wordsOfProblem } from '../../lib/ui/notice';
import { amountOf, kindOf, wordsOf } from '../entry-words';
import type { People } from '../people';
import { say } from '../text';
import type { TimelineEntry } from '../wire';
import type { SessionCtrl } from './session-ctrl';

const groups = ['all', 'signals', 'people', 'exam'] as const;
type Group = (typeof groups)[number];

const members: Record<Exclude<Group, 'all'>, ReadonlySet<string>> = {
  signals: new Set(['signal', 'flag', 'gap']),
  people: new Set(['act', 'chat', 'note', 'incident', 'identity', 'consent', 'hand', 'time']),
  exam: new Set(['answer', 'shown', 'mark', 'state', 'gap', 'time']),
};

/** Rows that are drawn at once; more on demand. */
const PAGE = 100;

/** What happened, newest first, in whichever part of the engine it stands. */
export function TimelinePart({ session, people }: { session: SessionCtrl; people: People }) {
  const group = useSignal<Group>('all');
  const most = useSignal(PAGE);
  const all = session.timeline.value;
  const only = group.value;
  const shown = only === 'all' ? all : all.filter((entry) => members[only].has(entry.kind));
  const newest = shown.slice(-most.value).reverse();
  const asking = session.asking.problem.value ?? session.asking.waiting.value;
  const earlier = async () => {
    if (shown.length - newest.length < PAGE) await session.readEarlier();
    most.value += PAGE;
  };
  return (
    <div class="timeline">
      <div class="field field-row">
        <label for="timeline-show">{say('timeline.show')}</label>
        <select id="timeline-show" value={group} onChange={(e) => (group.value = e.currentTarget.value as Group)}>
          {groups.map((one) => (
            <option key={one} value={one}>
              {say(`timeline.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {newest.length === 0 && <p class="soft">{say('timeline.none')}</p>}
      <ol class="entries">
        {newest.map((entry, n) => (
          <li key={shown.length - n} class={`entry entry-${entry.kind}`}>
            <Entry entry={entry} people={people} />
          </li>
        ))}
      </ol>
      {asking && (
        <Notice tone="warn" live>
          <p>{wordsOfProblem(asking)}</p>
        </Notice>
      )}
      {(shown.length > newest.length || session.hasEarlier) && (
        <button type="button" class="button" disabled={session.asking.busy.value} onClick={() => void earlier()}>
          {say('timeline.earlier')}
        </button>
      )}
    </div>
  );
}

function Entry({ entry, people }: { entry: TimelineEntry; people: People }) {
  const { what, said } = wordsOf(entry);
  const details = [
    entry.happenedAt ? say('timeline.happened', { time: timeOfDay(entry.happenedAt) }) : '',
    entry.item == null ? '' : say('timeline.item', { n: entry.item }),
    amountOf(entry),
    byOf(entry, people),
    ...surroundings(entry),
  ].filter(Boolean);
  return (
    <>
      <time class="entry-at" dateTime={entry.at}>
        {timeOfDay(entry.at)}
      </time>
      <span class="entry-kind">{kindOf(entry)}</span>
      <span class="entry-what">
        {[what, said].filter(Boolean).join(': ')}
        {details.length > 0 && <span class="soft"> {details.join(' · ')}</span>}
      </span>
    </>
  );
}

/** The engine's own part goes without saying, and so does the learner's in what only they do. */
function byOf({ by, kind, what }: TimelineEntry, people: People): string {
  // A page says itself that something arrived; whose account wrote a line does not matter.
  if (/\.(delivered|confirmed)$/.test(what)) return '';
  if (kind === 'chat' && what === 'learner') return say('timeline.byLearner');
  if (by === '' || by === 'system' || by === 'rule' || by === 'server' || by === 'engine' || kind === 'signal')
    return '';
  if (by === 'learner') return ['act', 'chat', 'hand', 'state'].includes(kind) ? say('timeline.byLearner') : '';
  return say('timeline.by', { name: by === 'proctor' ? say('timeline.proctor') : people.nameOf(by) });
}

function surroundings({ context }: TimelineEntry): string[] {
  if (!context) return [];
  return [
    context.online ? '' : say('timeline.offline'),
    context.visible ? '' : say('timeline.hidden'),
    context.promptOpen ? say('timeline.prompt') : '',
    context.assistiveTools ? say('timeline.assistive') : '',
  ];
}

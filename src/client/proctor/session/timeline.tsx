import { useSignal } from '@preact/signals';
import { number, timeOfDay } from '../../lib/i18n';
import { say, sayCode, en } from '../text';
import type { TimelineEntry } from '../wire';
import type { SessionCtrl } from './session-ctrl';

const groups = ['all', 'signals', 'people', 'exam'] as const;
type Group = (typeof groups)[number];

const members: Record<Exclude<Group, 'all'>, ReadonlySet<string>> = {
  signals: new Set(['signal', 'flag', 'gap']),
  people: new Set(['act', 'chat', 'note', 'incident', 'identity', 'consent', 'hand', 'evidence']),
  exam: new Set(['answer', 'shown', 'state', 'gap']),
};

/** Rows that are drawn at once; more on demand. */
const PAGE = 100;

/** What happened, newest first, in whichever part of the engine it stands. */
export function TimelinePart({ session }: { session: SessionCtrl }) {
  const group = useSignal<Group>('all');
  const most = useSignal(PAGE);
  const all = session.timeline.value;
  const only = group.value;
  const shown = only === 'all' ? all : all.filter((entry) => members[only].has(entry.kind));
  const newest = shown.slice(-most.value).reverse();
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
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      {shown.length > newest.length && (
        <button type="button" class="button" onClick={() => (most.value += PAGE)}>
          {say('timeline.earlier')}
        </button>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const key = `entry.${entry.kind}`;
  const details = [
    entry.item == null ? '' : say('timeline.item', { n: entry.item }),
    entry.amount == null ? '' : number(entry.amount),
    entry.by === '' || entry.kind === 'signal' ? '' : say('timeline.by', { name: entry.by }),
    ...surroundings(entry),
  ].filter(Boolean);
  return (
    <>
      <time class="entry-at" dateTime={entry.at}>
        {timeOfDay(entry.at)}
      </time>
      <span class="entry-kind">{say((key in en ? key : 'entry.other') as 'entry.other')}</span>
      <span class="entry-what">
        {whatOf(entry)}
        {details.length > 0 && <span class="soft"> {details.join(' · ')}</span>}
      </span>
    </>
  );
}

/** Words for what it was; its code where the console has none. */
function whatOf({ kind, what, text }: TimelineEntry): string {
  if (kind === 'signal') {
    const [code = '', phase = 'did'] = what.split('.');
    const words = sayCode('signal', code);
    return phase === 'ended' ? say('phase.ended', { what: words }) : words;
  }
  const words = kind === 'act' ? sayCode('act', what) : kind === 'state' ? sayCode('stage', what) : '';
  return [words || (text ? '' : what), text].filter(Boolean).join(': ');
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

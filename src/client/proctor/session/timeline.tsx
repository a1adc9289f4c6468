import { useSignal } from '@preact/signals';
import { number, span, timeOfDay } from '../../lib/i18n';
import type { People } from '../people';
import { say, sayCode, en } from '../text';
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
      {(shown.length > newest.length || session.hasEarlier) && (
        <button type="button" class="button" disabled={session.asking.busy.value} onClick={() => void earlier()}>
          {say('timeline.earlier')}
        </button>
      )}
    </div>
  );
}

function Entry({ entry, people }: { entry: TimelineEntry; people: People }) {
  const key = `entry.${entry.kind}`;
  const details = [
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
      <span class="entry-kind">{say((key in en ? key : 'entry.other') as 'entry.other')}</span>
      <span class="entry-what">
        {whatOf(entry)}
        {details.length > 0 && <span class="soft"> {details.join(' · ')}</span>}
      </span>
    </>
  );
}

/** What an entry's code is looked up as. */
const prefixes: Record<string, 'signal' | 'act' | 'stage' | 'irregular' | 'event'> = {
  signal: 'signal',
  act: 'act',
  state: 'stage',
  incident: 'irregular',
  time: 'event',
  mark: 'event',
  shown: 'event',
  gap: 'event',
  identity: 'event',
  consent: 'event',
  hand: 'event',
  evidence: 'event',
};

/** Words for what it was; its code where the console has none. */
function whatOf({ kind, what, text }: TimelineEntry): string {
  const [code = '', phase = ''] = what.split('.');
  const prefix = prefixes[kind];
  // A line, a note and a flag say it themselves; which field was answered says a proctor nothing.
  const words = prefix ? sayCode(prefix, code) : kind === 'answer' || text !== '' ? '' : code;
  const key = `phase.${phase}`;
  const whole = key in en ? say(key as 'phase.ended', { what: words || text }) : words;
  return [whole, words === '' && whole !== '' ? '' : said(text)].filter(Boolean).join(': ');
}

/** A reason of the catalogue in its words. */
const said = (text: string): string => sayCode('reason', text);

function amountOf({ kind, amount }: TimelineEntry): string {
  if (amount == null) return '';
  if (kind === 'act') return say('progress.minutes', { n: amount });
  return kind === 'time' || kind === 'gap' || kind === 'state' ? span(amount * 1000) : number(amount);
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

import { list, number, span } from '../lib/i18n';
import { en, say, sayCode } from './text';
import type { TimelineEntry } from './wire';

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

/** What kind of entry it is. */
export function kindOf({ kind }: TimelineEntry): string {
  const key = `entry.${kind}`;
  return say((key in en ? key : 'entry.other') as 'entry.other');
}

/** Words for what it was, its code where there are none; and what was said with it, a reason of the catalogue in its words. */
export function wordsOf({ kind, what, text }: TimelineEntry): { what: string; said: string } {
  const [code = '', phase = ''] = what.split('.');
  const prefix = prefixes[kind];
  // A line, a note and a flag say it themselves; which field was answered says nothing.
  const words = prefix ? sayCode(prefix, code) : kind === 'answer' || text !== '' ? '' : code;
  const key = `phase.${phase}`;
  const whole = key in en ? say(key as 'phase.ended', { what: words || text }) : words;
  if (kind === 'evidence' && text.startsWith('live '))
    return { what: whole, said: say('viewed.live', { list: list(text.split(' ').slice(1).map(mediumOf)) }) };
  if (phase === 'excused') return { what: whole, said: sayCode('excuse', text) };
  return { what: whole, said: words === '' && whole !== '' ? '' : sayCode('reason', text) };
}

const mediumOf = (medium: string): string => {
  const key = `live.${medium}`;
  return key in en ? say(key as 'live.camera') : medium;
};

export function amountOf({ kind, amount }: TimelineEntry): string {
  if (amount == null) return '';
  if (kind === 'act') return say('progress.minutes', { n: amount });
  return kind === 'time' || kind === 'gap' || kind === 'state' ? span(amount * 1000) : number(amount);
}

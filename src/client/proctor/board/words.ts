import { computed, type ReadonlySignal } from '@preact/signals';
import { countdown, span } from '../../lib/i18n';
import { say, sayCode } from '../text';
import type { ProctorLoad } from '../wire';
import type { Cell } from './board';

/** What a cell says, each line a signal of its own that is bound to one text in the page. */
export interface CellWords {
  classes: ReadonlySignal<string>;
  need: ReadonlySignal<string>;
  stage: ReadonlySignal<string>;
  left: ReadonlySignal<string>;
  progress: ReadonlySignal<string>;
  share: ReadonlySignal<string>;
  flags: ReadonlySignal<string>;
  latest: ReadonlySignal<string>;
  line: ReadonlySignal<string>;
  care: ReadonlySignal<string>;
}

/** Needs that are told with how long somebody has waited. */
const TIMED = new Set(['admit', 'hand', 'unanswered']);

export function wordsOfCell(
  cell: Cell,
  at: ReadonlySignal<string | null>,
  open: ReadonlySignal<string | null>,
  me: string,
  nameOf: (id: string) => string,
): CellWords {
  const session = cell.session;
  return {
    classes: computed(() => {
      const marks = [
        at.value === session ? ' is-at' : '',
        open.value === session ? ' is-open' : '',
        cell.selected.value ? ' is-selected' : '',
        cell.ended.value ? ' is-ended' : '',
      ];
      return `cell need-${cell.need.value} stage-${cell.stage.value} line-${cell.line.value}${marks.join('')}`;
    }),
    need: computed(() => {
      const need = cell.need.value;
      if (need === 'none') return '';
      const waited = TIMED.has(need) ? cell.waiting.value : need === 'lost' ? cell.silent.value : null;
      return waited === null ? say(`need.${need}`) : `${say(`need.${need}`)} ${countdown(waited * 1000)}`;
    }),
    stage: computed(() => sayCode('stage', cell.stage.value)),
    left: computed(() => (cell.left.value === null ? '' : countdown(cell.left.value * 1000))),
    progress: computed(() =>
      cell.items.value === 0 ? '' : say('cell.progress', { answered: cell.answered.value, items: cell.items.value }),
    ),
    share: computed(() => `--share:${cell.items.value === 0 ? 0 : cell.answered.value / cell.items.value}`),
    flags: computed(() => (cell.flags.value === 0 ? '' : `⚑ ${cell.flags.value}`)),
    latest: computed(() => latestOf(cell)),
    line: computed(() => lineWords(cell)),
    care: computed(() => {
      const care = cell.care.value;
      if (care === null) return '';
      return care === me ? say('cell.mine') : say('cell.care', { name: nameOf(care) });
    }),
  };
}

/** How the connection is; of a weak one, why it is thought to be. */
export function lineWords(cell: Cell): string {
  const line = cell.line.value;
  if (line === 'lost') return say('cell.line.lost', { time: countdown((cell.silent.value ?? 0) * 1000) });
  if (line === 'weak' && cell.losses.value > 0) return say('cell.line.shaky', { n: cell.losses.value });
  return line === 'none' ? '' : say(`cell.line.${line}`);
}

/** What lasts now goes before what is over. */
function latestOf(cell: Cell): string {
  const open = cell.open.value
    .split(' ')
    .filter((what) => what !== '' && what !== 'offline')
    .map((what) => sayCode('signal', what));
  return open.length > 0 ? open.join(', ') : (cell.latest.value ?? '');
}

/** How many somebody has, and how long learners have waited for them lately. */
export function staffingWords({ inCare, responseP50Ms }: ProctorLoad, name: string): string {
  return responseP50Ms === null
    ? say('staffing.one', { name, n: inCare })
    : say('staffing.answers', { name, n: inCare, time: span(responseP50Ms) });
}

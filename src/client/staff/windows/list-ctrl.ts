import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Poll } from '../../lib/poll';
import type { WindowCard } from '../../lib/wire';

const EVERY_MS = 30_000;
const DAY_MS = 24 * 3_600_000;

/** How long a window stays in the list by itself after it has closed. */
const PAST_MS = 60 * DAY_MS;

/** The server lists no more. */
export const MOST_LISTED = 500;

export interface WindowGroups {
  open: WindowCard[];
  planned: WindowCard[];
  past: WindowCard[];
}

/** All windows by what they are now: open ones first to close first, coming ones in order, past ones latest first. */
export class WindowsCtrl {
  readonly poll: Poll<WindowCard[]>;
  readonly #exam = signal('');
  readonly #earlier = signal(false);

  readonly groups: ReadonlySignal<WindowGroups> = computed(() => {
    const state = this.poll.state.value;
    const all = state.is === 'here' ? state.value : [];
    const exam = this.#exam.value;
    const shown = all.filter((window) => exam === '' || window.examId === exam);
    const of = (...states: WindowCard['state'][]) => shown.filter((window) => states.includes(window.state));
    return {
      open: of('open').sort(by((window) => Date.parse(window.closes))),
      planned: of('planned').sort(by((window) => Date.parse(window.opens))),
      past: of('closed', 'cancelled').sort(by((window) => -Date.parse(window.closes))),
    };
  });

  /** The exams there are windows of, by title. */
  readonly exams: ReadonlySignal<{ id: string; title: string }[]> = computed(() => {
    const state = this.poll.state.value;
    const all = state.is === 'here' ? state.value : [];
    const titles = new Map(all.map((window) => [window.examId, window.examTitle]));
    return [...titles].map(([id, title]) => ({ id, title })).sort((a, b) => a.title.localeCompare(b.title));
  });

  constructor(server: Api) {
    this.poll = new Poll(
      async () => (await server.get<{ windows: WindowCard[] }>(this.url(), { tries: 1 })).windows,
      () => EVERY_MS,
    );
  }

  /** Id of the one exam whose windows are shown; empty for all. */
  get exam(): ReadonlySignal<string> {
    return this.#exam;
  }

  /** True when windows of long ago are listed too. */
  get earlier(): ReadonlySignal<boolean> {
    return this.#earlier;
  }

  showExam(id: string): void {
    this.#exam.value = id;
  }

  showEarlier(): Promise<void> {
    this.#earlier.value = true;
    return this.poll.now();
  }

  private url(): string {
    if (this.#earlier.value) return '/api/windows';
    return `/api/windows?from=${encodeURIComponent(new Date(Date.now() - PAST_MS).toISOString())}`;
  }
}

const by =
  (key: (window: WindowCard) => number) =>
  (a: WindowCard, b: WindowCard): number =>
    key(a) - key(b) || a.id.localeCompare(b.id);

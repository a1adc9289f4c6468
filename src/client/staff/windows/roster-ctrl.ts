import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Poll } from '../../lib/poll';
import { problemOf } from '../../lib/ui/notice';
import type { Problem, SeatPage, SeatView } from '../../lib/wire';

const PAGE = 100;

/** The most the server gives at once; for a search. */
const LARGEST_PAGE = 1000;
const EVERY_MS = 15_000;

/** Matches beyond this are only counted: nobody reads further. */
export const MOST_FOUND = 100;

export type Search =
  | { is: 'off' }
  /** `seen`: how many seats have been looked through so far. */
  | { is: 'looking' | 'done'; seen: number; found: SeatView[] }
  | { is: 'failed'; problem: Problem };

/**
 * Who sits in a window, a page at a time. A search goes through all pages once and then through what it has, because the server
 * lists seats by learner id only; clearing the search forgets them.
 */
export class RosterCtrl {
  readonly poll: Poll<SeatPage>;
  readonly #before = signal<string[]>([]);
  readonly #query = signal('');
  readonly #all = signal<SeatView[]>([]);
  readonly #looking = signal<'off' | 'looking' | 'done'>('off');
  readonly #problem = signal<Problem | null>(null);
  #after: string | null = null;
  #turn = 0;

  /** Number of the page shown, from 1. */
  readonly number: ReadonlySignal<number> = computed(() => this.#before.value.length + 1);

  readonly search: ReadonlySignal<Search> = computed(() => {
    const words = wordsOf(this.#query.value);
    if (words.length === 0) return { is: 'off' };
    if (this.#problem.value) return { is: 'failed', problem: this.#problem.value };
    const all = this.#all.value;
    const found = all.filter((seat) => words.every((word) => textOf(seat).includes(word)));
    return { is: this.#looking.value === 'done' ? 'done' : 'looking', seen: all.length, found };
  });

  constructor(
    private readonly server: Api,
    /** Of the window. */
    private readonly url: string,
  ) {
    this.poll = new Poll(
      () => this.page(this.#after),
      () => EVERY_MS,
    );
  }

  get query(): ReadonlySignal<string> {
    return this.#query;
  }

  get hasNext(): boolean {
    return (this.poll.value?.next ?? null) !== null;
  }

  async next(): Promise<void> {
    const next = this.poll.value?.next;
    if (!next) return;
    this.#before.value = [...this.#before.value, this.#after ?? ''];
    await this.show(next);
  }

  async previous(): Promise<void> {
    const before = this.#before.value.at(-1);
    if (before === undefined) return;
    this.#before.value = this.#before.value.slice(0, -1);
    await this.show(before === '' ? null : before);
  }

  /** Seats have changed: what is shown is asked for again, and a search begins anew. */
  async refresh(): Promise<void> {
    this.forget();
    await Promise.all([this.poll.now(), this.#query.value === '' ? null : this.look()]);
  }

  find(query: string): void {
    this.#query.value = query;
    if (wordsOf(query).length === 0) this.forget();
    else if (this.#looking.value === 'off') void this.look();
  }

  private async show(after: string | null): Promise<void> {
    this.#after = after;
    await this.poll.now();
  }

  private async look(): Promise<void> {
    const turn = ++this.#turn;
    this.#looking.value = 'looking';
    this.#problem.value = null;
    this.#all.value = [];
    try {
      let after: string | null = null;
      do {
        const page: SeatPage = await this.page(after, LARGEST_PAGE, 4);
        if (turn !== this.#turn) return;
        this.#all.value = [...this.#all.value, ...page.seats];
        after = page.next ?? null;
      } while (after !== null);
      this.#looking.value = 'done';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#problem.value = problemOf(error);
      this.#looking.value = 'off';
    }
  }

  private forget(): void {
    this.#turn++;
    this.#looking.value = 'off';
    this.#all.value = [];
    this.#problem.value = null;
  }

  private page(after: string | null, limit = PAGE, tries = 1): Promise<SeatPage> {
    const from = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    return this.server.get<SeatPage>(`${this.url}/seats?limit=${limit}${from}`, { tries });
  }
}

const wordsOf = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean);
const textOf = (seat: SeatView): string => fold(`${seat.learnerId} ${seat.legalName}`);

/** Without capitals and accents: somebody who looks for Zoe means Zoë too. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Board, Cell } from './board';
import type { Need } from './standing';

export const densities = ['rows', 'small', 'large'] as const;
export type Density = (typeof densities)[number];

/** What is shown: all, those that need somebody, those of one kind, mine, or those nobody takes care of. */
export type Filter = 'all' | 'needed' | Exclude<Need, 'none'> | 'mine' | 'nobodys' | 'running' | 'ended';

/** What of the board is looked at: filter, search, place of the keyboard, selection, density. */
export class Looking {
  readonly #filter = signal<Filter>('all');
  readonly #search = signal('');
  readonly #density = signal<Density | null>(null);
  readonly #at = signal<string | null>(null);
  readonly #selected = signal<ReadonlySet<string>>(new Set());
  #anchor: string | null = null;

  /** Sessions that are shown, in the board's order. The one under the keyboard stays, so that nobody loses their place. */
  readonly shown: ReadonlySignal<readonly string[]> = computed(() => {
    const filter = this.#filter.value;
    const words = fold(this.#search.value).split(/\s+/).filter(Boolean);
    const order = this.board.order.value;
    if (filter === 'all' && words.length === 0) return order;
    return order.filter((session) => {
      const cell = this.board.cell(session);
      if (!cell || !this.passes(cell, filter)) return false;
      if (words.length === 0) return true;
      const text = fold(`${cell.name.value} ${cell.view.value.learner} ${cell.latest.value ?? ''}`);
      return words.every((word) => text.includes(word));
    });
  });

  /** As chosen; until then by how many there are. */
  readonly density: ReadonlySignal<Density> = computed(() => {
    const n = this.board.count.value;
    return this.#density.value ?? (n <= 12 ? 'large' : n <= 60 ? 'small' : 'rows');
  });

  constructor(
    private readonly board: Board,
    private readonly me: string,
  ) {}

  get filter(): ReadonlySignal<Filter> {
    return this.#filter;
  }

  get search(): ReadonlySignal<string> {
    return this.#search;
  }

  /** Where the keyboard is. */
  get at(): ReadonlySignal<string | null> {
    return this.#at;
  }

  get selected(): ReadonlySignal<ReadonlySet<string>> {
    return this.#selected;
  }

  show(filter: Filter): void {
    this.#filter.value = filter;
  }

  find(text: string): void {
    this.#search.value = text;
  }

  setDensity(density: Density): void {
    this.#density.value = density;
  }

  nextDensity(): void {
    const next = (densities.indexOf(this.density.peek()) + 1) % densities.length;
    this.#density.value = densities[next] ?? 'small';
  }

  go(session: string | null): void {
    this.#at.value = session;
  }

  /** Moves by so many places; answers where to. */
  step(by: number): string | null {
    const shown = this.shown.peek();
    if (shown.length === 0) return null;
    const now = this.#at.peek() === null ? -1 : shown.indexOf(this.#at.peek() ?? '');
    const next = now < 0 ? 0 : Math.min(Math.max(now + by, 0), shown.length - 1);
    this.#at.value = shown[next] ?? null;
    return this.#at.peek();
  }

  /** The next that needs somebody, after where the keyboard is and round; the most urgent first when it stands on none. */
  nextNeeded(): string | null {
    const now = this.#at.peek();
    const needing = Array.from(this.board.cells())
      .filter((cell) => cell.need.peek() !== 'none')
      .map((cell) => cell.session);
    const order = this.board.urgent().filter((session) => needing.includes(session));
    const next = order[(now === null ? -1 : order.indexOf(now)) + 1] ?? order[0] ?? null;
    if (next !== null) {
      if (!this.shown.peek().includes(next)) batch(() => (this.show('all'), this.find('')));
      this.#at.value = next;
    }
    return next;
  }

  select(session: string, on?: boolean): void {
    const next = new Set(this.#selected.value);
    const wanted = on ?? !next.has(session);
    if (wanted) next.add(session);
    else next.delete(session);
    this.#anchor = session;
    this.put(next);
  }

  /** Everything from the last one that was selected to this one. */
  selectTo(session: string): void {
    const shown = this.shown.peek();
    const from = this.#anchor === null ? -1 : shown.indexOf(this.#anchor);
    const to = shown.indexOf(session);
    if (from < 0 || to < 0) return this.select(session, true);
    const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.put(new Set([...this.#selected.value, ...range]));
  }

  selectShown(): void {
    this.put(new Set(this.shown.peek()));
  }

  clearSelection(): void {
    this.put(new Set());
  }

  private put(next: ReadonlySet<string>): void {
    batch(() => {
      for (const cell of this.board.cells()) cell.selected.value = next.has(cell.session);
      this.#selected.value = next;
    });
  }

  private passes(cell: Cell, filter: Filter): boolean {
    switch (filter) {
      case 'all':
        return true;
      case 'needed':
        return cell.need.value !== 'none';
      case 'mine':
        return cell.care.value === this.me;
      case 'nobodys':
        return cell.care.value === null && !cell.ended.value;
      case 'running':
        return cell.stage.value === 'running';
      case 'ended':
        return cell.ended.value;
      default:
        return cell.need.value === filter;
    }
  }
}

/** For comparing: without case and accents. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

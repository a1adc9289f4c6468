import { signal, type ReadonlySignal } from '@preact/signals';
import type { Problem } from './wire';
import { problemOf } from './ui/notice';

export type Loaded<T> = { is: 'loading' } | { is: 'here'; value: T } | { is: 'failed'; problem: Problem };

/** Something fetched for a page. Fetching again keeps what is there until the new answer comes. */
export class Load<T> {
  readonly #state = signal<Loaded<T>>({ is: 'loading' });
  #turn = 0;

  constructor(private readonly ask: () => Promise<T>) {}

  get state(): ReadonlySignal<Loaded<T>> {
    return this.#state;
  }

  async fetch(): Promise<void> {
    const turn = ++this.#turn;
    if (this.#state.value.is !== 'here') this.#state.value = { is: 'loading' };
    const next = await this.ask().then(
      (value): Loaded<T> => ({ is: 'here', value }),
      (error: unknown): Loaded<T> => ({ is: 'failed', problem: problemOf(error) }),
    );
    if (turn === this.#turn) this.#state.value = next;
  }

  put(value: T): void {
    this.#turn++;
    this.#state.value = { is: 'here', value };
  }
}

import { signal, type ReadonlySignal } from '@preact/signals';
import { Backoff, pause } from './backoff';
import { isPassing, Refusal } from './refusal';
import { problemOf } from './ui/notice';
import type { Problem } from './wire';

export type Loaded<T> =
  | { is: 'loading' }
  | { is: 'here'; value: T }
  /** `passing`: the same may succeed later without anybody changing anything. */
  | { is: 'failed'; problem: Problem; passing: boolean };

/** Something fetched for a page. Fetching again keeps what is there until the new answer comes. */
export class Load<T> {
  readonly #state = signal<Loaded<T>>({ is: 'loading' });
  #turn = 0;
  #persisting = new AbortController();
  #retryAfterMs: number | null = null;

  constructor(private readonly ask: () => Promise<T>) {}

  get state(): ReadonlySignal<Loaded<T>> {
    return this.#state;
  }

  async fetch(): Promise<void> {
    if (this.#state.value.is !== 'here') this.#state.value = { is: 'loading' };
    await this.turn();
  }

  /**
   * Fetches, and goes on trying by itself while the server is silent or busy: the page may have outlived it. Once more begins anew,
   * at once.
   */
  async persist(closing: AbortSignal): Promise<void> {
    this.#persisting.abort();
    this.#persisting = new AbortController();
    const ending = AbortSignal.any([closing, this.#persisting.signal]);
    const backoff = new Backoff(1000, 15_000);
    await this.fetch();
    for (;;) {
      const state = this.#state.value;
      if (state.is !== 'failed' || !state.passing || ending.aborted) return;
      await pause(backoff.next(this.#retryAfterMs), ending);
      if (!ending.aborted) await this.turn();
    }
  }

  put(value: T): void {
    this.#turn++;
    this.#state.value = { is: 'here', value };
  }

  private async turn(): Promise<void> {
    const turn = ++this.#turn;
    const next = await this.ask().then(
      (value): Loaded<T> => ({ is: 'here', value }),
      (error: unknown): Loaded<T> => {
        this.#retryAfterMs = error instanceof Refusal ? error.retryAfterMs : null;
        return { is: 'failed', problem: problemOf(error), passing: isPassing(error) };
      },
    );
    if (turn === this.#turn) this.#state.value = next;
  }
}

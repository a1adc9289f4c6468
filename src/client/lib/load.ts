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
  readonly #renewing = signal(false);
  #turn = 0;
  #persisting = new AbortController();
  #retryAfterMs: number | null = null;

  constructor(private readonly ask: () => Promise<T>) {}

  get state(): ReadonlySignal<Loaded<T>> {
    return this.#state;
  }

  /** Something newer was asked for than what is there. */
  get renewing(): ReadonlySignal<boolean> {
    return this.#renewing;
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
    this.#renewing.value = false;
    this.#state.value = { is: 'here', value };
  }

  /** Adds to what is there. When something newer has come meanwhile, it stays as it is; when it is on its way, it still comes. */
  async extend(add: (before: T) => Promise<T>): Promise<void> {
    const before = this.#state.value;
    if (before.is !== 'here') return;
    const value = await add(before.value);
    if (this.#state.value === before) this.#state.value = { is: 'here', value };
  }

  private async turn(): Promise<void> {
    const turn = ++this.#turn;
    this.#renewing.value = this.#state.value.is === 'here';
    const next = await this.ask().then(
      (value): Loaded<T> => ({ is: 'here', value }),
      (error: unknown): Loaded<T> => {
        this.#retryAfterMs = error instanceof Refusal ? error.retryAfterMs : null;
        return { is: 'failed', problem: problemOf(error), passing: isPassing(error) };
      },
    );
    if (turn !== this.#turn) return;
    this.#renewing.value = false;
    this.#state.value = next;
  }
}

import { signal, type ReadonlySignal } from '@preact/signals';
import { Backoff, pause } from './backoff';
import { isPassing, Refusal } from './refusal';
import { problemOf } from './ui/notice';
import type { Problem } from './wire';

export type Polled<T> =
  | { is: 'loading' }
  /** `at` is the monotonic time of the answer; `stale` says why there has been none since, when there should have been. */
  | { is: 'here'; value: T; at: number; stale: Problem | null }
  | { is: 'failed'; problem: Problem };

/**
 * Asks again and again while somebody looks. One answer that fails takes nothing away: what was heard last stays, with the reason why
 * it is old.
 */
export class Poll<T> {
  readonly #state = signal<Polled<T>>({ is: 'loading' });
  readonly #backoff = new Backoff(1000, 15_000);
  #looking: AbortController | null = null;
  #pausing = new AbortController();
  #turn = 0;

  /** @param everyMs how long to wait after an answer, by that answer */
  constructor(
    private readonly ask: () => Promise<T>,
    private readonly everyMs: (value: T) => number,
  ) {}

  get state(): ReadonlySignal<Polled<T>> {
    return this.#state;
  }

  /** What was heard last. */
  get value(): T | null {
    const state = this.#state.value;
    return state.is === 'here' ? state.value : null;
  }

  start(): void {
    if (this.#looking) return;
    this.#looking = new AbortController();
    void this.run(this.#looking.signal);
  }

  stop(): void {
    this.#looking?.abort();
    this.#looking = null;
  }

  /** Asks at once. Resolves when there is an answer, of whatever kind. */
  async now(): Promise<void> {
    await this.once();
    this.#pausing.abort();
  }

  /** Takes an answer that came by another way. */
  put(value: T): void {
    this.#turn++;
    this.#state.value = { is: 'here', value, at: performance.now(), stale: null };
  }

  private async run(looking: AbortSignal): Promise<void> {
    let wait = await this.once();
    while (wait !== null && !looking.aborted) {
      this.#pausing = new AbortController();
      await pause(wait, AbortSignal.any([looking, this.#pausing.signal]));
      if (looking.aborted) return;
      // An answer that cut the pause short is as good as one asked for now.
      wait = this.#pausing.signal.aborted && this.value !== null ? this.everyMs(this.value) : await this.once();
    }
    if (this.#looking?.signal === looking) this.#looking = null;
  }

  /** Answers with how long to wait for the next, or null when asking again is of no use. */
  private async once(): Promise<number | null> {
    const turn = ++this.#turn;
    try {
      const value = await this.ask();
      if (turn === this.#turn) this.put(value);
      this.#backoff.reset();
      return this.everyMs(value);
    } catch (error) {
      const before = this.#state.value;
      const problem = problemOf(error);
      const passing = isPassing(error);
      if (turn === this.#turn)
        this.#state.value = before.is === 'here' && passing ? { ...before, stale: problem } : { is: 'failed', problem };
      return passing ? this.#backoff.next(error instanceof Refusal ? error.retryAfterMs : null) : null;
    }
  }
}

/** Nobody is believed who asks to be left alone for longer: answers wait behind it. */
const MOST_RETRY_AFTER_MS = 60_000;

/**
 * How long to wait before asking again: exponential with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015), so that
 * a server that comes back is not met by everybody at once. Never gives up; the caller decides when to stop asking.
 */
export class Backoff {
  #tries = 0;

  constructor(
    readonly firstMs = 500,
    readonly mostMs = 15_000,
    private readonly random: () => number = () => Math.random(),
  ) {}

  /** The next wait in milliseconds. What the server asked for is kept, and up to as much again is added. */
  next(retryAfterMs: number | null = null): number {
    const ceiling = Math.min(this.mostMs, this.firstMs * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 30);
    return retryAfterMs ? spread(Math.min(retryAfterMs, MOST_RETRY_AFTER_MS), this.random) : ceiling * this.random();
  }

  reset(): void {
    this.#tries = 0;
  }
}

/** From once to twice as long: nobody comes early, and not all at once. */
export const spread = (ms: number, random: () => number = () => Math.random()): number => ms * (1 + random());

/** Waits, or ends early when the signal is aborted; never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}

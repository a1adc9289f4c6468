/**
 * Exponential back-off with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): a server that comes back is not
 * met by everybody at once. Never gives up; the caller decides when to stop asking.
 */
export class Backoff {
  #tries = 0;

  constructor(
    readonly firstMs = 500,
    readonly mostMs = 15_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** The next wait in milliseconds. `retryAfterMs` is a floor the server set; jitter is added on top, never below. */
  next(retryAfterMs: number | null = null): number {
    const ceiling = Math.min(this.mostMs, this.firstMs * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 30);
    const jittered = ceiling * (0.25 + 0.75 * this.random());
    return retryAfterMs === null ? jittered : retryAfterMs + this.random() * Math.min(2000, 250 + retryAfterMs / 2);
  }

  reset(): void {
    this.#tries = 0;
  }
}

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

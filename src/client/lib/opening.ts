import type { Call } from './api';
import { Backoff, pause } from './backoff';
import { Refusal } from './refusal';

/** How far the servers' clocks and the page's reckoning may be apart before a refusal is taken at its word. */
const SKEW_MS = 30_000;

/**
 * Makes a call that the server refuses before an opening, at a moment when the page holds that it has come: for as long as the two
 * may disagree the call is repeated by itself.
 */
export async function untilOpen<T>(ask: () => Promise<T>, { waiting, signal }: Call): Promise<T> {
  const backoff = new Backoff(1000, 4000);
  const until = performance.now() + SKEW_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const early = error instanceof Refusal && error.notOpenYet;
      if (!early || performance.now() >= until || signal?.aborted) throw error;
      waiting?.(error);
      await pause(backoff.next(error.retryAfterMs), signal);
    }
  }
}

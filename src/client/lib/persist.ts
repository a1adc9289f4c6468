import { Backoff, pause } from './backoff';
import { isPassing, Refusal } from './refusal';

/** Does it again and again, with growing pauses, until the server has judged it or the page is left. For what may be repeated. */
export async function persist<T>(
  work: () => Promise<T>,
  closing: AbortSignal,
  waiting: (error: unknown) => void = () => undefined,
): Promise<T> {
  const backoff = new Backoff();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (closing.aborted || !isPassing(error)) throw error;
      waiting(error);
      await pause(backoff.next(error instanceof Refusal ? error.retryAfterMs : null), closing);
      if (closing.aborted) throw error;
    }
  }
}

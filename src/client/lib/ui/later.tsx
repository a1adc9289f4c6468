import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Backoff, pause } from '../backoff';

/**
 * Code that comes when it is needed, and not before: nobody's first question waits for it. Asked for until it is here; null until
 * then.
 */
export function useLater<T>(fetch: () => Promise<T>): T | null {
  const code = useSignal<T | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void (async () => {
      const backoff = new Backoff(1_000, 15_000);
      while (!leaving.signal.aborted && !code.value) {
        code.value = await fetch().catch(() => null);
        if (!code.value) await pause(backoff.next(), leaving.signal);
      }
    })();
    return () => leaving.abort();
  }, []);
  return code.value;
}

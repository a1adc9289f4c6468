import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Backoff, pause } from '../../lib/backoff';
import { Loading } from '../../lib/ui/notice';

/** The review, whose code comes when there is one: most sessions have none, and nobody's first question waits for it. */
export function ReviewPart({ session }: { session: string }) {
  const code = useSignal<typeof import('./review') | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void (async () => {
      const backoff = new Backoff(1_000, 15_000);
      while (!leaving.signal.aborted && !code.value) {
        code.value = await import('./review').catch(() => null);
        if (!code.value) await pause(backoff.next(), leaving.signal);
      }
    })();
    return () => leaving.abort();
  }, [code]);
  if (!code.value) return <Loading lines={4} />;
  const { Review } = code.value;
  return <Review session={session} />;
}

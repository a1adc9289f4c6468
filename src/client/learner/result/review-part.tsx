import { useLater } from '../../lib/ui/later';
import { Loading } from '../../lib/ui/notice';

/** The review; most sessions have none. */
export function ReviewPart({ session }: { session: string }) {
  const code = useLater(() => import('./review'));
  return code ? <code.Review session={session} /> : <Loading lines={4} />;
}

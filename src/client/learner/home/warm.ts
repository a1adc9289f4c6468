import { warmMath } from '../../lib/math';
import { signalr } from '../../lib/line';
import { briefings } from './briefings';

/**
 * Fetches what an exam's first minute needs while its learners wait, so that the opening finds them ready. The scripts and fonts come
 * when the browser has nothing better to do, and not over a line that counts its bytes.
 */
export function warm(exam: string | null): void {
  if (exam !== null) void briefings.ahead(exam);
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  const idle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 0));
  idle(() => void Promise.all([signalr(), warmMath()]).catch(() => undefined));
}

import type { LearnerSocket } from '../lib/socket';
import type { Receipt } from '../lib/wire';

/** What a session that has ended leaves to the page of its result. */
export interface Parting {
  line: LearnerSocket;
  /** Null when the session had ended without this page. */
  receipt: Receipt | null;
}

/** A page that goes to its result takes a moment to load; a line that nobody takes over by then is of no more use. */
const KEPT_MS = 15_000;

let kept: (Parting & { session: string; timer: ReturnType<typeof setTimeout> }) | null = null;

/**
 * Leaves line and receipt of a session to the page of its result. When a whole class hands in at once, what everybody asks next goes by the
 * lines that are there: new connections, cookies and tokens would cost the server more than the answers do.
 */
export function part(session: string, parting: Parting): void {
  drop();
  kept = { ...parting, session, timer: setTimeout(drop, KEPT_MS) };
}

/** What was left for this session; whoever takes the line hangs up. */
export function takeParting(session: string): Parting | null {
  if (kept?.session !== session) return null;
  const { line, receipt, timer } = kept;
  clearTimeout(timer);
  kept = null;
  return { line, receipt };
}

function drop(): void {
  if (!kept) return;
  clearTimeout(kept.timer);
  kept.line.stop();
  kept = null;
}

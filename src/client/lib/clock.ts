import type { ServerTime } from './server-time';
import type { TimeView } from './wire';

/**
 * The exam's clock as this page knows it. It counts by the server's time from what the server last said, so changing the computer's
 * time, or a wrong time zone, moves nothing. The server decides; this only shows.
 */
export class ExamClock {
  #view: TimeView | null = null;

  constructor(private readonly server: ServerTime) {}

  get view(): TimeView | null {
    return this.#view;
  }

  /**
   * Takes the server's time unless a later one is known already (replies may overtake one another).
   * @param sentAt when the request was sent; without it the server said so unasked
   */
  sync(view: TimeView, sentAt?: number): boolean {
    if (this.#view && Date.parse(view.serverNow) < Date.parse(this.#view.serverNow)) return false;
    this.#view = view;
    this.server.sync(view.serverNow, sentAt);
    return true;
  }

  /** Working time left in milliseconds, never below zero; null before the first sync, and for an exam without a limit. */
  remaining(): number | null {
    return this.#view && this.#view.limitMs > 0 ? this.left(this.#view, this.#view.remainingMs) : null;
  }

  /** The same for the section; null when the section has no limit of its own. */
  sectionRemaining(): number | null {
    return this.#view?.sectionRemainingMs == null ? null : this.left(this.#view, this.#view.sectionRemainingMs);
  }

  /**
   * True when the two clocks have drifted apart by more than 2 s since the sync: the computer slept (some monotonic clocks
   * stand still then) or somebody set the time. Either way the server is asked again; nothing is concluded from the wall clock.
   */
  doubtful(): boolean {
    return this.#view !== null && this.server.doubtful();
  }

  private left(view: TimeView, ms: number): number {
    const gone = view.running ? Math.max(0, this.server.now() - Date.parse(view.serverNow)) : 0;
    return Math.max(0, ms - gone);
  }
}

/** Which calm warning is due: the smallest share of the limit (in per cent) that the remaining time has fallen to, or null. */
export function warningShare(remainingMs: number, limitMs: number): 20 | 5 | null {
  if (limitMs <= 0) return null;
  if (remainingMs <= limitMs * 0.05) return 5;
  return remainingMs <= limitMs * 0.2 ? 20 : null;
}

import type { TimeView } from './wire';

/**
 * The exam's clock as this page knows it. It counts with the monotonic clock from what the server last said, so changing the
 * computer's time, or a wrong time zone, moves nothing. The server decides; this only shows.
 */
export class ExamClock {
  #view: TimeView | null = null;
  #at = 0;
  #wallAt = 0;

  constructor(
    private readonly monotonic: () => number = () => performance.now(),
    private readonly wall: () => number = () => Date.now(),
  ) {}

  get view(): TimeView | null {
    return this.#view;
  }

  /**
   * Takes the server's time unless a later one is known already (replies may overtake one another). The server read its clock
   * somewhere between `sentAt` and now; the middle halves the greatest possible error.
   */
  sync(view: TimeView, sentAt?: number): boolean {
    if (this.#view && Date.parse(view.serverNow) < Date.parse(this.#view.serverNow)) return false;
    const now = this.monotonic();
    this.#view = view;
    this.#at = sentAt === undefined ? now : sentAt + (now - sentAt) / 2;
    this.#wallAt = this.wall() - (now - this.#at);
    return true;
  }

  /** Working time left in milliseconds, never below zero; null before the first sync, and for an exam without a limit. */
  remaining(): number | null {
    return this.#view && this.#view.limitMs > 0 ? this.left(this.#view.remainingMs) : null;
  }

  /** The same for the section; null when the section has no limit of its own. */
  sectionRemaining(): number | null {
    return this.#view?.sectionRemainingMs == null ? null : this.left(this.#view.sectionRemainingMs);
  }

  /**
   * True when the two clocks have drifted apart by more than 2 s since the sync: the computer slept (some monotonic clocks
   * stand still then) or somebody set the time. Either way the server is asked again; nothing is concluded from the wall clock.
   */
  doubtful(): boolean {
    if (!this.#view) return false;
    return Math.abs(this.wall() - this.#wallAt - (this.monotonic() - this.#at)) > 2000;
  }

  private left(ms: number): number {
    const gone = this.#view?.running ? this.monotonic() - this.#at : 0;
    return Math.max(0, ms - gone);
  }
}

/** Which calm warning is due: the smallest share of the limit (in per cent) that the remaining time has fallen to, or null. */
export function warningShare(remainingMs: number, limitMs: number): 20 | 5 | null {
  if (limitMs <= 0) return null;
  if (remainingMs <= limitMs * 0.05) return 5;
  return remainingMs <= limitMs * 0.2 ? 20 : null;
}

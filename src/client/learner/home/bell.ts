import { signal, type ReadonlySignal } from '@preact/signals';
import type { ServerTime } from '../../lib/server-time';

/** Each is told the opening it is about. */
export interface BellEvents {
  /** Ask the server once more: it may have moved the opening. */
  refresh: () => void;
  /** Fetch what will be needed. */
  warm: (opens: number) => void;
  /** One minute is left. */
  minute: (opens: number) => void;
  open: (opens: number) => void;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The last refresh before an opening is over by then, so that its answer does not fall into the opening itself. */
const LATEST_MS = 5_000;
const TICK_MS = 1_000;
const SLOW_TICK_MS = 30_000;

/**
 * Rings at an opening, by the server's time. Everybody who waits asks the server once more in the minute before, each at a moment
 * of their own, so that the opening itself needs no request and nobody loses time by the spreading.
 */
export class Bell {
  readonly #now = signal(0);
  #opens: number | null = null;
  #refreshAt: number | null = null;
  #warmed = false;
  #said = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly time: ServerTime,
    private readonly events: BellEvents,
    private readonly random: () => number = () => Math.random(),
  ) {
    this.#now.value = time.now();
  }

  /** The server's time in milliseconds since 1970, for showing; changes every second in the last hour, else less often. */
  get now(): ReadonlySignal<number> {
    return this.#now;
  }

  /** Sets the opening, in milliseconds since 1970, or null when there is none ahead; setting the same again changes nothing. */
  set(opens: number | null): void {
    if (opens !== this.#opens) {
      this.#opens = opens;
      const left = opens === null ? 0 : opens - this.time.now();
      // What came in the last minute is as fresh as can be.
      const early = opens !== null && left > MINUTE_MS;
      this.#refreshAt = early ? opens - LATEST_MS - this.random() * (MINUTE_MS - LATEST_MS) : null;
      this.#warmed = false;
      this.#said = !early;
    }
    this.tick();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Looks at the clock and sleeps until it has to look again; also to be called when the page comes to the front. */
  tick(): void {
    this.stop();
    const now = this.time.now();
    this.#now.value = now;
    this.#timer = setTimeout(() => this.tick(), this.sleep(now));
    // Last, because what is told may set another opening.
    if (this.#opens !== null) this.tell(this.#opens, now);
  }

  private tell(opens: number, now: number): void {
    const left = opens - now;
    if (!this.#said && left <= MINUTE_MS) {
      this.#said = true;
      if (left > 0) this.events.minute(opens);
    }
    if (!this.#warmed && now >= (this.#refreshAt ?? now)) {
      this.#warmed = true;
      // A page that was behind others wakes late, and many at the same time: it does without.
      if (this.#refreshAt !== null && left >= LATEST_MS / 2) this.events.refresh();
      this.events.warm(opens);
    }
    if (left > 0) return;
    this.#opens = null;
    this.events.open(opens);
  }

  private sleep(now: number): number {
    if (this.#opens === null) return SLOW_TICK_MS;
    const left = this.#opens - now;
    // To the next whole second before the opening, so that the digits turn when the seconds do.
    const tick = left > HOUR_MS ? Math.min(SLOW_TICK_MS, left - HOUR_MS) : left % TICK_MS || TICK_MS;
    const toRefresh = this.#warmed || this.#refreshAt === null ? Infinity : this.#refreshAt - now;
    return Math.max(1, Math.ceil(Math.min(tick, toRefresh)));
  }
}

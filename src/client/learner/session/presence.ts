import { spread } from '../../lib/backoff';
import { Refusal } from '../../lib/refusal';
import type { TimeView } from '../../lib/wire';

const EVERY_MS = 10_000;

export interface PresenceNeeds {
  /** True while there is something to be present at. */
  here: () => boolean;
  byHub: () => boolean;
  ask: () => Promise<TimeView>;
  answered: (time: TimeView, sentAt: number) => void;
  unanswered: (error: unknown) => void;
}

/** Says every ten seconds that the device is there, and takes the time from the answer. */
export class Presence {
  #timer: ReturnType<typeof setInterval> | null = null;
  #heardAt = -Infinity;
  /** Monotonic time before which the server asked not to be called. */
  #quietUntil = 0;

  constructor(private readonly needs: PresenceNeeds) {}

  start(): void {
    this.#timer ??= setInterval(() => this.tick(), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Saved answers have said as much just now. */
  saved(): void {
    this.#heardAt = performance.now();
  }

  async tell(): Promise<void> {
    const sentAt = performance.now();
    if (!this.needs.here() || sentAt < this.#quietUntil) return;
    try {
      this.needs.answered(await this.needs.ask(), sentAt);
    } catch (error) {
      if (error instanceof Refusal && error.busy)
        this.#quietUntil = performance.now() + spread(error.retryAfterMs ?? EVERY_MS);
      this.needs.unanswered(error);
    }
  }

  /** By plain HTTP a batch of answers that went a moment ago is enough. */
  private tick(): void {
    if (this.needs.byHub() || performance.now() - this.#heardAt >= EVERY_MS / 2) void this.tell();
  }
}

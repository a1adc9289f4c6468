import { signal, type ReadonlySignal } from '@preact/signals';
import { ExamClock, warningShare } from '../../lib/clock';
import { serverTime } from '../../lib/server-time';
import type { HoldView, TimeView } from '../../lib/wire';

export interface TimingEvents {
  /** A calm warning: this share of the time is left. Told once a share. */
  warn: (share: 20 | 5, remainingMs: number) => void;
  zero: () => void;
  sectionZero: (section: number) => void;
  /** The clocks disagree (sleep, or the time was set): ask the server. */
  doubt: () => void;
}

/** Ticks the exam clock twice a second for the view and says when something is due. */
export class Timing {
  readonly clock = new ExamClock(serverTime);
  readonly #remaining = signal<number | null>(null);
  readonly #sectionRemaining = signal<number | null>(null);
  readonly #hold = signal<HoldView | null>(null);
  readonly #breakLeft = signal(0);
  #timer: ReturnType<typeof setInterval> | null = null;
  #warned: 20 | 5 | null = null;
  #atZero = false;
  #sectionAtZero = -1;
  #lastDoubt = -Infinity;

  constructor(private readonly events: TimingEvents) {}

  /** Milliseconds left, for showing; changes twice a second. */
  get remaining(): ReadonlySignal<number | null> {
    return this.#remaining;
  }

  get sectionRemaining(): ReadonlySignal<number | null> {
    return this.#sectionRemaining;
  }

  /** Why the clock stands still; null while it runs. */
  get hold(): ReadonlySignal<HoldView | null> {
    return this.#hold;
  }

  /** Milliseconds of breaks that the learner may take themself. */
  get breakLeft(): ReadonlySignal<number> {
    return this.#breakLeft;
  }

  get view(): TimeView | null {
    return this.clock.view;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.tick(), 500);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** True when it was news; an answer that was overtaken by a later one changes nothing. */
  sync(view: TimeView, sentAt?: number): boolean {
    const news = this.clock.sync(view, sentAt);
    if (news) {
      this.#hold.value = view.hold ?? null;
      this.#breakLeft.value = view.breakLeftMs ?? 0;
      this.tick();
    }
    return news;
  }

  private tick(): void {
    const remaining = this.clock.remaining();
    const section = this.clock.sectionRemaining();
    this.#remaining.value = remaining;
    this.#sectionRemaining.value = section;
    const view = this.clock.view;
    if (!view) return;
    if (view.state === 'running') this.tell(remaining ?? Infinity, section, view);
    if (this.clock.doubtful() && performance.now() - this.#lastDoubt > 5000) {
      this.#lastDoubt = performance.now();
      this.events.doubt();
    }
  }

  private tell(remaining: number, section: number | null, view: TimeView): void {
    const share = warningShare(remaining, view.limitMs);
    if (share !== null && remaining > 0 && (this.#warned === null || share < this.#warned))
      this.events.warn(share, remaining);
    this.#warned = share;
    const zero = remaining === 0;
    if (zero && !this.#atZero) this.events.zero();
    this.#atZero = zero;
    // Time was given, or another section has come: its zero is a new one.
    if (section !== 0) this.#sectionAtZero = -1;
    if (section === 0 && !zero && this.#sectionAtZero !== view.currentSection) {
      this.#sectionAtZero = view.currentSection;
      this.events.sectionZero(view.currentSection);
    }
  }
}

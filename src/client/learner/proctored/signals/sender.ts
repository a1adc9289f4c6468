import { Backoff, pause } from '../../../lib/backoff';
import { Refusal } from '../../../lib/refusal';
import type { SignalReport, SignalsNoted } from '../../../lib/wire-watch';
import type { SignalBox } from './box';

const MOST_REPORTS = 100;

/** While the hub is away reports gather, so that plain HTTP does not carry a request for each. */
const GATHER_MS = 2_000;

export interface SignalRoutes {
  hubConnected: () => boolean;
  byHub: (device: string, reports: SignalReport[]) => Promise<SignalsNoted>;
  byHttp: (device: string, reports: SignalReport[]) => Promise<SignalsNoted>;
}

/**
 * Empties the box of signals, in order, one parcel at a time. A parcel leaves only by the number that the server acknowledges, and a
 * repeat adds nothing there, so whatever is lost on the way is sent again. What was noticed before the end of the session still goes after it.
 */
export class SignalSender {
  readonly #backoff = new Backoff(1_000, 30_000);
  #open = false;
  #running = false;
  #wait = new AbortController();
  #asked = false;
  /** How many reports go together; 1 when the server refused some for what is in them, to find which. */
  #most = MOST_REPORTS;

  constructor(
    private readonly box: SignalBox,
    private readonly routes: SignalRoutes,
  ) {}

  open(): void {
    this.#open = true;
    this.kick();
  }

  close(): void {
    this.#open = false;
    this.#wait.abort();
  }

  /** There is something to send. */
  wake(): void {
    if (this.#open && !this.#running) void this.run();
  }

  /** There is reason to hope. A wait that the server asked for is kept. */
  kick(): void {
    if (!this.#asked) this.#wait.abort();
    this.wake();
  }

  private async run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#open && this.box.parcel(1) !== null) {
        if (!this.routes.hubConnected()) await this.rest(GATHER_MS * (0.5 + Math.random()));
        if (this.#open) await this.send();
      }
    } finally {
      this.#running = false;
    }
  }

  private async send(): Promise<void> {
    const parcel = this.box.parcel(this.#most);
    if (!parcel) return;
    try {
      const carry = this.routes.hubConnected() ? this.routes.byHub : this.routes.byHttp;
      const { lastSeq } = await carry(parcel.device, parcel.reports);
      // A number below what was sent would make the same parcel go round for ever.
      const sent = parcel.reports.at(-1)?.seq ?? 0;
      if (lastSeq < (parcel.reports[0]?.seq ?? 0)) throw new Error('nothing was acknowledged');
      await this.box.forget(parcel.device, Math.min(lastSeq, sent));
      this.#backoff.reset();
      this.#most = Math.min(MOST_REPORTS, this.#most * 2);
    } catch (error) {
      if (error instanceof Refusal && !error.passing) await this.refused(error, parcel.device, parcel.reports);
      else await this.later(error);
    }
  }

  private async refused(refusal: Refusal, device: string, reports: SignalReport[]): Promise<void> {
    if (/^(?:input\.|watch\.signal|watch\.too-many)/.test(refusal.code) || [400, 413, 422].includes(refusal.status)) {
      // One of them cannot be taken: found by sending them alone, and left out by the server's own word.
      if (reports.length === 1) await this.box.forget(device, reports[0]?.seq ?? 0);
      this.#most = 1;
    } else if (refusal.code === 'watch.over') {
      // What was noticed before the end is stored by now; the rest was noticed after it.
      await this.box.forget(device, reports.at(-1)?.seq ?? 0);
    } else if (refusal.code === 'watch.too-late') {
      this.#open = false;
      await this.box.clear();
    } else if (refusal.signedOut) {
      await this.later(refusal);
    } else {
      // Kept for the next time the page is opened.
      this.#open = false;
    }
  }

  private async later(error: unknown): Promise<void> {
    const retryAfter = error instanceof Refusal ? error.retryAfterMs : null;
    this.#asked = retryAfter !== null;
    await this.rest(this.#backoff.next(retryAfter));
    this.#asked = false;
  }

  private async rest(ms: number): Promise<void> {
    this.#wait = new AbortController();
    await pause(ms, this.#wait.signal);
  }
}

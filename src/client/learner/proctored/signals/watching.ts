import type { Condition, Surroundings } from '../../../lib/wire-watch';
import type { SignalBox } from './box';
import type { Noticing, Place, Source } from './sources';

/**
 * Runs the sources over a page and gives what they say its time and surroundings. What lasts is told when it changes: that nothing
 * is the matter at the beginning is no signal. At the end everything that lasts ends too, so nothing seems to go on afterwards; and what
 * a page left open that crashed or was loaded again is ended by the next, unless it lasts there as well.
 */
export class Watching {
  readonly #on = new Set<Condition>();
  #end: AbortController | null = null;

  constructor(
    private readonly place: Place,
    private readonly box: SignalBox,
    /** Milliseconds since 1970 by what is known of the server's clock. */
    private readonly now: () => number,
    private readonly surroundings: () => Omit<Surroundings, 'visible'>,
  ) {}

  get running(): boolean {
    return this.#end !== null;
  }

  /** @param open what began before and was not said to have ended */
  start(sources: readonly Source[], open: Iterable<Condition> = []): void {
    if (this.#end) return;
    this.#end = new AbortController();
    const end = this.#end.signal;
    const left = new Set(open);
    for (const kind of left) this.#on.add(kind);
    const noticing = this.noticing(end);
    const first: Noticing = {
      ...noticing,
      lasts: (kind, on, amount) => {
        if (on) left.delete(kind);
        noticing.lasts(kind, on, amount);
      },
    };
    for (const source of sources) source(this.place, first, end);
    for (const kind of left) noticing.lasts(kind, false);
  }

  /** Also what a part that is no source notices, such as faces. */
  lasts(kind: Condition, on: boolean, amount?: number): void {
    if (this.#end) this.noticing(this.#end.signal).lasts(kind, on, amount);
  }

  stop(): void {
    if (!this.#end) return;
    for (const kind of this.#on) this.say(kind, 'ended');
    this.#on.clear();
    this.#end.abort();
    this.#end = null;
  }

  private noticing(end: AbortSignal): Noticing {
    return {
      lasts: (kind, on, amount) => {
        if (end.aborted || this.#on.has(kind) === on) return;
        if (on) this.#on.add(kind);
        else this.#on.delete(kind);
        this.say(kind, on ? 'began' : 'ended', on ? amount : undefined);
      },
      did: (kind, amount) => {
        if (!end.aborted) this.say(kind, 'did', amount);
      },
    };
  }

  private say(kind: Parameters<SignalBox['note']>[0], phase: 'began' | 'ended' | 'did', amount?: number): void {
    const visible = this.place.document.visibilityState === 'visible';
    const context: Surroundings = { ...this.surroundings(), visible };
    this.box.note(kind, phase, new Date(this.now()).toISOString(), context, amount ?? null);
  }
}

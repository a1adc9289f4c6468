import type { Condition, Surroundings } from '../../../lib/wire-watch';
import type { SignalBox } from './box';
import type { Noticing, Place, Source } from './sources';

/**
 * Runs the sources over a page and gives what they say its time and surroundings. What lasts is told when it changes: that nothing
 * is the matter at the beginning is no signal. At the end everything that lasts ends too, so nothing seems to go on afterwards.
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

  start(sources: readonly Source[]): void {
    if (this.#end) return;
    this.#end = new AbortController();
    const end = this.#end.signal;
    for (const source of sources) source(this.place, this.noticing(end), end);
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

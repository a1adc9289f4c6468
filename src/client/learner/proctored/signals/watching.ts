import type { Condition, Surroundings } from '../../../lib/wire-watch';
import type { SignalBox } from './box';
import type { Noticing, Place, Source } from './sources';

/** Their sources need a while before they can say how things stand. */
const LATE: readonly Condition[] = [
  'camera-lost',
  'microphone-lost',
  'microphone-muted',
  'screen-share-lost',
  'no-face',
  'several-faces',
];

/**
 * Runs the sources over a page and gives what they say its time and surroundings. What lasts is told when it changes: that nothing
 * is the matter at the beginning is no signal. At the end everything that lasts ends too, so nothing seems to go on afterwards; and what
 * a page left open that crashed, was loaded again or lost the session to another device is ended by the next, unless it lasts there as well.
 */
export class Watching {
  readonly #on = new Set<Condition>();
  /** Left open by another page, and not known here yet. */
  readonly #left = new Set<Condition>();
  readonly #answered = new Set<Condition>();
  /** When each was over last. */
  readonly #ended = new Map<Condition, number>();
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

  /** @param open what lasts as far as the server knows, and what waits to be told it */
  settle(open: Iterable<Condition>): void {
    if (!this.#end) return;
    for (const kind of open) {
      if (this.#on.has(kind)) continue;
      if (LATE.includes(kind) && !this.#answered.has(kind)) this.#left.add(kind);
      else this.say(kind, 'ended');
    }
  }

  /** Also what a part that is no source notices, such as faces. */
  lasts(kind: Condition, on: boolean, amount?: number): void {
    if (this.#end) this.noticing(this.#end.signal).lasts(kind, on, amount);
  }

  /** @param goesOn another device goes on, and says what of it is over */
  stop(goesOn = false): void {
    if (!this.#end) return;
    if (!goesOn) for (const kind of new Set([...this.#on, ...this.#left])) this.say(kind, 'ended');
    for (const kinds of [this.#on, this.#left, this.#answered]) kinds.clear();
    this.#end.abort();
    this.#end = null;
  }

  private noticing(end: AbortSignal): Noticing {
    return {
      lasts: (kind, on, amount, since) => {
        if (end.aborted) return;
        this.#answered.add(kind);
        const left = this.#left.delete(kind);
        if (this.#on.has(kind) === on && !(left && !on)) return;
        if (on) this.#on.add(kind);
        else this.#on.delete(kind);
        // Sorted by moments, what begins again stands behind what was over.
        const at = since === undefined ? undefined : Math.max(since, this.#ended.get(kind) ?? since);
        this.say(kind, on ? 'began' : 'ended', on ? amount : undefined, at);
      },
      did: (kind, amount) => {
        if (!end.aborted) this.say(kind, 'did', amount);
      },
    };
  }

  private say(
    kind: Parameters<SignalBox['note']>[0],
    phase: 'began' | 'ended' | 'did',
    amount?: number,
    at = this.now(),
  ): void {
    if (phase === 'ended') this.#ended.set(kind as Condition, at);
    const visible = this.place.document.visibilityState === 'visible';
    const context: Surroundings = { ...this.surroundings(), visible };
    this.box.note(kind, phase, new Date(at).toISOString(), context, amount ?? null);
  }
}

/** How far two good clocks part in a millisecond: a hundred parts in a million. */
const drift = 0.0001;

/**
 * The time of day by the server, counted on with the monotonic clock: a computer whose clock is wrong, or is set, sees an opening at
 * the right moment all the same.
 *
 * The server read its clock somewhere between a request and its answer, so each answer says between which two bounds the server's
 * time lies. What all answers allow is narrower than what any of them does: a slow way there or back, which a middle would be wrong
 * by, moves nothing that is known better (K. Marzullo, 1984).
 */
export class ServerTime {
  /** The server's time less the monotonic one is at least and at most this. */
  #least = -Infinity;
  #most = Infinity;
  #at = 0;
  /** When the clocks of the computer were last in order, by each of them. */
  #sound = { monotonic: 0, wall: 0 };

  constructor(
    private readonly monotonic: () => number = () => performance.now(),
    private readonly wall: () => number = () => Date.now(),
  ) {}

  get known(): boolean {
    return this.#least > -Infinity;
  }

  /**
   * Takes what the server said in answer to a request that was sent at a monotonic time; without it what it said unasked, which is
   * only known to be past.
   */
  sync(said: string, sentAt?: number): void {
    const now = this.monotonic();
    const read = Date.parse(said);
    const least = read - now;
    const most = sentAt === undefined ? Infinity : read - sentAt;
    const grown = Math.abs(now - this.#at) * drift;
    const low = Math.max(least, this.#least - grown);
    const high = Math.min(most, this.#most + grown);
    // Nothing fits both, by more than the server's millisecond: the computer slept, or a clock was set. The newer word counts.
    const fits = low - high <= 1;
    // What was said unasked, but for the first word, cannot show that this page's clock is ahead: the doubt stays.
    if (sentAt !== undefined || !fits || !this.known) this.#sound = { monotonic: now, wall: this.wall() };
    this.#least = fits ? Math.min(low, high) : least;
    this.#most = fits ? Math.max(low, high) : most;
    this.#at = now;
  }

  /** Milliseconds since 1970; by the computer's own clock before the server has said anything. */
  now(): number {
    if (!this.known) return this.wall();
    const ahead = this.#most === Infinity ? this.#least : (this.#least + this.#most) / 2;
    return this.monotonic() + ahead;
  }

  /** True when the computer slept or its clock was set: either way the server is worth asking again. */
  doubtful(): boolean {
    return this.known && Math.abs(this.wall() - this.#sound.wall - (this.monotonic() - this.#sound.monotonic)) > 2000;
  }
}

/** The one of this page. */
export const serverTime = new ServerTime();

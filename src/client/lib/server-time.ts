/**
 * The time of day by the server, counted on with the monotonic clock from its last word: a computer whose clock is wrong, or is set,
 * sees an opening at the right moment all the same.
 */
export class ServerTime {
  #said: number | null = null;
  #at = 0;
  #wallAt = 0;

  constructor(
    private readonly monotonic: () => number = () => performance.now(),
    private readonly wall: () => number = () => Date.now(),
  ) {}

  get known(): boolean {
    return this.#said !== null;
  }

  /**
   * Takes what the server said in answer to a request that was sent at a monotonic time. It read its clock somewhere between then
   * and now; the middle halves the greatest possible error.
   */
  sync(said: string, sentAt: number): void {
    const now = this.monotonic();
    this.#said = Date.parse(said);
    this.#at = sentAt + (now - sentAt) / 2;
    this.#wallAt = this.wall() - (now - this.#at);
  }

  /** Milliseconds since 1970; by the computer's own clock before the server has said anything. */
  now(): number {
    return this.#said === null ? this.wall() : this.#said + this.monotonic() - this.#at;
  }

  /** True when the computer slept or its clock was set: either way the server is worth asking again. */
  doubtful(): boolean {
    return this.known && Math.abs(this.wall() - this.#wallAt - (this.monotonic() - this.#at)) > 2000;
  }
}

/** The one of this page. */
export const serverTime = new ServerTime();

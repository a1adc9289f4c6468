import { pause, spread } from '../../../lib/backoff';
import { Refusal } from '../../../lib/refusal';

/** A still is for seeing at a glance; a proctor who wants more opens the live picture. */
export const STILL_BYTES = 20_000;

export type StillKind = 'camera-still' | 'screen-still';

export interface StillNeeds {
  /** The current picture, or null when there is none. */
  take: (kind: StillKind) => Promise<Blob | null>;
  send: (kind: StillKind, picture: Blob) => Promise<unknown>;
}

/**
 * Sends a picture of camera and screen every few seconds. A still is of its moment: one that does not get through is not sent again,
 * the next one is. Everybody begins at a moment of their own, so that a room full of learners does not send in chorus.
 */
export class Stills {
  #end: AbortController | null = null;

  constructor(
    private readonly needs: StillNeeds,
    private readonly random: () => number = () => Math.random(),
  ) {}

  start(everyMs: number): void {
    if (this.#end || everyMs <= 0) return;
    this.#end = new AbortController();
    void this.run(everyMs, this.#end.signal);
  }

  stop(): void {
    this.#end?.abort();
    this.#end = null;
  }

  private async run(everyMs: number, end: AbortSignal): Promise<void> {
    await pause(everyMs * this.random(), end);
    while (!end.aborted) {
      const began = performance.now();
      const waits = [await this.still('camera-still', end), await this.still('screen-still', end)];
      const gone = performance.now() - began;
      await pause(Math.max(everyMs - gone, ...waits), end);
    }
  }

  /** Answers with how long the server asked to be left alone. */
  private async still(kind: StillKind, end: AbortSignal): Promise<number> {
    if (end.aborted) return 0;
    try {
      const picture = await this.needs.take(kind);
      if (picture && !end.aborted) await this.needs.send(kind, picture);
      return 0;
    } catch (error) {
      return error instanceof Refusal && error.retryAfterMs !== null ? spread(error.retryAfterMs, this.random) : 0;
    }
  }
}

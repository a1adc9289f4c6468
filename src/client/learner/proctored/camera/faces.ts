import { signal, type ReadonlySignal } from '@preact/signals';
import { pause } from '../../../lib/backoff';

/** `unable`: this browser cannot count; camera and exam work without. */
export type Counting = 'off' | 'starting' | 'on' | 'unable';

/** Counts the faces in one picture. */
export interface Counter {
  count: (picture: ImageBitmap) => Promise<number>;
  close: () => void;
}

const EVERY_MS = 2_000;

/** Somebody who turns their head or bends down is back two pictures later. */
const IN_A_ROW = 3;

/** Resting so many times as long as counting took, a slow computer has time left for the exam. */
const REST = 5;

const MOST_FAULTS = 5;

/**
 * Says when no face or several faces have been in the picture three times in a row, and when one is back for as long. Pictures stay
 * on the device, are looked at in a worker and forgotten; nobody is recognised.
 */
export class Faces {
  readonly #state = signal<Counting>('off');
  #end: AbortController | null = null;
  #seen: 'none' | 'one' | 'several' = 'one';
  #row = 0;
  #said: 'none' | 'one' | 'several' = 'one';

  constructor(
    private readonly load: () => Promise<Counter>,
    private readonly picture: () => Promise<ImageBitmap> | null,
    private readonly tell: (kind: 'no-face' | 'several-faces', on: boolean, faces?: number) => void,
  ) {}

  get state(): ReadonlySignal<Counting> {
    return this.#state;
  }

  start(): void {
    if (this.#end || this.#state.value === 'unable') return;
    this.#end = new AbortController();
    void this.run(this.#end.signal);
  }

  stop(): void {
    this.#end?.abort();
    this.#end = null;
    if (this.#state.value !== 'unable') this.#state.value = 'off';
    this.unknown();
  }

  /** Without a picture nobody knows who is before it: what was said is over, and counting begins anew. */
  private unknown(): void {
    this.#said = 'one';
    this.#row = 0;
    this.tell('no-face', false);
    this.tell('several-faces', false);
  }

  private async run(end: AbortSignal): Promise<void> {
    this.#state.value = 'starting';
    let counter: Counter | null = null;
    try {
      counter = await this.load();
      for (let faults = 0; !end.aborted;) {
        const began = performance.now();
        const seen = await this.look(counter).catch(() => -1);
        if (end.aborted) break;
        faults = seen === -1 ? faults + 1 : 0;
        if (faults >= MOST_FAULTS) throw new Error('cannot count');
        if (seen === null) this.unknown();
        else if (seen >= 0) {
          this.#state.value = 'on';
          this.take(seen);
        }
        await pause(Math.max(EVERY_MS, (performance.now() - began) * REST), end);
      }
    } catch {
      if (!end.aborted) this.giveUp();
    } finally {
      counter?.close();
    }
  }

  /** Null while there is no picture: that the camera is gone is told elsewhere. */
  private async look(counter: Counter): Promise<number | null> {
    const picture = await this.picture();
    return picture && counter.count(picture);
  }

  private take(faces: number): void {
    const seen = faces === 0 ? 'none' : faces === 1 ? 'one' : 'several';
    this.#row = seen === this.#seen ? this.#row + 1 : 1;
    this.#seen = seen;
    if (this.#row < IN_A_ROW || seen === this.#said) return;
    this.#said = seen;
    this.tell('no-face', seen === 'none', 0);
    this.tell('several-faces', seen === 'several', faces);
  }

  private giveUp(): void {
    this.#state.value = 'unable';
    this.stop();
  }
}

import { evidenceUrl } from '../server';
import type { Cell } from './board';

/** So many pictures are asked for in a second at the most: the newest of every cell that is seen comes in turn. */
const EVERY_MS = 250;
const MOST_AT_ONCE = 3;

export type Picture = (url: string) => Promise<Blob>;

/**
 * Pictures for the cells that are on the screen. A cell keeps the picture it has until the next is there, and the cell that has waited
 * longest is served first, so two hundred cells cost no more than twelve. A picture that cannot be had is not asked for again.
 */
export class Stills {
  readonly #seen = new Map<string, Cell>();
  /** Evidence id that was last asked for, and when, by session. */
  readonly #asked = new Map<string, { still: string; at: number }>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #loading = 0;
  #turn = 0;

  constructor(
    private readonly fetch: Picture = fetchPicture,
    private readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'> = URL,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => this.next(), EVERY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The cell has come onto the screen, or left it. */
  seen(cell: Cell, visible: boolean): void {
    if (visible) this.#seen.set(cell.session, cell);
    else this.#seen.delete(cell.session);
  }

  /** Gives back what pictures hold; for a room that is left. */
  clear(cells: Iterable<Cell>): void {
    this.stop();
    this.#turn++;
    this.#seen.clear();
    this.#asked.clear();
    for (const cell of cells) this.show(cell, null);
  }

  private next(): void {
    if (this.#loading >= MOST_AT_ONCE) return;
    let first: Cell | null = null;
    let oldest = Infinity;
    for (const cell of this.#seen.values()) {
      const still = cell.still.peek();
      const asked = this.#asked.get(cell.session);
      if (still === null || asked?.still === still) continue;
      const at = asked?.at ?? -1;
      if (at < oldest) [first, oldest] = [cell, at];
    }
    if (first) void this.load(first);
  }

  private async load(cell: Cell): Promise<void> {
    const still = cell.still.peek();
    if (still === null) return;
    const turn = this.#turn;
    this.#asked.set(cell.session, { still, at: performance.now() });
    this.#loading++;
    try {
      const picture = await this.fetch(evidenceUrl(cell.session, still));
      if (turn === this.#turn) this.show(cell, this.urls.createObjectURL(picture));
    } catch {
      // The next still comes in a few seconds.
    } finally {
      this.#loading--;
    }
  }

  private show(cell: Cell, url: string | null): void {
    const before = cell.picture.peek();
    cell.picture.value = url;
    if (before) this.urls.revokeObjectURL(before);
  }
}

async function fetchPicture(url: string): Promise<Blob> {
  const response = await fetch(url, { credentials: 'same-origin', signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(String(response.status));
  return response.blob();
}

import { kept, watchStore } from '../store';

export type Track = 'camera' | 'screen';

/** A piece of a recording; pieces of a track are numbered from 1 on, and those after a beginning are one film with it. */
export interface Chunk {
  id: string;
  session: string;
  track: Track;
  number: number;
  madeAt: number;
  /** When it was begun, by what is known of the server's clock. Not every piece that is kept says it. */
  begunAt?: string;
  data: Blob;
}

/** What a browser keeps of recordings that wait: some minutes of both. Beyond, recording stops until there is room again. */
export const MOST_BYTES = 96 * 1024 * 1024;

/** Pieces of recordings that the server has not acknowledged, on disk, so that a reload loses none. */
export class Chunks {
  #kept: Chunk[] = [];
  readonly #highest = new Map<Track, number>();
  #bytes = 0;

  private constructor(readonly session: string) {}

  static async open(session: string): Promise<Chunks> {
    const chunks = new Chunks(session);
    const rows = await kept<Chunk>('chunks', session);
    for (const chunk of rows.sort((a, b) => a.number - b.number)) chunks.keep(chunk);
    return chunks;
  }

  get full(): boolean {
    return this.#bytes >= MOST_BYTES;
  }

  /** The server has these numbers of the track: they are not sent again, and those to come are above. */
  async known(track: Track, numbers: number[]): Promise<void> {
    for (const number of numbers) this.raise(track, number);
    const there = new Set(numbers);
    for (const chunk of this.#kept) if (chunk.track === track && there.has(chunk.number)) await this.drop(chunk);
  }

  /** Takes the next piece at once; a disk that fails leaves it in memory. */
  async add(track: Track, begunAt: string, data: Blob): Promise<void> {
    const number = (this.#highest.get(track) ?? 0) + 1;
    const { session } = this;
    const id = `${session}/${track}/${number}`;
    const chunk: Chunk = { id, session, track, number, madeAt: Date.now(), begunAt, data };
    this.keep(chunk);
    await watchStore.write(['chunks'], (tx) => void tx.objectStore('chunks').put(chunk)).catch(() => undefined);
  }

  /** The piece of a track to send next: in order, because a film cannot be watched without its beginning. */
  next(track: Track): Chunk | null {
    return this.#kept.find((chunk) => chunk.track === track) ?? null;
  }

  async drop(chunk: Chunk): Promise<void> {
    if (!this.#kept.includes(chunk)) return;
    this.#kept = this.#kept.filter((one) => one !== chunk);
    this.#bytes -= chunk.data.size;
    await watchStore.write(['chunks'], (tx) => void tx.objectStore('chunks').delete(chunk.id)).catch(() => undefined);
  }

  /** The server wants no more of a track. */
  async clear(track: Track): Promise<void> {
    for (const chunk of this.#kept) if (chunk.track === track) await this.drop(chunk);
  }

  private raise(track: Track, number: number): void {
    this.#highest.set(track, Math.max(number, this.#highest.get(track) ?? 0));
  }

  private keep(chunk: Chunk): void {
    this.#kept.push(chunk);
    this.#bytes += chunk.data.size;
    this.raise(chunk.track, chunk.number);
  }
}

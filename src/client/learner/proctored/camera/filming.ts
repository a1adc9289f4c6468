import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Call } from '../../../lib/api';
import type { Chunk, Chunks, Track } from './chunks';
import type { Media } from './media';
import { ChunkSender, Recording, type Recorder } from './recording';

export interface FilmingNeeds {
  media: Media;
  /** True while the session is to be recorded. */
  wanted: ReadonlySignal<boolean>;
  /** Numbers of the pieces that the server has. */
  known: (track: Track, call: Call) => Promise<number[]>;
  put: (chunk: Chunk) => Promise<unknown>;
  recorder?: ((stream: MediaStream, track: Track) => Recorder | null) | undefined;
}

interface Film {
  of: MediaStreamTrack[];
  stream: MediaStream;
}

/**
 * Records camera (with sound) and screen while that is wanted. It begins when the server has said which pieces it has: a reload, or
 * another device before this one, may have made some, and a number is given once.
 */
export class Filming {
  readonly #recordings: Record<Track, Recording>;
  readonly #senders: Record<Track, ChunkSender>;
  readonly #films: Record<Track, Film | null> = { camera: null, screen: null };
  readonly #numbered = signal(false);
  readonly #closing = new AbortController();
  readonly #stop: () => void;
  #asking = false;

  constructor(
    private readonly chunks: Chunks,
    private readonly needs: FilmingNeeds,
  ) {
    const sender = (track: Track) => new ChunkSender(track, chunks, needs.put, () => this.#recordings[track].resume());
    const recording = (track: Track) => new Recording(track, chunks, () => this.#senders[track].wake(), needs.recorder);
    this.#senders = { camera: sender('camera'), screen: sender('screen') };
    this.#recordings = { camera: recording('camera'), screen: recording('screen') };
    this.#stop = effect(() => {
      const wanted = needs.wanted.value;
      const on = wanted && this.#numbered.value;
      if (wanted && !on) untracked(() => void this.ask());
      for (const track of ['camera', 'screen'] as const) this.#recordings[track].use(on ? this.film(track) : null);
    });
  }

  /** @param sends what waits still goes, behind whatever the learner does next, also where the server has not said yet what it has */
  close(sends: boolean): void {
    this.#stop();
    for (const recording of Object.values(this.#recordings)) recording.use(null);
    if (sends) {
      if (this.chunks.next('camera') ?? this.chunks.next('screen')) void this.ask();
      return;
    }
    this.#closing.abort();
    for (const sender of Object.values(this.#senders)) sender.close();
  }

  private async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const call = { tries: Infinity, signal: this.#closing.signal };
      for (const track of ['camera', 'screen'] as const)
        await this.chunks.known(track, await this.needs.known(track, call));
      for (const sender of Object.values(this.#senders)) sender.open();
      this.#numbered.value = true;
    } catch {
      // The server takes no recording of this session, or the page was left.
      this.#asking = false;
    }
  }

  /** Picture and sound of a track as one stream; the same one as long as they are the same. */
  private film(track: Track): MediaStream | null {
    const { media } = this.needs;
    const picture = track === 'camera' ? media.camera.value : media.screen.value;
    const sound = track === 'camera' ? media.microphone.value : null;
    if (!picture) return null;
    const of = sound ? [picture, sound] : [picture];
    const known = this.#films[track];
    if (known && known.of.length === of.length && known.of.every((one, n) => one === of[n])) return known.stream;
    const stream = new MediaStream(of);
    this.#films[track] = { of, stream };
    return stream;
  }
}

import { Backoff, pause } from '../../../lib/backoff';
import { Refusal } from '../../../lib/refusal';
import { serverTime } from '../../../lib/server-time';
import type { Chunk, Chunks, Track } from './chunks';

/** A piece is so long; a crash of the browser loses no more. */
const PIECE_MS = 10_000;

/** A film is so long: another one begins after it, so that one can be opened in the middle of an exam. */
const PIECES_A_FILM = 30;

const RATE: Record<Track, number> = { camera: 250_000, screen: 350_000 };

/** The part of a MediaRecorder that is used here; tests give a fake. */
export interface Recorder {
  readonly state: 'inactive' | 'recording' | 'paused';
  ondataavailable: ((event: { data: Blob }) => void) | null;
  onerror: (() => void) | null;
  start(timesliceMs: number): void;
  stop(): void;
}

/** Records one stream as films in pieces. Without room for another piece it waits, and begins a new film when there is. */
export class Recording {
  #recorder: Recorder | null = null;
  #pieces = 0;
  /** When the piece that a recorder is at was begun: the last one of a film comes when another is under way. */
  readonly #begun = new WeakMap<Recorder, string>();
  #stream: MediaStream | null = null;

  constructor(
    private readonly track: Track,
    private readonly chunks: Chunks,
    private readonly kept: () => void,
    private readonly make: (stream: MediaStream, track: Track) => Recorder | null = recorderOf,
  ) {}

  /** Goes on with this stream; the same one again changes nothing. Null ends the film. */
  use(stream: MediaStream | null): void {
    if (stream === this.#stream) return;
    this.end();
    this.#stream = stream;
    this.begin();
  }

  /** There may be room again. */
  resume(): void {
    if (this.#recorder === null) this.begin();
  }

  private begin(): void {
    if (!this.#stream || this.chunks.full) return;
    try {
      const recorder = this.make(this.#stream, this.track);
      if (!recorder) return;
      this.#recorder = recorder;
      this.#pieces = 0;
      this.#begun.set(recorder, now());
      recorder.ondataavailable = ({ data }) => this.take(recorder, data);
      recorder.onerror = () => {
        if (this.#recorder === recorder) this.end();
      };
      recorder.start(PIECE_MS);
    } catch {
      this.#recorder = null;
    }
  }

  /** The last piece of a film comes after its recorder was stopped. */
  private take(recorder: Recorder, data: Blob): void {
    const began = this.#begun.get(recorder) ?? now();
    if (data.size > 0) void this.chunks.add(this.track, began, data).then(this.kept);
    if (recorder !== this.#recorder) return;
    this.#begun.set(recorder, now());
    this.#pieces++;
    if (!this.chunks.full && this.#pieces < PIECES_A_FILM) return;
    this.end();
    this.begin();
  }

  private end(): void {
    const recorder = this.#recorder;
    this.#recorder = null;
    if (recorder && recorder.state !== 'inactive') recorder.stop();
  }
}

const now = (): string => new Date(serverTime.now()).toISOString();

const TYPES = ['video/webm;codecs=vp8,opus', 'video/webm;codecs=vp8', 'video/webm'];

function recorderOf(stream: MediaStream, track: Track): Recorder | null {
  if (!('MediaRecorder' in globalThis)) return null;
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  if (mimeType === undefined) return null;
  const options = { mimeType, videoBitsPerSecond: RATE[track], audioBitsPerSecond: 32_000 };
  return new MediaRecorder(stream, options) as unknown as Recorder;
}

/**
 * Nobody will ever want such a piece. Any other no may be lifted: by signing in again, by whoever permits, or, where it is what was said
 * of the piece that is wrong, by the next page.
 */
const NEVER = /^(?:input\.(?!malformed$).*|evidence\.(?:after-end|format|empty|chunk-differs))$/;

/** Sends the pieces of one track in order, one at a time, until the server has each; after the end, what was begun before it. */
export class ChunkSender {
  readonly #backoff = new Backoff(2_000, 60_000);
  #open = false;
  #running = false;
  #wait = new AbortController();

  constructor(
    private readonly track: Track,
    private readonly chunks: Chunks,
    private readonly put: (chunk: Chunk) => Promise<unknown>,
    private readonly sent: () => void,
  ) {}

  open(): void {
    this.#open = true;
    this.wake();
  }

  close(): void {
    this.#open = false;
    this.#wait.abort();
  }

  wake(): void {
    if (this.#open && !this.#running) void this.run();
  }

  private async run(): Promise<void> {
    this.#running = true;
    for (let chunk; this.#open && (chunk = this.chunks.next(this.track)) !== null;) {
      try {
        await this.put(chunk);
        this.#backoff.reset();
        await this.chunks.drop(chunk);
        this.sent();
      } catch (error) {
        if (error instanceof Refusal && NEVER.test(error.code)) await this.chunks.drop(chunk);
        else if (error instanceof Refusal && error.code === 'evidence.too-late') await this.chunks.clear(this.track);
        else {
          this.#wait = new AbortController();
          const retryAfter = error instanceof Refusal ? error.retryAfterMs : null;
          await pause(this.#backoff.next(retryAfter), this.#wait.signal);
        }
      }
    }
    this.#running = false;
  }
}

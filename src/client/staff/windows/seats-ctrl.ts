import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Refusal } from '../../lib/refusal';
import type { Problem, SeatOrder, SeatsTaken } from '../../lib/wire';

const BATCH = 1000;
const FILE_TIMEOUT_MS = 60_000;

/** Gives seats, from a list or a file, and takes them back. */
export class SeatsCtrl {
  readonly asked = new Asked();
  readonly #done = signal<SeatsTaken | null>(null);
  readonly #progress = signal<{ sent: number; of: number } | null>(null);
  readonly #lines = signal<Problem[]>([]);
  readonly #closing = new AbortController();
  #batches: { of: SeatOrder[]; commandId: string; seats: SeatOrder[] }[] = [];

  constructor(
    private readonly server: Api,
    /** Of the window. */
    private readonly url: string,
    /** Told when seats have changed. */
    private readonly changed: () => void,
  ) {}

  /** How the last list or file went. */
  get done(): ReadonlySignal<SeatsTaken | null> {
    return this.#done;
  }

  /** How much of a long list is through. */
  get progress(): ReadonlySignal<{ sent: number; of: number } | null> {
    return this.#progress;
  }

  /** The lines for which the server has refused a file as a whole. */
  get lines(): ReadonlySignal<Problem[]> {
    return this.#lines;
  }

  /** Gives seats one batch after the other. Once more with the same list repeats the same commands, which is harmless. */
  async take(seats: SeatOrder[]): Promise<boolean> {
    if (this.#batches[0]?.of !== seats) this.#batches = batchesOf(seats);
    return this.run(async () => {
      const sum: SeatsTaken = { taken: 0, known: 0, refused: [] };
      for (const [n, { commandId, seats: batch }] of this.#batches.entries()) {
        this.#progress.value = { sent: n * BATCH, of: seats.length };
        const call = this.asked.patient(this.#closing.signal);
        const { taken, known, refused } = await this.server.post<SeatsTaken>(
          `${this.url}/seats`,
          { commandId, seats: batch },
          call,
        );
        sum.taken += taken;
        sum.known += known;
        sum.refused.push(...refused);
      }
      return sum;
    });
  }

  /** Gives seats by a file; the server takes it whole or not at all. */
  takeFile(text: string): Promise<boolean> {
    const call = { ...this.asked.patient(this.#closing.signal), type: 'text/csv', timeoutMs: FILE_TIMEOUT_MS };
    return this.run(() => this.server.post<SeatsTaken>(`${this.url}/seats/csv`, text, call));
  }

  async release(learnerId: string): Promise<boolean> {
    const url = `${this.url}/seats/${encodeURIComponent(learnerId)}`;
    const error = await this.asked.run(() => this.server.delete(url, this.asked.patient(this.#closing.signal)));
    this.changed();
    return error === null;
  }

  /** Forgets how the last list went. */
  clear(): void {
    this.#done.value = null;
    this.#lines.value = [];
  }

  close(): void {
    this.#closing.abort();
  }

  private async run(work: () => Promise<SeatsTaken>): Promise<boolean> {
    this.clear();
    const error = await this.asked.run(async () => {
      this.#done.value = await work();
    });
    this.#progress.value = null;
    if (error instanceof Refusal)
      this.#lines.value = error.problems.filter((problem) => problem.where?.startsWith('line '));
    this.changed();
    return error === null;
  }
}

function batchesOf(seats: SeatOrder[]) {
  return Array.from({ length: Math.ceil(seats.length / BATCH) }, (_, n) => ({
    of: seats,
    commandId: newId(),
    seats: seats.slice(n * BATCH, (n + 1) * BATCH),
  }));
}

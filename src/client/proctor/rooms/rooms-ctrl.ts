import { signal, type ReadonlySignal } from '@preact/signals';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Poll } from '../../lib/poll';
import type { ProctorServer } from '../server';
import type { RoomsView } from '../wire';

const EVERY_MS = 5_000;

/** The rooms that are mine, as they go; and for staff who watches which. */
export class RoomsCtrl {
  readonly poll: Poll<RoomsView[]>;
  readonly asked = new Asked();
  readonly #assigning = signal<Assigning | null>(null);
  #closing = new AbortController();

  constructor(private readonly server: ProctorServer) {
    this.poll = new Poll(
      () => server.rooms({ tries: 1 }),
      () => EVERY_MS,
    );
  }

  /** What is being assigned; null when nothing is. */
  get assigning(): ReadonlySignal<Assigning | null> {
    return this.#assigning;
  }

  start(): void {
    if (this.#closing.signal.aborted) this.#closing = new AbortController();
    this.poll.start();
  }

  stop(): void {
    this.#closing.abort();
    this.poll.stop();
  }

  /** @param room null: leads of all rooms */
  begin(scope: RoomsView, room: string | null): void {
    const now = room === null ? scope.leads : (scope.rooms.find((one) => one.id === room)?.proctors ?? []);
    this.#assigning.value = { command: newId(), scope, room, chosen: signal(new Set(now)) };
  }

  drop(): void {
    this.#assigning.value = null;
  }

  async save(): Promise<boolean> {
    const assigning = this.#assigning.value;
    if (!assigning) return false;
    const { command, scope, room, chosen } = assigning;
    const call = this.asked.patient(this.#closing.signal);
    const error = await this.asked.run(async () => {
      await this.server.assign(scope.id, command, room, [...chosen.value], call);
    });
    if (error !== null) return false;
    this.drop();
    await this.poll.now();
    return true;
  }
}

export interface Assigning {
  command: string;
  scope: RoomsView;
  room: string | null;
  chosen: { value: Set<string> };
}

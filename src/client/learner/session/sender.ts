import { signal, type ReadonlySignal } from '@preact/signals';
import { Backoff, pause, spread } from '../../lib/backoff';
import { fitting, sizeOf, type Outbox } from '../../lib/outbox';
import { Refusal, Unreachable } from '../../lib/refusal';
import { HUB_BYTES } from '../../lib/line';
import type { Acknowledgement, Entry, Saved } from '../../lib/wire';

/** How the page reaches the server: by hub, by plain HTTP while the hub is down, or not at all. */
export type Link = 'connecting' | 'live' | 'fallback' | 'down';

export interface Routes {
  hubConnected: () => boolean;
  byHub: (entries: Entry[]) => Promise<Saved>;
  byHttp: (entries: Entry[]) => Promise<Saved>;
}

export interface SenderEvents {
  saved: (entry: Entry, ack: Acknowledgement) => void;
  time: (saved: Saved, sentAt: number) => void;
  /** A refusal that concerns the whole session; sending stops until {@link Sender.open}. */
  stopped: (refusal: Refusal) => void;
  /** The server breaks on this entry: it stays in the outbox and is tried again at long intervals. */
  setAside: (entry: Entry) => void;
}

const MOST_ENTRIES = 100;

/** Faults before a batch is sent one by one, and before an entry alone no longer holds up those after it. */
const BATCH_FAULTS = 2;
const ENTRY_FAULTS = 3;
const ASIDE_MS = 60_000;

/**
 * While the hub is away entries gather and go together, so that plain HTTP does not carry a request for each: for so long between
 * two batches, and at first until the hub has had its chance to come back. Both from once to twice as long.
 */
const GATHER_MS = 1_000;
const RETURN_MS = 2_000;

const OF_ONE_ENTRY = new Set(['session.item-closed', 'session.section-closed', 'session.section-ahead']);

/**
 * Empties the outbox, in order, one batch at a time. Safe because a batch leaves the outbox only by its acknowledgements and the
 * server knows repeated entries by command id: whatever is lost on the way is simply sent again.
 */
export class Sender {
  readonly #link = signal<Link>('connecting');
  readonly #busy = signal(false);
  readonly #backoff = new Backoff(500, 15_000);
  #heardAt = performance.now();
  #open = false;
  #running = false;
  #wait = new AbortController();
  #gathering = new AbortController();
  /** Monotonic time before which plain HTTP carries nothing while the hub is away. */
  #gatherUntil = 0;
  /** Times in a row that the hub went away under a batch. */
  #hubLost = 0;
  /** Monotonic time before which the server asked not to be called. */
  #notBefore = 0;
  /** Entries to send one by one, after a batch was refused as a whole for what is in it. */
  #singly = 0;
  #batchFaults = 0;
  readonly #entryFaults = new Map<string, number>();
  /** Entries set aside, by command id, with the monotonic time of their next try. */
  readonly #aside = new Map<string, number>();
  #drained: ((empty: boolean) => void)[] = [];

  constructor(
    private readonly outbox: Outbox,
    private readonly routes: Routes,
    private readonly events: SenderEvents,
  ) {}

  get link(): ReadonlySignal<Link> {
    return this.#link;
  }

  /** True while entries wait because the server has too much to do. */
  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** Monotonic time of the last answer, by whichever way. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** What other calls have learned about the connection. A plain answer says nothing about the hub. */
  heard(reached: boolean): void {
    if (reached) this.#heardAt = performance.now();
    if (!reached) this.#link.value = this.routes.hubConnected() ? 'live' : 'down';
    else this.#link.value = this.routes.hubConnected() ? 'live' : 'fallback';
  }

  /** The browser says that there is no network: shown at once, and taken back by the next answer that comes through. */
  offline(): void {
    this.#link.value = 'down';
  }

  /** The hub is gone and will try to come back; whether the server can be reached otherwise is not known yet. */
  lost(): void {
    if (this.#link.value !== 'down') this.#link.value = 'connecting';
    this.#gatherUntil = performance.now() + spread(RETURN_MS);
  }

  /** The hub is back, or it is known that it will not be at once: what has gathered goes now. */
  settled(): void {
    this.#gatherUntil = 0;
    this.#gathering.abort();
    this.kick();
  }

  open(): void {
    if (!this.#open && !this.routes.hubConnected()) this.#gatherUntil = performance.now() + spread(RETURN_MS);
    this.#open = true;
    this.kick();
  }

  close(): void {
    this.#open = false;
    this.#wait.abort();
    this.#gathering.abort();
    this.tellDrained();
  }

  /** There is something to send. */
  wake(): void {
    if (this.#open && !this.#running) void this.run();
  }

  /** There is reason to hope: sends at once instead of waiting out the pause. A wait the server asked for is kept. */
  kick(): void {
    this.#wait.abort();
    this.wake();
  }

  isAside(entry: Entry): boolean {
    return this.#aside.has(entry.commandId);
  }

  /** True when nothing is left to send but what was set aside, after one more try; false when sending was stopped before that. */
  drained(): Promise<boolean> {
    if (this.outbox.size.value === 0) return Promise.resolve(true);
    if (!this.#open) return Promise.resolve(false);
    this.retryAside();
    const drained = new Promise<boolean>((resolve) => this.#drained.push(resolve));
    this.#gathering.abort();
    this.kick();
    return drained;
  }

  private async run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#open) {
        if (this.batch().length === 0) break;
        await this.rest(this.#notBefore - performance.now(), false);
        await this.gather();
        if (this.#open) await this.send(this.batch());
      }
    } finally {
      this.#running = false;
      this.tellDrained();
    }
  }

  private async gather(): Promise<void> {
    const ms = this.#gatherUntil - performance.now();
    if (ms <= 0 || this.routes.hubConnected() || this.#drained.length > 0) return;
    this.#gathering = new AbortController();
    await pause(ms, this.#gathering.signal);
  }

  private tellDrained(): void {
    const empty = this.outbox.pending().every((entry) => this.isAside(entry));
    if (empty || !this.#open) for (const resolve of this.#drained.splice(0)) resolve(empty);
  }

  private async send(batch: Entry[]): Promise<void> {
    if (batch.length === 0) return;
    const sentAt = performance.now();
    try {
      const saved = await this.carry(batch);
      if (saved === null) return;
      const settled = await this.settle(batch, saved.acks);
      this.events.time(saved, sentAt);
      const late = saved.acks.find(isLate)?.problem;
      if (late) throw new Refusal(0, late.code, late.message, [late]);
      if (settled === 0) throw new Unreachable('no entry was acknowledged');
      this.#backoff.reset();
      this.#batchFaults = 0;
      this.#busy.value = false;
      this.heard(true);
    } catch (error) {
      if (error instanceof Refusal && error.fault) await this.broke(batch, error);
      else if (error instanceof Refusal && !error.passing) await this.refused(batch, error);
      else await this.later(error);
    }
  }

  /** Null when the hub went away under the batch: it gathers again with what comes meanwhile, unless that happens time after time. */
  private async carry(batch: Entry[]): Promise<Saved | null> {
    if (this.routes.hubConnected() && sizeOf(batch) <= HUB_BYTES) {
      try {
        const saved = await this.routes.byHub(batch);
        this.#hubLost = 0;
        return saved;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        if (!this.routes.hubConnected() && this.#hubLost++ === 0) {
          this.lost();
          return null;
        }
      }
    }
    const saved = await this.routes.byHttp(batch);
    this.#gatherUntil = performance.now() + spread(GATHER_MS);
    return saved;
  }

  private async settle(batch: Entry[], acks: Acknowledgement[]): Promise<number> {
    const sent = new Map(batch.map((entry) => [entry.commandId, entry]));
    const known = acks.filter((ack) => sent.has(ack.commandId) && !isLate(ack));
    for (const ack of known) {
      const entry = sent.get(ack.commandId);
      if (entry && this.outbox.has(ack.commandId)) this.events.saved(entry, ack);
    }
    // One of them came through after all, so the others may.
    if (known.filter((ack) => this.#aside.delete(ack.commandId)).length > 0) this.retryAside();
    for (const ack of known) this.#entryFaults.delete(ack.commandId);
    await this.outbox.drop(known.map((ack) => ack.commandId));
    this.#singly = Math.max(0, this.#singly - known.length);
    return known.length;
  }

  private async refused(batch: Entry[], refusal: Refusal): Promise<void> {
    this.heard(true);
    if (!concernsContent(refusal)) {
      this.#open = false;
      this.events.stopped(refusal);
    } else if (batch.length > 1) {
      this.#singly = batch.length;
    } else {
      const problem = refusal.problems[0] ?? { code: refusal.code, message: refusal.message };
      await this.settle(
        batch,
        batch.map((e) => ({ commandId: e.commandId, status: 'refused', version: 0, savedAt: '', problem })),
      );
    }
  }

  /** Finds the entry the server breaks on, if it is one, and goes on with the others. */
  private async broke(batch: Entry[], fault: Refusal): Promise<void> {
    const [entry] = batch;
    if (batch.length > 1) {
      if (++this.#batchFaults >= BATCH_FAULTS) this.#singly = batch.length;
    } else if (entry) {
      const faults = (this.#entryFaults.get(entry.commandId) ?? 0) + 1;
      this.#entryFaults.set(entry.commandId, faults);
      if (faults >= ENTRY_FAULTS) this.putAside(entry);
    }
    await this.later(fault);
  }

  private putAside(entry: Entry): void {
    if (!this.isAside(entry)) this.#singly = Math.max(0, this.#singly - 1);
    this.#aside.set(entry.commandId, performance.now() + ASIDE_MS);
    if (this.outbox.has(entry.commandId)) this.events.setAside(entry);
  }

  private retryAside(): void {
    for (const id of this.#aside.keys()) this.#aside.set(id, 0);
  }

  private async later(error: unknown): Promise<void> {
    this.heard(error instanceof Refusal);
    this.#busy.value = error instanceof Refusal && error.busy;
    const retryAfter = error instanceof Refusal ? error.retryAfterMs : null;
    const wait = this.#backoff.next(retryAfter);
    if (retryAfter !== null) this.#notBefore = performance.now() + wait;
    await this.rest(wait, retryAfter === null);
  }

  private async rest(ms: number, mayBeCutShort: boolean): Promise<void> {
    if (ms <= 0) return;
    if (!mayBeCutShort) return pause(ms);
    this.#wait = new AbortController();
    await pause(ms, this.#wait.signal);
  }

  /** The first entries that fit one message; when there are none, one that was set aside and is due. */
  private batch(): Entry[] {
    const all = this.outbox.sendable();
    const sendable = all.filter((entry) => !this.isAside(entry));
    if (sendable.length === 0) {
      const now = performance.now();
      return all.filter((entry) => (this.#aside.get(entry.commandId) ?? 0) <= now).slice(0, 1);
    }
    if (this.#singly > 0) return sendable.slice(0, 1);
    return fitting(sendable.slice(0, MOST_ENTRIES), HUB_BYTES - 2);
  }
}

/** Came after the end: such an entry stays in the outbox, because it may still be handed in by file. */
function isLate({ status, problem }: Acknowledgement): boolean {
  return status === 'refused' && (problem?.code === 'session.ended' || problem?.code === 'session.deadline-passed');
}

/** True for a refusal of what an entry says, false for one of the session, the lease or the sign-in. */
function concernsContent(refusal: Refusal): boolean {
  if (refusal.code.startsWith('session.')) return OF_ONE_ENTRY.has(refusal.code);
  // A bare status, without our code, is a fault and does not come here.
  return /^(?:input|response)\./.test(refusal.code) || [400, 413, 422].includes(refusal.status);
}

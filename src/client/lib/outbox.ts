import { signal, type ReadonlySignal } from '@preact/signals';
import { read, write } from './database';
import type { Entry } from './wire';

interface Row {
  session: string;
  commandId: string;
  entry: Entry;
}

/** An entry without the two things the outbox gives it. */
export type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq' | 'commandId'> : never) : never;

/** Where an entry leaves its mark; a later entry for the same place makes an earlier one needless. Null: every one counts. */
export function placeOf(entry: Entry | NewEntry): string | null {
  switch (entry.kind) {
    case 'answer':
      return `answer/${entry.item}/${entry.field}`;
    case 'flag':
      return `flag/${entry.item}`;
    case 'note':
      return `note/${entry.item}`;
    case 'shown':
      return null;
  }
}

const utf8 = new TextEncoder();

/** Size of entries on the wire, in bytes. */
export const sizeOf = (entries: Entry | Entry[]): number => utf8.encode(JSON.stringify(entries)).length;

/** The first entries that fit into so many bytes; at least one, so that a long essay goes too. */
export function fitting(entries: Entry[], mostBytes: number): Entry[] {
  let bytes = 0;
  const end = entries.findIndex((entry, n) => (bytes += sizeOf(entry) + 1) > mostBytes && n > 0);
  return end < 0 ? entries : entries.slice(0, end);
}

/**
 * What the learner did in one session and the server has not acknowledged. An entry is offered for sending only after its
 * IndexedDB transaction is complete and leaves only by an acknowledgement (or by a later entry for the same place, in the
 * same transaction), so a crash at any point loses nothing that was written and repeats are told apart by command id.
 *
 * Numbers are given in memory and always above everything this device has seen. Only the holder of the session's lease adds
 * entries, so two windows of one browser do not compete for numbers.
 */
export class Outbox {
  readonly #entries = new Map<string, Entry>();
  readonly #written = new Set<string>();
  readonly #size = signal(0);
  readonly #answers = signal(0);
  readonly #durable = signal(true);
  #seq = 0;

  private constructor(
    readonly session: string,
    private readonly newId: () => string,
  ) {}

  static async open(session: string, newId: () => string): Promise<Outbox> {
    const outbox = new Outbox(session, newId);
    await outbox.reload();
    return outbox;
  }

  /** Number of entries not acknowledged. */
  get size(): ReadonlySignal<number> {
    return this.#size;
  }

  /** Of these, how many are answers: what a learner would miss. */
  get answers(): ReadonlySignal<number> {
    return this.#answers;
  }

  /** False once this browser refused to keep an entry: answers then live in this page only, and the page says so. */
  get durable(): ReadonlySignal<boolean> {
    return this.#durable;
  }

  get highestSeq(): number {
    return this.#seq;
  }

  /** Reads the store again: another window of this browser may have sent or added entries meanwhile. */
  async reload(): Promise<void> {
    if (!this.#durable.value) return;
    try {
      const rows = await read<Row[]>('entries', (store) => store.index('session').getAll(this.session));
      for (const id of this.#written) this.#entries.delete(id);
      this.#written.clear();
      for (const row of rows) {
        this.#entries.set(row.commandId, row.entry);
        this.#written.add(row.commandId);
        this.raise(row.entry.seq);
      }
    } catch {
      this.#durable.value = false;
    }
    this.count();
  }

  /** The server knows numbers up to this one. */
  raise(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
  }

  /** Takes an entry at once; the promise ends when it is durable (or cannot be). */
  add(made: NewEntry): Promise<void> {
    const entry = withIdentity(made, this.newId(), ++this.#seq);
    const place = placeOf(entry);
    const needless = place === null ? [] : this.pending().filter((other) => placeOf(other) === place);
    for (const other of needless) this.forget(other.commandId);
    this.#entries.set(entry.commandId, entry);
    this.count();
    // Beyond keeping: it need not wait for a store that fails or hangs, though keeping it is tried.
    if (!this.#durable.value) this.#written.add(entry.commandId);
    const row: Row = { session: this.session, commandId: entry.commandId, entry };
    return write(['entries'], (tx) => {
      const store = tx.objectStore('entries');
      store.put(row);
      for (const other of needless) store.delete(other.commandId);
    })
      .catch(() => void (this.#durable.value = false))
      .then(() => {
        if (this.has(entry.commandId)) this.#written.add(entry.commandId);
      });
  }

  /** All entries not acknowledged, in the order they were made. */
  pending(): Entry[] {
    return [...this.#entries.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Those that may be sent: kept already (or beyond keeping, when this browser keeps nothing), and none before them is not. */
  sendable(): Entry[] {
    const all = this.pending();
    const end = all.findIndex((entry) => !this.#written.has(entry.commandId));
    return end < 0 ? all : all.slice(0, end);
  }

  has(commandId: string): boolean {
    return this.#entries.has(commandId);
  }

  /** Drops what the server has answered for. An id not (or no longer) here is ignored. */
  async drop(commandIds: string[]): Promise<void> {
    for (const id of commandIds) this.forget(id);
    this.count();
    await write(['entries'], (tx) => {
      for (const id of commandIds) tx.objectStore('entries').delete(id);
    }).catch(() => undefined);
  }

  private count(): void {
    this.#size.value = this.#entries.size;
    this.#answers.value = this.pending().filter((entry) => entry.kind === 'answer').length;
  }

  private forget(id: string): void {
    this.#entries.delete(id);
    this.#written.delete(id);
  }
}

/** Keeps `kind` the first property: the server reads the discriminator there. */
function withIdentity(made: NewEntry, commandId: string, seq: number): Entry {
  const { kind, ...rest } = made;
  return { kind, commandId, seq, ...rest } as Entry;
}

/** What a page without connection must still know about a session it has opened before. */
export interface KeptSession {
  id: string;
  title: string;
  handInKey: string | null;
}

export const keepSession = (session: KeptSession): Promise<void> =>
  write(['sessions'], (tx) => void tx.objectStore('sessions').put(session)).catch(() => undefined);

export const keptSession = (id: string): Promise<KeptSession | undefined> =>
  read<KeptSession | undefined>('sessions', (store) => store.get(id)).catch(() => undefined);

import { signal, type ReadonlySignal } from '@preact/signals';
import { kept, watchStore } from '../store';
import type { Condition, Moment, SignalReport, Surroundings } from '../../../lib/wire-watch';

/** `seq` is 0 while the report may still grow. */
interface Row {
  id: string;
  session: string;
  device: string;
  madeAt: number;
  report: SignalReport;
}

/** Of one kind at most so often; what comes within is put into one with how many times it happened. */
export const MOMENT_MS = 1_000;

/** Reports that wait for the server. Beyond, each kind has one more that grows: nothing is left out, it only gets coarser. */
export const MOST_WAITING = 2_000;

/** A report that grows has its number long before, but where too many wait. */
const LEFT_MS = 60_000;

/** Reports for the server to store, by the device whose numbers they carry. */
export interface Parcel {
  device: string;
  reports: SignalReport[];
}

/**
 * What a page noticed and the server has not acknowledged. A report has its number from the moment it is closed: from then on it is
 * never changed, so a repeat is the same report and the server can forget it by number. Until then it may grow, in memory and on
 * disk: of a moment the times are added up; of something that lasts, the end and the new beginning that lie between two others fall
 * out and are counted with the report that stays. So a kind takes two reports a moment at most, whatever a page or a learner does.
 */
export class SignalBox {
  readonly #size = signal(0);
  /** Closed reports of this device, by rising number. */
  #closed: Row[] = [];
  /** Closed reports of devices that are gone: another tab of this browser that crashed. */
  #left: Row[] = [];
  /** What was still growing when a page went away. It gets its number when it is known how far the server has counted. */
  #grown: Row[] = [];
  readonly #growing = new Map<string, Row[]>();
  readonly #closedAt = new Map<string, number>();
  #seq = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly session: string,
    readonly device: string,
    private readonly newId: () => string,
    private readonly changed: () => void,
  ) {}

  /** @param changed told when there is something to send */
  static async open(session: string, device: string, newId: () => string, changed: () => void): Promise<SignalBox> {
    const box = new SignalBox(session, device, newId, changed);
    const rows = await kept<Row>('signals', session);
    const mine = rows.filter((row) => row.device === device);
    box.#closed = mine.filter((row) => row.report.seq > 0).sort(byNumber);
    box.#left = rows.filter((row) => row.device !== device && row.report.seq > 0).sort(byNumber);
    box.#seq = box.#closed.at(-1)?.report.seq ?? 0;
    // Of another tab it may be growing still: after a moment it would have its number.
    box.#grown = rows
      .filter((row) => row.report.seq === 0 && (row.device === device || Date.now() - row.madeAt > LEFT_MS))
      .map((row) => ({ ...row, device }))
      .sort(byTime);
    box.count();
    return box;
  }

  /** Reports not acknowledged. */
  get size(): ReadonlySignal<number> {
    return this.#size;
  }

  /** The server knows numbers of this device up to this one. */
  raise(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    for (const row of this.#grown.splice(0)) this.close(row);
  }

  /** What lasts when what waits here has reached a server that knew of these. */
  lasting(known: Iterable<Condition>): Set<Condition> {
    const open = new Set(known);
    for (const { report } of [...this.#left, ...this.#closed, ...[...this.#growing.values()].flat()].sort(byTime)) {
      if (report.phase === 'began') open.add(report.kind as Condition);
      else if (report.phase === 'ended') open.delete(report.kind as Condition);
    }
    return open;
  }

  /** Takes what was noticed at once. */
  note(
    kind: Condition | Moment,
    phase: SignalReport['phase'],
    at: string,
    context: Surroundings,
    amount: number | null = null,
  ): void {
    if (this.#stopped) return;
    const report: SignalReport = { seq: 0, kind, phase, at, context, amount, times: 1 };
    const { session, device } = this;
    const row: Row = { id: this.newId(), session, device, madeAt: Date.now(), report };
    const growing = this.#growing.get(kind) ?? [];
    if (growing.length === 0 && this.dueIn(kind) <= 0) this.close(row);
    else this.grow(kind, growing, row);
    this.count();
  }

  /** The next reports to send: at most so many, of one device. */
  parcel(most: number): Parcel | null {
    const rows = this.#closed.length > 0 ? this.#closed : this.#left;
    const device = rows[0]?.device;
    if (device === undefined) return null;
    return {
      device,
      reports: rows
        .filter((row) => row.device === device)
        .slice(0, most)
        .map((row) => row.report),
    };
  }

  /** Forgets what is durable at the server: everything of a device up to a number. */
  async forget(device: string, lastSeq: number): Promise<void> {
    const gone = (row: Row) => row.device === device && row.report.seq <= lastSeq;
    const ids = [...this.#closed, ...this.#left].filter(gone).map((row) => row.id);
    if (device === this.device) this.raise(lastSeq);
    this.#closed = this.#closed.filter((row) => !gone(row));
    this.#left = this.#left.filter((row) => !gone(row));
    this.count();
    this.schedule();
    await this.write((store) => ids.forEach((id) => store.delete(id)));
  }

  /** Closes everything that still grows: the page may not come back. */
  flush(): void {
    for (const kind of this.#growing.keys()) this.closeKind(kind);
  }

  /** Nothing is noticed any more; what is here can still be sent. */
  stop(): void {
    this.flush();
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** The session takes no more: what is left is of no use to anybody. */
  async clear(): Promise<void> {
    this.stop();
    const ids = [...this.#closed, ...this.#left, ...this.#grown].map((row) => row.id);
    this.#closed = [];
    this.#left = [];
    this.#grown = [];
    this.count();
    await this.write((store) => ids.forEach((id) => store.delete(id)));
  }

  private grow(kind: string, growing: Row[], row: Row): void {
    const last = growing.at(-1);
    if (last?.report.phase === row.report.phase) {
      this.put({ ...last, report: together(last.report, row.report) }, growing, growing.length - 1);
    } else if (growing.length < 2) {
      this.put(row, growing, growing.length);
    } else {
      // began, ended + began: on since the first. ended, began + ended: over with the last.
      const [first, middle] = growing as [Row, Row];
      const times = first.report.times + middle.report.times;
      const stays = row.report.phase === 'began' ? first.report : row.report;
      growing.length = 1;
      this.put({ ...first, report: { ...stays, times } }, growing, 0);
      void this.write((store) => store.delete(middle.id));
    }
    this.#growing.set(kind, growing);
    this.schedule();
  }

  private put(row: Row, into: Row[], at: number): void {
    into[at] = row;
    void this.write((store) => store.put(row));
  }

  private close(row: Row): void {
    const closed: Row = { ...row, report: { ...row.report, seq: ++this.#seq } };
    this.#closed.push(closed);
    this.#closedAt.set(row.report.kind, performance.now());
    void this.write((store) => store.put(closed));
    this.changed();
  }

  private closeKind(kind: string): void {
    const rows = this.#growing.get(kind) ?? [];
    this.#growing.delete(kind);
    for (const row of rows) this.close(row);
    this.count();
  }

  /** Milliseconds until a kind may be closed again; none is while too many wait. */
  private dueIn(kind: string): number {
    if (this.#closed.length >= MOST_WAITING) return Infinity;
    return (this.#closedAt.get(kind) ?? -Infinity) + MOMENT_MS - performance.now();
  }

  private schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const next = Math.min(...[...this.#growing.keys()].map((kind) => this.dueIn(kind)));
    if (next === Infinity || this.#stopped) return;
    this.#timer = setTimeout(
      () => {
        for (const kind of this.#growing.keys()) if (this.dueIn(kind) <= 0) this.closeKind(kind);
        this.schedule();
      },
      Math.max(0, next),
    );
  }

  private count(): void {
    const growing = [...this.#growing.values()].reduce((sum, rows) => sum + rows.length, 0);
    this.#size.value = this.#closed.length + this.#left.length + this.#grown.length + growing;
  }

  /** One after another, so that a report is not put back by a write that was overtaken. A browser that keeps nothing is lived with. */
  private write(work: (store: IDBObjectStore) => void): Promise<void> {
    const next = this.#writing.then(() =>
      watchStore.write(['signals'], (tx) => work(tx.objectStore('signals'))).catch(() => undefined),
    );
    this.#writing = next;
    return next;
  }
}

/** Two of a kind within a moment: it began with the first; times and amounts add up. */
function together(first: SignalReport, next: SignalReport): SignalReport {
  const amount = first.amount === null && next.amount === null ? null : (first.amount ?? 0) + (next.amount ?? 0);
  return { ...first, amount: first.phase === 'did' ? amount : next.amount, times: first.times + next.times };
}

const byNumber = (a: Row, b: Row): number => a.report.seq - b.report.seq;
const byTime = (a: Row, b: Row): number => a.report.at.localeCompare(b.report.at);

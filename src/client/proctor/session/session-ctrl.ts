import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Load } from '../../lib/load';
import { persist } from '../../lib/persist';
import type { Cell } from '../board/board';
import type { EvidenceCard, ProctorServer } from '../server';
import type { ProctorSocket } from '../socket';
import type { ChatLine, TimelineEntry, WatchView } from '../wire';
import { Live, type LiveNeeds } from './live';

/** Entries that are kept on the page unasked; older ones stay with the server until somebody wants them. */
const MOST_ENTRIES = 2000;

/** News come in bursts: the session is read once for all of a moment. */
const READ_AFTER_MS = 500;

/** What a signal or a change of question tells stands in the entry itself; for all else the session is read again. */
const SELF_CONTAINED = new Set(['signal', 'shown', 'answer', 'mark', 'chat', 'evidence']);

export interface SessionNeeds {
  server: ProctorServer;
  socket: ProctorSocket;
  room: string;
  live: Pick<LiveNeeds, 'iceServers' | 'peer'>;
}

/** One session that is open beside the board. */
export class SessionCtrl {
  readonly load: Load<WatchView>;
  readonly live: Live;
  /** A line on its way to the learner. */
  readonly saying = new Asked();
  readonly draft = signal('');
  readonly #view = signal<WatchView | null>(null);
  readonly #news = signal<readonly TimelineEntry[]>([]);
  /** Entries before those of the view, once somebody has asked for them. */
  readonly #older = signal<readonly TimelineEntry[]>([]);
  readonly #earlier = signal<string | null>(null);
  readonly asking = new Asked();
  readonly #lines = signal<readonly ChatLine[]>([]);
  readonly #evidence = signal<readonly EvidenceCard[]>([]);
  #line = newId();
  #reading: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;
  readonly #closing = new AbortController();

  /** As it was read last: what cannot be read again is not taken away. */
  get view(): ReadonlySignal<WatchView | null> {
    return this.#view;
  }

  /** Oldest first. */
  readonly timeline: ReadonlySignal<readonly TimelineEntry[]> = computed(() => {
    const known = [...this.#older.value, ...(this.view.value?.timeline ?? [])];
    const seen = new Set(known.map(fingerprint));
    const all = [...known, ...this.#news.value.filter((entry) => !seen.has(fingerprint(entry)))];
    all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    return joined(all).slice(-(MOST_ENTRIES + this.#older.value.length));
  });

  readonly talk: ReadonlySignal<readonly ChatLine[]> = computed(() => {
    const lines = new Map((this.view.value?.talk ?? []).map((line) => [line.id, line]));
    for (const line of this.#lines.value) lines.set(line.id, line);
    return [...lines.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  });

  constructor(
    private readonly needs: SessionNeeds,
    readonly cell: Cell,
  ) {
    const { server, socket, room } = needs;
    // Opening on the hub brings the news besides; while the hub is away the page reads.
    this.load = new Load(async () => {
      const hub = socket.connected;
      const view = await (hub ? socket.open(cell.session) : server.session(room, cell.session, { tries: 1 }));
      this.take(view);
      return view;
    });
    this.live = new Live({ ...needs.live, send: (message) => socket.relay(cell.session, message) });
  }

  get session(): string {
    return this.cell.session;
  }

  /** True while the server has entries before those of {@link timeline}. */
  get hasEarlier(): boolean {
    return this.#earlier.value !== null;
  }

  /** Reads one page of entries before those that are here. */
  async readEarlier(): Promise<void> {
    const before = this.#earlier.peek();
    if (before === null) return;
    await this.asking.run(async () => {
      const { server, room } = this.needs;
      const page = await server.session(room, this.cell.session, this.asking.patient(this.#closing.signal), before);
      if (this.#earlier.peek() !== before) return;
      this.#older.value = [...page.timeline, ...this.#older.peek()];
      this.#earlier.value = page.earlier;
    });
  }

  /** Stills and photos that there are, newest first. */
  get evidence(): ReadonlySignal<readonly EvidenceCard[]> {
    return this.#evidence;
  }

  /** The newest still of each. */
  readonly stills: ReadonlySignal<Record<'camera' | 'screen', EvidenceCard | null>> = computed(() => ({
    camera: this.newest('camera-still'),
    screen: this.newest('screen-still'),
  }));

  start(): void {
    void this.load.persist(this.#closing.signal);
  }

  stop(): void {
    this.#stopped = true;
    this.#closing.abort();
    this.live.end();
    if (this.#reading !== null) clearTimeout(this.#reading);
    if (this.needs.socket.connected) void this.needs.socket.close(this.session).catch(() => undefined);
  }

  /** The line to the server is new: whatever was missed is read. */
  again(): void {
    void this.load.persist(this.#closing.signal);
    void this.live.again();
  }

  /** Reads the session once more, soon. */
  read(): void {
    this.#reading ??= setTimeout(() => {
      this.#reading = null;
      if (!this.#stopped) void this.load.persist(this.#closing.signal);
    }, READ_AFTER_MS);
  }

  happened(entries: readonly TimelineEntry[]): void {
    this.#news.value = [...this.#news.value, ...entries].slice(-MOST_ENTRIES);
    if (entries.some((entry) => !SELF_CONTAINED.has(entry.kind))) this.read();
  }

  said(line: ChatLine): void {
    if (!this.#lines.value.some((one) => one.id === line.id)) this.#lines.value = [...this.#lines.value, line];
  }

  /** Sends what stands in the draft, by itself until the server has it. It stays there until then, and is the same line however often it is sent. */
  async say(): Promise<void> {
    const text = this.draft.peek().trim();
    if (text === '' || this.saying.busy.peek()) return;
    const send = () => this.needs.socket.say(this.session, this.#line, text);
    const error = await this.saying.run(async () =>
      this.said(await persist(send, this.#closing.signal, (why) => this.saying.waits(why))),
    );
    if (error !== null) return;
    this.#line = newId();
    if (this.draft.peek().trim() === text) this.draft.value = '';
  }

  async readEvidence(): Promise<void> {
    const cards = await this.needs.server.evidence(this.session).catch(() => null);
    if (!cards || this.#stopped) return;
    // What the board has told of meanwhile may be newer than the list.
    const known = new Set(cards.map((card) => card.id));
    this.#evidence.value = [...this.#evidence.peek().filter((card) => !known.has(card.id)), ...cards];
  }

  /** The board tells of a still: its id says of what it is. */
  noteStill(): void {
    const { still, stillAt } = this.cell.view.peek();
    if (still === null || this.#evidence.peek().some((card) => card.id === still)) return;
    const card = { id: still, kind: still.split('.')[0] ?? '', at: stillAt ?? '' };
    this.#evidence.value = [card, ...this.#evidence.peek()];
  }

  /** A page that begins later than the one before leaves what lies between to the older ones, where somebody has asked for those. */
  private take(view: WatchView): void {
    const before = this.#view.peek()?.timeline ?? [];
    if (this.#older.peek().length === 0) this.#earlier.value = view.earlier;
    else {
      const seen = new Set(view.timeline.map(fingerprint));
      this.#older.value = [...this.#older.peek(), ...before.filter((entry) => !seen.has(fingerprint(entry)))];
    }
    this.#view.value = view;
    this.#news.value = this.#news.peek().filter((entry) => !view.timeline.some((known) => covers(known, entry)));
  }

  private newest(kind: string): EvidenceCard | null {
    return this.#evidence.value.find((card) => card.kind === kind) ?? null;
  }
}

/** Of an answer that changed again and again there is one entry, with how often: the last one stands for those before it. */
function joined(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const all: TimelineEntry[] = [];
  for (const entry of entries) {
    const last = all.at(-1);
    if (last && isSameAnswer(last, entry))
      all[all.length - 1] = { ...entry, amount: (last.amount ?? 1) + (entry.amount ?? 1) };
    else all.push(entry);
  }
  return all;
}

const isSameAnswer = (a: TimelineEntry, b: TimelineEntry): boolean =>
  a.kind === 'answer' && b.kind === 'answer' && a.item === b.item && a.what === b.what;

/** True when a change that was told by itself is among those that an entry of the server's stands for. */
const covers = (known: TimelineEntry, entry: TimelineEntry): boolean =>
  isSameAnswer(known, entry) && Date.parse(entry.at) <= Date.parse(known.at);

const fingerprint = (entry: TimelineEntry): string =>
  `${entry.at}|${entry.kind}|${entry.what}|${entry.by}|${entry.text}`;

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { announce } from '../../lib/announce';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import type { Connection } from '../../lib/line';
import { persist } from '../../lib/persist';
import { Poll, type Polled } from '../../lib/poll';
import type { Refusal } from '../../lib/refusal';
import { ServerTime } from '../../lib/server-time';
import { problemOf } from '../../lib/ui/notice';
import type { Problem } from '../../lib/wire';
import { ActsCtrl, type Scope } from '../acts/act-ctrl';
import { reachedOf } from '../acts/progress';
import type { ProctorServer } from '../server';
import { SessionCtrl } from '../session/session-ctrl';
import type { LiveNeeds } from '../session/live';
import { ProctorSocket } from '../socket';
import { say } from '../text';
import type { ActKind, ActProgress, ActReason, BoardView, RoomsView } from '../wire';
import { Board, type Cell, type Pace } from './board';
import { Looking } from './looking';
import { Stills } from './stills';

export type LineState = 'connecting' | 'live' | 'reading' | 'away';

export interface RoomNeeds {
  server: ProctorServer;
  connect: () => Promise<Connection>;
  live: Pick<LiveNeeds, 'iceServers' | 'peer'>;
  stills?: Stills;
  pace?: Pace;
  /** Account id of whoever sits here. */
  me: string;
  /** True for staff, who may act on all rooms; leads are known from the rooms. */
  staff: boolean;
}

/** While the hub is away the board is read by plain HTTP. */
const READ_EVERY_MS = 4_000;

/** What is new for the eyes is said for the ears at most this often. */
const SPEAK_EVERY_MS = 6_000;

/** Nobody has touched the board for so long: cells may change their places. Longer while a pointer rests on it. */
const CALM_MS = 4_000;
const RESTING_MS = 15_000;
const SORT_EVERY_MS = 3_000;

/** Progress of an act on all rooms comes by asking; for so long. */
const FOLLOW_EVERY_MS = 1_500;
const FOLLOW_MS = 60_000;

/** One room as a proctor works in it: the board, the session that is open, acts, care. */
export class RoomCtrl {
  readonly time = new ServerTime();
  readonly board: Board;
  readonly looking: Looking;
  readonly stills: Stills;
  readonly acts: ActsCtrl;
  readonly socket: ProctorSocket;
  readonly caring = new Asked();
  readonly #line = signal<LineState>('connecting');
  readonly #refused = signal<Problem | null>(null);
  readonly #open = signal<SessionCtrl | null>(null);
  /** Acts on all rooms that were ordered here. */
  readonly #wide = signal<ReadonlyMap<string, ActProgress>>(new Map());
  readonly #scope = signal<RoomsView | null>(null);
  readonly #reading: Poll<BoardView>;
  readonly #closing = new AbortController();
  #timers: ReturnType<typeof setInterval>[] = [];
  #touchedAt = -Infinity;
  #rereading = false;
  #unwatch: (() => void) | null = null;
  #spokenAt = -Infinity;
  #spoken = new Set<string>();
  #held = false;

  /** True when whoever sits here may act on all rooms at once. */
  readonly leads: ReadonlySignal<boolean> = computed(
    () => this.needs.staff || (this.#scope.value?.leads.includes(this.needs.me) ?? false),
  );

  /** All acts of the room and those on all rooms, newest first. */
  readonly history: ReadonlySignal<ActProgress[]> = computed(() => {
    const all = new Map([...this.board.acts.value, ...this.#wide.value]);
    return [...all.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  });

  /** Whom an act that is begun now is for: those selected, else the one under the keyboard, where opening one puts it. */
  readonly targets: ReadonlySignal<readonly string[]> = computed(() => {
    const selected = this.looking.selected.value;
    if (selected.size > 0) return [...selected];
    const one = this.looking.at.value ?? this.#open.value?.session ?? null;
    return one === null ? [] : [one];
  });

  constructor(
    private readonly needs: RoomNeeds,
    readonly room: string,
  ) {
    this.board = new Board(this.time, needs.pace);
    this.looking = new Looking(this.board, needs.me);
    this.stills = needs.stills ?? new Stills();
    this.socket = new ProctorSocket(room, needs.connect, {
      watching: (board, sentAt) => this.connected(board, sentAt),
      board: (delta) => {
        if (!this.board.change(delta)) void this.reread();
      },
      said: (_, session, line) => this.openOne(session)?.said(line),
      happened: (_, session, entries) => this.openOne(session)?.happened(entries),
      relayed: (_, session, message) => void this.openOne(session)?.live.hear(message),
      lost: () => this.lost(),
      failed: () => this.lost(),
      refused: (refusal) => this.turnedAway(refusal),
    });
    this.acts = new ActsCtrl({
      server: needs.server,
      room,
      now: () => this.time.now(),
      closing: this.#closing.signal,
      rooms: () => (this.leads.peek() ? scopeOf(room) : null),
      told: (act) => this.told(act),
    });
    this.#reading = new Poll(
      () => needs.server.board(room, { tries: 1 }),
      () => READ_EVERY_MS,
    );
  }

  get line(): ReadonlySignal<LineState> {
    return this.#line;
  }

  /** Why this room is not for whoever asks; null while nothing is known against it. */
  get refused(): ReadonlySignal<Problem | null> {
    return this.#refused;
  }

  get open(): ReadonlySignal<SessionCtrl | null> {
    return this.#open;
  }

  get me(): string {
    return this.needs.me;
  }

  /** What all rooms are called that this one belongs to. */
  get scopeTitle(): string {
    return this.#scope.value?.title ?? '';
  }

  start(): void {
    this.socket.start();
    this.stills.start();
    void this.needs.server.roomsOf(scopeOf(this.room), { signal: this.#closing.signal }).then(
      (scope) => (this.#scope.value = scope),
      () => undefined,
    );
    this.#timers = [setInterval(() => this.tick(), 1000), setInterval(() => this.sortWhenCalm(), SORT_EVERY_MS)];
    this.#unwatch = effect(() => {
      const read = this.#reading.state.value;
      untracked(() => this.takeRead(read));
    });
  }

  stop(): void {
    this.#closing.abort();
    this.#unwatch?.();
    this.#timers.forEach(clearInterval);
    this.#reading.stop();
    this.close();
    this.acts.drop();
    this.stills.clear(this.board.cells());
    this.socket.stop();
  }

  /** The browser has a network again. */
  online(): void {
    this.socket.hurry();
  }

  /** Somebody's hand is on the board: nothing moves for a while. */
  touch(): void {
    this.#touchedAt = performance.now();
  }

  /** A pointer rests on the board, or has left it. */
  hold(held: boolean): void {
    this.#held = held;
    this.touch();
  }

  sort(): void {
    this.board.sort();
  }

  openSession(session: string): void {
    if (this.#open.value?.session === session) return;
    const cell = this.board.cell(session);
    if (!cell) return;
    this.close();
    const { server, live } = this.needs;
    const opened = new SessionCtrl({ server, socket: this.socket, room: this.room, live }, cell);
    this.#open.value = opened;
    this.looking.go(session);
    opened.start();
  }

  close(): void {
    this.#open.value?.stop();
    this.#open.value = null;
  }

  /** Begins an act on whoever is meant now, or on all of the room. */
  begin(kind: ActKind, scope?: Scope, about?: { flag?: number }): void {
    const targets = this.targets.value;
    // What is announced is for everybody, unless some were selected for it.
    const room = targets.length === 0 || (kind === 'announce' && this.looking.selected.value.size === 0);
    this.acts.begin(kind, scope ?? (room ? { of: 'room' } : { of: 'some', sessions: targets }), about);
  }

  undo(act: ActProgress, reason: ActReason): Promise<boolean> {
    return this.acts.undo(act, this.#wide.value.has(act.id) ? scopeOf(this.room) : this.room, reason);
  }

  /** Takes a session under care, hands it over, or gives it back (null). */
  async care(session: string, proctor: string | null): Promise<void> {
    const command = newId();
    const take = () => this.socket.care(command, session, proctor);
    await this.caring.run(() => persist(take, this.#closing.signal, (why) => this.caring.waits(why)));
  }

  nameOf(session: string): string | null {
    return this.board.cell(session)?.name.value ?? null;
  }

  private openOne(session: string): SessionCtrl | null {
    const open = this.#open.peek();
    return open?.session === session ? open : null;
  }

  private connected(board: BoardView, sentAt: number): void {
    this.#reading.stop();
    this.board.read(board, sentAt);
    this.#line.value = 'live';
    this.#refused.value = null;
    this.#open.peek()?.again();
  }

  private lost(): void {
    if (this.#line.value !== 'reading') this.#line.value = 'away';
    this.#reading.start();
  }

  private turnedAway(refusal: Refusal): void {
    this.lost();
    if (!refusal.passing) this.#refused.value = problemOf(refusal);
  }

  /** What was read while the hub is away. */
  private takeRead(state: Polled<BoardView>): void {
    if (state.is === 'failed') {
      this.#refused.value = state.problem;
      return;
    }
    if (state.is !== 'here' || this.socket.connected) return;
    if (state.stale) this.#line.value = 'away';
    else {
      this.board.read(state.value, state.at);
      this.#line.value = 'reading';
      this.#refused.value = null;
    }
  }

  /** A delta is missing: the whole board is asked for, once however many are missed meanwhile. */
  private async reread(): Promise<void> {
    if (this.#rereading) return;
    this.#rereading = true;
    try {
      const sentAt = performance.now();
      this.board.read(await this.socket.watch(), sentAt);
      // What was missed of the board, the open session may have missed too.
      this.#open.peek()?.read();
    } catch {
      // Without an answer the connection is closed, and the next one begins with the board.
    } finally {
      this.#rereading = false;
    }
  }

  private tick(): void {
    this.board.tick();
    this.speak();
    if (this.time.doubtful() && this.socket.connected) void this.reread();
  }

  private sortWhenCalm(): void {
    const still = performance.now() - this.#touchedAt;
    if (still > (this.#held ? RESTING_MS : CALM_MS) && this.looking.selected.peek().size === 0) this.board.sort();
  }

  private told(act: ActProgress): void {
    const wide = this.acts.draft.peek()?.id === act.id && this.acts.draft.peek()?.scope.peek().of === 'all';
    if (!wide && !this.#wide.peek().has(act.id)) return this.board.told(act);
    this.#wide.value = new Map(this.#wide.value).set(act.id, act);
    const draft = this.acts.draft.peek();
    if (draft?.id === act.id) void this.follow(draft.repeat(), act);
  }

  /** The same order again says how it stands. */
  private async follow(ask: () => Promise<ActProgress>, first: ActProgress): Promise<void> {
    const until = performance.now() + FOLLOW_MS;
    let act = first;
    const undone = () => this.#wide.peek().get(first.id)?.undoneAt != null;
    const open = () => !reachedOf(act).settled || act.outcomes.some((one) => one.problem?.code === 'service.busy');
    while (open() && performance.now() < until && !this.#closing.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_EVERY_MS));
      // What was taken back is not ordered again of anybody.
      if (this.#closing.signal.aborted || undone()) return;
      act = await ask().catch(() => act);
      const known = this.#wide.peek().get(act.id);
      this.#wide.value = new Map(this.#wide.peek()).set(act.id, known?.undoneAt ? known : act);
    }
  }

  /** Says who has come to need somebody; all of a moment in one sentence. */
  private speak(): void {
    const needing = new Set<string>();
    const fresh: Cell[] = [];
    for (const cell of this.board.cells()) {
      const need = cell.need.peek();
      if (need !== 'admit' && need !== 'hand' && need !== 'unanswered') continue;
      const key = `${cell.session} ${need}`;
      needing.add(key);
      if (!this.#spoken.has(key)) fresh.push(cell);
    }
    if (fresh.length === 0 || performance.now() - this.#spokenAt < SPEAK_EVERY_MS) {
      for (const key of this.#spoken) if (!needing.has(key)) this.#spoken.delete(key);
      return;
    }
    this.#spokenAt = performance.now();
    this.#spoken = needing;
    const [first] = fresh;
    if (fresh.length === 1 && first)
      announce(say(`spoken.${first.need.peek() as 'admit' | 'hand' | 'unanswered'}`, { name: first.name.peek() }));
    else announce(say('spoken.several', { n: fresh.length }));
  }
}

/** Id of all rooms to which a room belongs: `w~WINDOW~3` is of `w~WINDOW`. */
export const scopeOf = (room: string): string => room.slice(0, Math.max(0, room.lastIndexOf('~')));

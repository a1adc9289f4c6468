import type {
  ActOrder,
  ActPreview,
  ActProgress,
  BoardCell,
  BoardDelta,
  BoardView,
  ChatLine,
  FlagView,
  LedgerSpan,
  ProctorLoad,
  RoomsView,
  TimelineEntry,
  WatchView,
} from '../../proctor/wire';
import { acts } from '../../proctor/acts/catalogue';
import { hasEnded, stageOf } from '../../proctor/board/standing';
import { iso, No } from './session';
import { noAccommodation } from './samples';

export type Tell = (method: string, ...args: unknown[]) => void;

interface Sitting {
  cell: BoardCell;
  flags: FlagView[];
  incidents: WatchView['incidents'];
  talk: ChatLine[];
  timeline: TimelineEntry[];
  ledger: LedgerSpan[];
  identity: WatchView['identity'];
  /** False: the page does not answer. */
  online: boolean;
}

export const people = [
  { id: 'p-mine', displayName: 'Grace Okafor', isProctor: true },
  { id: 'p-other', displayName: 'Søren Lindqvist', isProctor: true },
  { id: 'p-third', displayName: 'Noor Haddad', isProctor: true },
  { id: 'p-staff', displayName: 'S. Planner', isProctor: false },
];

const MINUTE = 60_000;
const undoable = new Set(['pause', 'addTime', 'takeTime', 'lock', 'flag', 'message', 'warn', 'announce']);

/** A room by the rules of rooms, small: a board with versions, acts with whom they reach, care, talk. Time comes from the caller. */
export class FakeRoom {
  readonly sittings = new Map<string, Sitting>();
  readonly progress = new Map<string, ActProgress>();
  readonly orders: ActOrder[] = [];
  readonly undos: string[] = [];
  readonly relayed: { session: string; message: string }[] = [];
  readonly watchers = new Map<Tell, string | null>();
  readonly proctors = ['p-mine', 'p-other'];
  leads: string[] = [];
  version = 1;
  /** Entries of a timeline that are told at once. */
  pageSize = 2000;
  /** Where less comes of added time than was said. */
  readonly limits = new Map<string, No['problem']>();
  /** Deltas that are lost on their way. */
  dropping = 0;
  #changed = new Set<string>();
  #acts = new Set<string>();
  #staffed = false;

  constructor(
    readonly id = 'w~scm-2026-11~1',
    private readonly now: () => number = () => Date.now(),
  ) {}

  seat(n: number, more: (cell: BoardCell) => void = () => undefined): string {
    const session = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const learner = `L${100_000 + n * 37}`;
    const at = iso(this.now());
    const cell: BoardCell = {
      session,
      learner,
      state: {
        session,
        state: 'running',
        answered: (n * 7) % 38,
        items: 40,
        currentItem: ((n * 7) % 38) + 1,
        running: true,
        remainingMs: 62 * MINUTE - ((n * 41) % 900) * 1000,
        at,
        lastHeard: at,
      },
      watch: {
        session,
        legalName: nameOf(n),
        stage: 'over',
        attention: 0,
        flags: 0,
        latest: null,
        latestAt: null,
        open: [],
        incidents: 0,
        handRaised: false,
        unanswered: 0,
        waitingSince: null,
      },
      care: null,
      still: `camera-still.${String(n)}.jpg`,
      stillAt: at,
    };
    more(cell);
    const sitting: Sitting = {
      cell,
      flags: [],
      incidents: [],
      talk: [],
      timeline: [],
      ledger: [{ cause: 'working', from: iso(this.now() - 58 * MINUTE), to: null, ms: 58 * MINUTE, why: '' }],
      identity: { nameConfirmed: true, face: `face.${n}.jpg`, document: `document.${n}.jpg` },
      online: true,
    };
    this.sittings.set(session, sitting);
    this.#changed.add(session);
    return session;
  }

  sitting(session: string): Sitting {
    const sitting = this.sittings.get(session);
    if (!sitting) throw new No(404, 'session.unknown', 'There is no such session in this room.');
    return sitting;
  }

  change(session: string, more: (cell: BoardCell) => void): void {
    const sitting = this.sitting(session);
    sitting.cell = structuredClone(sitting.cell);
    more(sitting.cell);
    this.#changed.add(session);
  }

  /** Sends what has changed, as the room does at most five times a second. */
  flush(): void {
    if (this.#changed.size + this.#acts.size === 0 && !this.#staffed) return;
    const delta: BoardDelta = {
      room: this.id,
      version: ++this.version,
      serverNow: iso(this.now()),
      cells: [...this.#changed].map((session) => this.sitting(session).cell),
      acts: [...this.#acts].map((id) => this.progress.get(id)).filter((act) => act !== undefined),
      staffing: this.#staffed ? this.staffing() : [],
    };
    this.#changed.clear();
    this.#acts.clear();
    this.#staffed = false;
    if (this.dropping > 0) this.dropping--;
    else this.tell('board', delta);
  }

  tell(method: string, ...args: unknown[]): void {
    for (const watcher of this.watchers.keys()) watcher(method, ...args);
  }

  /** Something happens in a session's timeline. */
  happen(session: string, entry: Partial<TimelineEntry>): void {
    const whole = { at: iso(this.now()), kind: 'signal', what: '', by: '', text: '', ...entry };
    this.sitting(session).timeline.push(whole);
    this.tell('happened', this.id, session, [whole]);
  }

  flag(session: string, title: string, severity: number, rule = 'page-hidden'): void {
    const sitting = this.sitting(session);
    const at = iso(this.now());
    const number = sitting.flags.length + 1;
    sitting.flags.push({ number, rule, title, severity, from: at, to: null, standing: 'raised', why: '' });
    this.change(session, ({ watch }) => {
      watch.flags = sitting.flags.filter((one) => one.standing === 'raised').length;
      watch.latest = title;
      watch.latestAt = at;
      watch.attention = 1 - (1 - watch.attention) * (1 - severity);
    });
    this.happen(session, { kind: 'flag', what: rule, text: title });
  }

  /** The learner writes. */
  write(session: string, text: string): void {
    const { talk, cell } = this.sitting(session);
    const line: ChatLine = {
      id: `line-${talk.length}-${session}`,
      by: 'learner',
      name: cell.watch.legalName,
      at: iso(this.now()),
      text,
    };
    talk.push(line);
    this.change(session, ({ watch }) => {
      watch.unanswered++;
      watch.waitingSince ??= line.at;
    });
    this.tell('said', this.id, session, line);
  }

  /** The pages that are there say that an act arrived; answers with how many were new. */
  acknowledge(most = Infinity): number {
    let n = 0;
    for (const act of this.progress.values()) {
      if (!acts[act.kind].told) continue;
      for (const outcome of act.outcomes) {
        if (n >= most || outcome.problem || outcome.deliveredAt || !this.sitting(outcome.session).online) continue;
        outcome.deliveredAt = iso(this.now());
        this.#acts.add(act.id);
        n++;
      }
    }
    return n;
  }

  board(): BoardView {
    return structuredClone({
      room: this.id,
      title: 'November sitting, room 1',
      version: this.version,
      serverNow: iso(this.now()),
      cells: Array.from(this.sittings.values(), (one) => one.cell),
      acts: [...this.progress.values()],
      proctors: this.proctors,
      staffing: this.staffing(),
    });
  }

  hub(tell: Tell, method: string, args: unknown[]): unknown {
    const [first, second, third, fourth] = args as [string, string, string, string | null];
    switch (method) {
      case 'Watch':
        if (first !== this.id) throw new No(404, 'room.unknown', 'There is no such room.');
        this.watchers.set(tell, null);
        return this.board();
      case 'Leave':
        this.watchers.delete(tell);
        return null;
      case 'Open':
        this.watchers.set(tell, second);
        return this.watch(second);
      case 'Close':
        return null;
      case 'Care':
        this.change(third, (cell) => void (cell.care = fourth));
        this.#staffed = true;
        return null;
      case 'Say': {
        const { talk } = this.sitting(first);
        const known = talk.find((line) => line.id === second);
        if (known) return known;
        const line: ChatLine = {
          id: second,
          by: 'proctor',
          name: 'Grace Okafor',
          at: iso(this.now()),
          text: String(third),
        };
        talk.push(line);
        this.change(first, ({ watch }) => {
          watch.unanswered = 0;
          watch.waitingSince = null;
        });
        this.tell('said', this.id, first, line);
        return line;
      }
      case 'Relay':
        this.relayed.push({ session: first, message: second });
        return null;
      default:
        throw new No(404, 'http.404');
    }
  }

  rooms(): RoomsView {
    const cells = Array.from(this.sittings.values(), (one) => one.cell);
    const room = {
      number: 1,
      sessions: cells.length,
      running: cells.filter((cell) => cell.state.state === 'running').length,
      waiting: cells.filter((cell) => cell.watch.stage === 'waiting').length,
      needAttention: cells.filter((cell) => cell.watch.attention >= 0.4).length,
      proctors: this.proctors,
      watching: this.watchers.size,
      responseP50Ms: 21_000,
    };
    const other = { ...room, id: 'w~scm-2026-11~2', number: 2, sessions: 187, running: 180, waiting: 0 };
    return {
      id: 'w~scm-2026-11',
      title: 'Supply Chain Fundamentals, November sitting',
      leads: this.leads,
      rooms: [
        { ...room, id: this.id },
        { ...other, needAttention: 0, proctors: [], watching: 0, responseP50Ms: null },
      ],
    };
  }

  /** REST below `/api/rooms`. */
  answer(method: string, url: URL, body: unknown): unknown {
    const [, , , id = '', part = '', session = '', undo = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (id === '') return { rooms: [this.rooms()] };
    if (part === '' && method === 'GET') return this.rooms();
    if (part === 'proctors') {
      const { room, proctors } = body as { room: string | null; proctors: string[] };
      if (room === null) this.leads = proctors;
      else this.proctors.splice(0, Infinity, ...proctors);
      return this.rooms();
    }
    if (id !== this.id && id !== this.rooms().id) throw new No(404, 'room.unknown', 'There is no such room.');
    if (part === 'board') return this.board();
    if (part === 'sessions') return this.watch(session, url.searchParams.get('before'));
    if (session === 'preview') return this.preview(body as ActOrder);
    if (undo === 'undo') return this.undo(session, (body as { commandId: string }).commandId);
    return this.act(body as ActOrder);
  }

  private preview(order: ActOrder): ActPreview {
    const targets = this.targets(order);
    return {
      count: targets.filter((one) => !one.problem).length,
      affected: targets.filter((one) => !one.problem),
      skipped: targets.filter((one) => one.problem),
      canBeUndone: undoable.has(order.kind),
    };
  }

  private act(order: ActOrder): ActProgress {
    this.orders.push(order);
    const known = this.progress.get(order.id);
    if (known) return structuredClone(known);
    if (acts[order.kind].text === 'must' && order.text.trim() === '')
      throw new No(400, 'act.text-missing', 'This needs a text.');
    const targets = this.targets(order);
    for (const one of targets) if (!one.problem) this.take(one.session, order);
    const act: ActProgress = {
      id: order.id,
      kind: order.kind,
      by: 'p-mine',
      at: iso(this.now()),
      reason: order.reason,
      text: order.text,
      minutes: order.minutes,
      outcomes: targets.map(({ session, problem }) => ({
        session,
        problem,
        deliveredAt: null,
        confirmedAt: null,
        undoProblem: null,
        limit: this.limitOf(session, order),
      })),
      canBeUndone: undoable.has(order.kind),
      undoneAt: null,
      count: targets.length,
    };
    this.progress.set(order.id, act);
    this.#acts.add(order.id);
    return structuredClone(act);
  }

  private undo(id: string, command: string): ActProgress {
    const act = this.progress.get(id);
    if (!act) throw new No(404, 'act.unknown', 'There is no such act.');
    if (!act.undoneAt) {
      this.undos.push(command);
      act.undoneAt = iso(this.now());
      for (const { session, problem } of act.outcomes) {
        if (problem) continue;
        if (act.kind === 'addTime') this.give(session, -(act.minutes ?? 0));
        if (act.kind === 'pause') this.change(session, ({ state }) => Object.assign(state, this.run(state, true)));
      }
      this.#acts.add(id);
    }
    return structuredClone(act);
  }

  private limitOf(session: string, order: ActOrder): No['problem'] | null {
    return order.kind === 'addTime' ? (this.limits.get(session) ?? null) : null;
  }

  private targets(order: ActOrder): ActPreview['affected'] {
    const all = order.sessions ?? [...this.sittings.keys()];
    return all.map((session) => {
      const { cell } = this.sitting(session);
      const limit = this.limitOf(session, order);
      return { session, learner: cell.watch.legalName, state: stageOf(cell), problem: against(order, cell), limit };
    });
  }

  private take(session: string, order: ActOrder): void {
    const sitting = this.sitting(session);
    const at = iso(this.now());
    const { kind, minutes } = order;
    this.change(session, ({ state, watch }) => {
      if (kind === 'admit') watch.stage = 'admitted';
      if (kind === 'deny') watch.stage = 'denied';
      if (kind === 'admit' || kind === 'deny') watch.waitingSince = null;
      if (kind === 'pause' || kind === 'lock' || kind === 'break') Object.assign(state, this.run(state, false));
      if (kind === 'resume' || kind === 'unlock') Object.assign(state, this.run(state, true));
      if (kind === 'end' || kind === 'terminate')
        Object.assign(state, { state: kind === 'end' ? 'submitted' : 'terminated', running: false });
      if (kind === 'report') watch.incidents++;
    });
    if (kind === 'addTime') this.give(session, minutes ?? 0);
    if (kind === 'takeTime') this.give(session, -(minutes ?? 0));
    if (kind === 'report')
      sitting.incidents.push({
        number: sitting.incidents.length + 1,
        kind: order.irregularity ?? 'other',
        gravity: order.gravity ?? 'minor',
        comment: order.text,
        by: 'Grace Okafor',
        at,
        attachments: order.attachment ? [order.attachment] : [],
      });
    if (kind === 'unflag') {
      const flag = sitting.flags.find((one) => one.number === order.flag);
      if (flag) Object.assign(flag, { standing: 'withdrawn', why: order.text });
      this.change(session, ({ watch }) => {
        watch.flags = sitting.flags.filter((one) => one.standing === 'raised').length;
        watch.attention = 0;
      });
    }
    this.happen(session, { kind: 'act', what: kind, by: 'Grace Okafor', text: order.text });
  }

  private run(state: BoardCell['state'], running: boolean): Partial<BoardCell['state']> {
    const gone = state.running ? this.now() - Date.parse(state.at) : 0;
    return {
      state: running ? 'running' : 'paused',
      running,
      remainingMs: state.remainingMs - gone,
      at: iso(this.now()),
    };
  }

  private give(session: string, minutes: number): void {
    this.change(session, ({ state }) => void (state.remainingMs += minutes * MINUTE));
    const at = iso(this.now());
    const cause = minutes > 0 ? 'added' : 'taken';
    this.sitting(session).ledger.push({ cause, from: at, to: at, ms: minutes * MINUTE, why: 'technical' });
  }

  private staffing(): ProctorLoad[] {
    const inCare = (id: string) => [...this.sittings.values()].filter((one) => one.cell.care === id).length;
    return this.proctors.map((proctor) => ({
      proctor,
      inCare: inCare(proctor),
      responseP50Ms: 21_000,
      isNext: proctor === 'p-other',
    }));
  }

  private watch(session: string, before: string | null = null): WatchView {
    const { cell, flags, incidents, talk, timeline, ledger, identity } = this.sitting(session);
    const end = before === null ? timeline.length : Number(before);
    const start = Math.max(0, end - this.pageSize);
    return structuredClone({
      session,
      room: this.id,
      examId: 'scm-inventory',
      examTitle: 'Supply Chain Fundamentals',
      learnerId: cell.learner,
      legalName: cell.watch.legalName,
      state: cell.state.state,
      checkIn: {
        stage: cell.watch.stage,
        missing: cell.watch.stage === 'checkingIn' ? ['identity', 'roomScan'] : [],
        message: null,
        legalName: cell.watch.legalName,
        identityNeeded: true,
        roomScanNeeded: true,
        consentedAt: iso(this.now() - 3 * MINUTE),
      },
      identity,
      flags,
      incidents,
      talk,
      handRaised: cell.watch.handRaised,
      timeline: timeline.slice(start, end),
      earlier: start === 0 ? null : String(start),
      ledger,
      accommodation: { ...noAccommodation, timeMultiplierPercent: 125, breakMinutes: 15, tools: ['screen-reader'] },
      time: {
        serverNow: iso(this.now()),
        state: cell.state.state,
        running: cell.state.running,
        remainingMs: cell.state.remainingMs,
        limitMs: 120 * MINUTE,
        deadline: null,
        sectionRemainingMs: null,
        sectionLimitMs: null,
        creditedMs: 0,
        graceMs: 10_000,
        currentSection: 0,
      },
    });
  }
}

/** Why an act does not go for a session; null when it does. */
function against({ kind }: ActOrder, cell: BoardCell): No['problem'] | null {
  const no = (code: string, message: string) => new No(409, code, message).problem;
  if (['report', 'note', 'flag', 'unflag', 'attach'].includes(kind)) return null;
  if (hasEnded(cell))
    return kind === 'reopen'
      ? no('session.reopen-refused', 'What has ended never changes.')
      : no('session.ended', 'The session has ended.');
  const stage = stageOf(cell);
  if (kind === 'admit' && stage !== 'waiting' && stage !== 'denied')
    return no('session.wrong-stage', 'Nobody waits here to be admitted.');
  if (['pause', 'addTime', 'takeTime', 'break', 'lock', 'end'].includes(kind) && !['running', 'paused'].includes(stage))
    return no('session.not-started', 'The session has not started.');
  if (kind === 'pause' && stage === 'paused') return no('session.paused', 'The session is paused.');
  if (kind === 'resume' && stage !== 'paused') return no('session.not-paused', 'The session is not paused.');
  return null;
}

/** Fills a room as it is in the middle of an exam: most work, some need somebody. */
export function fillRoom(room: FakeRoom, n: number, now: number): void {
  const ago = (seconds: number) => iso(now - seconds * 1000);
  for (let i = 0; i < n; i++) {
    const session = room.seat(i, (cell) => scene(cell, i, ago));
    if (cell(room, session).watch.stage === 'checkingIn') room.sitting(session).identity = null;
    if (i % 23 === 11) room.flag(session, 'Nobody was before the camera', 0.5, 'no-face');
    if (i % 31 === 7) room.flag(session, 'The exam’s page was out of sight', 0.4);
    if (i % 61 === 20) room.flag(session, 'Several people were before the camera', 0.8, 'several-faces');
    if (i % 67 === 2) room.write(session, 'The picture in question 12 does not load. Is that intended?');
    if (i % 5 === 1) room.change(session, (one) => void (one.care = i % 2 ? 'p-mine' : 'p-other'));
    for (const [at, what] of ['page-hidden.began', 'page-hidden.ended', 'fullscreen-left.began'].entries())
      room.sitting(session).timeline.push(entryOf(ago(600 - at * 7), what));
  }
}

const cell = (room: FakeRoom, session: string) => room.sitting(session).cell;

const entryOf = (at: string, what: string): TimelineEntry => ({
  at,
  kind: 'signal',
  what,
  by: '',
  text: '',
  item: 7,
  context: { online: true, visible: what.endsWith('ended'), promptOpen: false, assistiveTools: false },
});

function scene(cell: BoardCell, i: number, ago: (seconds: number) => string): void {
  const { state, watch } = cell;
  state.lastHeard = ago(i % 9);
  if (i % 11 === 3) Object.assign(watch, { losses: 2, lostAt: ago(40) });
  if (i % 17 === 1) {
    Object.assign(state, { state: 'seated', running: false, answered: 0, items: 0, currentItem: 0, remainingMs: 0 });
    Object.assign(watch, { stage: i % 3 === 0 ? 'checkingIn' : 'waiting' });
    if (watch.stage === 'waiting') watch.waitingSince = ago(20 + i);
  }
  if (i % 37 === 5) Object.assign(watch, { handRaised: true, waitingSince: ago(12 + i) });
  if (i % 29 === 13) state.lastHeard = ago(48 + i);
  if (i % 41 === 9) Object.assign(state, { state: 'paused', running: false });
  if (i % 13 === 12) Object.assign(state, { state: 'submitted', running: false, answered: 40 });
  if (i % 19 === 4) watch.open = ['page-hidden'];
}

const names = [
  'Amina Okonkwo-Lindqvist',
  'Li Wei',
  'Անի Պետրոսյան',
  'ليلى حداد',
  'João da Silva',
  'Priya Raghunathan',
  'Oluwaseun Adeyemi',
  'Ingrid Sørensen',
  'Mateusz Wiśniewski',
  'Nguyễn Thị Minh',
  'Kenji Watanabe',
  'Fatima Zahra El Idrissi',
  'Bo Xu',
  'Wolfeschlegelsteinhausenbergerdorff Hubert',
  'Chiara Rossi',
  'Tendai Moyo',
  'Sofía Hernández',
  'Yusuf Demir',
];
const nameOf = (n: number): string => {
  const name = names[(n * 5) % names.length] ?? '';
  return n < names.length ? name : `${name} ${String.fromCodePoint(65 + (n % 26))}.`;
};

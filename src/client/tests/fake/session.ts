import type {
  Acknowledgement,
  AnswerValue,
  Entry,
  HoldView,
  ItemView,
  Problem,
  Receipt,
  Saved,
  SavedAnswer,
  SectionView,
  SessionView,
  TimeView,
} from '../../lib/wire';

export class No extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message = code,
    readonly retryAfter?: number,
    readonly where?: string,
  ) {
    super(message);
  }

  get problem(): Problem {
    return { code: this.code, message: this.message, where: this.where ?? null };
  }
}

export interface FakeExam {
  examId: string;
  title: string;
  language: string;
  rehearsal: boolean;
  linear: boolean;
  limitMs: number;
  graceMs: number;
  handInKey: string | null;
  sections: Omit<SectionView, 'state'>[];
  items: ItemView[];
}

/**
 * The session's rules as the real grain has them, small: one lease, entries by command id and per-place number, a deadline with
 * a grace, sections that close, a submission that wants everything. Time comes from the caller.
 */
export class FakeSession {
  state = 'seated';
  /** True when a watch is over it: then it starts only when it was admitted. */
  proctored = false;
  hold: HoldView | null = null;
  breakLeftMs = 0;
  endedBy: Receipt['endedBy'] = 'learner';
  holder: string | null = null;
  section = 0;
  item = 0;
  startedAt = 0;
  pausedAt = 0;
  enteredAt = 0;
  endedAt = 0;
  addedMs = 0;
  version = 0;
  lastSeq = 0;
  readonly log: Entry[] = [];
  readonly answers = new Map<string, SavedAnswer>();
  readonly flagged = new Set<number>();
  readonly notes = new Map<number, string>();
  private readonly acks = new Map<string, Acknowledgement>();
  private readonly seqs = new Map<string, number>();

  constructor(
    readonly id: string,
    readonly exam: FakeExam,
    private readonly now: () => number,
  ) {}

  view(device: string): SessionView {
    this.tick();
    const { exam } = this;
    const over = this.over();
    const running = this.state === 'running';
    return {
      id: this.id,
      examId: exam.examId,
      version: 1,
      title: exam.title,
      language: exam.language,
      rehearsal: exam.rehearsal,
      proctored: this.proctored,
      state: this.state,
      linear: exam.linear,
      holds: this.holder === device,
      heldElsewhere: !over && this.holder !== null && this.holder !== device,
      currentSection: this.section,
      currentItem: this.item,
      sections: exam.sections.map((one) => ({ ...one, state: this.sectionState(one) })),
      items: exam.items
        .filter((one) => running && one.section >= this.section && one.section <= this.stageEnd())
        .map((one) => ({ ...one, closed: this.closed(one.number) !== null })),
      answers: over ? [] : [...this.answers.values()],
      flagged: [...this.flagged],
      notes: [...this.notes].map(([item, text]) => ({ item, text })),
      time: this.time(),
      lastSeq: this.lastSeq,
      handInKey: exam.handInKey,
      points: exam.items.reduce((sum, one) => sum + one.points, 0),
    };
  }

  presence(device: string): TimeView {
    if (!this.over() && this.holder !== null && this.holder !== device) throw new No(409, 'session.held-elsewhere');
    return this.time();
  }

  time(): TimeView {
    this.tick();
    const limitMs = this.exam.limitMs + this.addedMs;
    const running = this.state === 'running';
    const sectionLimitMs = running ? (this.exam.sections[this.section]?.timeLimitMs ?? null) : null;
    const remainingMs = running ? Math.max(0, this.deadline() - this.now()) : this.over() ? 0 : limitMs;
    return {
      serverNow: iso(this.now()),
      state: this.state,
      running,
      remainingMs,
      limitMs,
      deadline: running ? iso(this.deadline()) : null,
      sectionRemainingMs: sectionLimitMs === null ? null : Math.max(0, this.enteredAt + sectionLimitMs - this.now()),
      sectionLimitMs,
      creditedMs: this.addedMs,
      graceMs: this.exam.graceMs,
      currentSection: this.section,
      hold: this.hold,
      breakLeftMs: this.breakLeftMs,
    };
  }

  start(device: string): SessionView {
    this.tick();
    if (this.proctored && ['seated', 'checkingIn', 'waiting', 'denied'].includes(this.state))
      throw new No(409, 'session.not-admitted');
    if (this.state === 'seated' || this.state === 'admitted') {
      this.state = 'running';
      this.startedAt = this.enteredAt = this.now();
      this.holder = device;
    }
    return this.view(device);
  }

  takeBreak(device: string, minutes: number): SessionView {
    this.mustHold(device);
    if (minutes * 60_000 > this.breakLeftMs) throw new No(409, 'session.no-break-left');
    this.breakLeftMs -= minutes * 60_000;
    this.pause();
    this.hold = { kind: 'break', since: iso(this.now()), until: iso(this.now() + minutes * 60_000), message: '' };
    return this.view(device);
  }

  pause(): void {
    this.state = 'paused';
    this.pausedAt = this.now();
  }

  endBreak(device: string): SessionView {
    if (this.hold?.kind === 'break' && this.hold.until !== null) {
      this.breakLeftMs += Math.max(0, Date.parse(this.hold.until) - this.now());
      this.hold = null;
      this.state = 'running';
    }
    return this.view(device);
  }

  takeOver(device: string): SessionView {
    this.mustRun();
    // The new holder's entries outrank what the old one may still keep.
    if (this.holder !== device) this.lastSeq += 10_000;
    this.holder = device;
    return this.view(device);
  }

  enter(device: string, index: number): SessionView {
    this.mustHold(device);
    if (index > this.stageEnd()) this.move(index);
    return this.view(device);
  }

  save(device: string, entries: Entry[]): Saved {
    this.tick();
    if (this.state === 'paused') this.mustComeInTime(device, entries);
    else if (!this.over()) this.mustHold(device);
    return { acks: entries.map((entry) => this.take(entry)), time: this.time() };
  }

  submit(device: string, lastSeq: number): Receipt {
    this.tick();
    if (this.over()) return this.receipt();
    this.mustHold(device);
    if (lastSeq > this.lastSeq) throw new No(409, 'session.answers-missing');
    this.end('submitted', 'learner');
    return this.receipt();
  }

  receipt(): Receipt {
    this.tick();
    if (!this.over()) throw new No(409, 'session.not-ended');
    return {
      sessionId: this.id,
      examId: this.exam.examId,
      title: this.exam.title,
      version: 1,
      state: this.state,
      endedBy: this.endedBy,
      startedAt: iso(this.startedAt),
      endedAt: iso(this.endedAt),
      items: this.exam.items.length,
      answered: new Set([...this.answers.values()].filter((a) => !blank(a.value)).map((a) => a.item)).size,
      answers: [...this.answers.values()],
      signature: 'eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl',
    };
  }

  over(): boolean {
    return ['submitted', 'expired', 'terminated'].includes(this.state);
  }

  end(state: string, by: Receipt['endedBy']): void {
    this.state = state;
    this.endedBy = by;
    this.endedAt = this.now();
  }

  private deadline(): number {
    return this.startedAt + this.exam.limitMs + this.addedMs;
  }

  /** The real server closes a session by itself; here it happens when somebody looks. */
  private tick(): void {
    if (this.state === 'running' && this.now() > this.deadline() + this.exam.graceMs) this.end('expired', 'deadline');
  }

  /** A stage is the sections up to the next that closes behind the learner. */
  private stageEnd(): number {
    const end = this.exam.sections.find((one) => one.index >= this.section && one.oneWay);
    return end?.index ?? this.exam.sections.length - 1;
  }

  private move(index: number): void {
    this.section = index;
    this.enteredAt = this.now();
    this.item = this.exam.sections[index]?.firstItem ?? 0;
  }

  private mustRun(): void {
    this.tick();
    if (this.over()) throw new No(409, 'session.ended');
    if (this.state !== 'running') throw new No(409, 'session.not-started');
  }

  private mustHold(device: string): void {
    this.mustRun();
    if (this.holder !== device) throw new No(409, 'session.held-elsewhere');
  }

  /** What was given before a pause may arrive within its grace. */
  private mustComeInTime(device: string, entries: Entry[]): void {
    if (this.holder !== device) throw new No(409, 'session.held-elsewhere');
    const late = this.now() > this.pausedAt + this.exam.graceMs;
    if (late && entries.some((entry) => !this.acks.has(entry.commandId))) throw new No(409, 'session.paused');
  }

  private take(entry: Entry): Acknowledgement {
    const known = this.acks.get(entry.commandId);
    if (known) return known;
    const ack = this.decide(entry);
    if (ack.status !== 'refused') this.acks.set(entry.commandId, ack);
    return ack;
  }

  private decide(entry: Entry): Acknowledgement {
    const made = { commandId: entry.commandId, savedAt: iso(this.now()), problem: null };
    const late = this.endedBy === 'deadline' ? 'session.deadline-passed' : 'session.ended';
    const why = this.over() ? late : this.closed(entry.item);
    if (why)
      return { ...made, status: 'refused', version: 0, problem: { code: why, message: 'This question is closed.' } };
    const place = entry.kind === 'answer' ? `answer/${entry.item}/${entry.field}` : `${entry.kind}/${entry.item}`;
    if ((this.seqs.get(place) ?? 0) > entry.seq) return { ...made, status: 'superseded', version: this.version };
    this.seqs.set(place, entry.seq);
    this.lastSeq = Math.max(this.lastSeq, entry.seq);
    this.log.push(entry);
    this.apply(entry, place);
    return { ...made, status: 'saved', version: ++this.version };
  }

  private apply(entry: Entry, place: string): void {
    const { item } = entry;
    if (entry.kind === 'shown') this.item = item;
    if (entry.kind === 'note') this.notes.set(item, entry.text);
    if (entry.kind === 'flag') this.flagged[entry.flagged ? 'add' : 'delete'](item);
    if (entry.kind === 'answer') {
      const { field, value, seq } = entry;
      this.answers.set(place, { item, field, value, seq, savedAt: iso(this.now()) });
    }
  }

  private closed(number: number): string | null {
    const item = this.exam.items.find((one) => one.number === number);
    const section = this.exam.sections.find((one) => one.index === item?.section);
    if (section && this.sectionState(section) === 'closed') return 'session.section-closed';
    return this.exam.linear && number < this.item ? 'session.item-closed' : null;
  }

  private sectionState(section: Omit<SectionView, 'state'>): SectionView['state'] {
    if (this.over() || section.index < this.section) return 'closed';
    return this.state === 'seated' || section.index > this.stageEnd() ? 'ahead' : 'open';
  }
}

export const blank = (value: AnswerValue): boolean => !value.choices?.length && !value.text;

export const iso = (ms: number): string => new Date(ms).toISOString();

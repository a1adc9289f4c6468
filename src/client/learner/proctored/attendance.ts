import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { Backoff, pause } from '../../lib/backoff';
import { newId } from '../../lib/ids';
import { isPassing, Refusal, Unreachable } from '../../lib/refusal';
import type { WatchServer } from './server';
import type { ActNotice, AttendView, ChatLine, CheckInView, WatchMethods, WatchSettings } from '../../lib/wire-watch';

/** The hub as far as the watch needs it. */
export interface WatchLine {
  readonly connected: boolean;
  call<M extends keyof WatchMethods>(
    method: M,
    ...args: Parameters<WatchMethods[M]>
  ): Promise<ReturnType<WatchMethods[M]>>;
}

/** A line of the talk as the page shows it: `unsent` while it is on its way. */
export interface TalkLine extends ChatLine {
  unsent: boolean;
}

export interface AttendanceEvents {
  /** A notice that this page has not shown before. */
  told: (notice: ActNotice) => void;
  /** A proctor said something. */
  said: (line: ChatLine) => void;
  /** The check-in moved. */
  moved: (view: CheckInView) => void;
  refused: (refusal: Refusal) => void;
}

/** Without a hub the page asks again by itself. */
const ASK_EVERY_MS = 8_000;

/**
 * What the learner's page knows of the watch over their session: check-in, notices, talk. The hub tells each change; what a page has
 * missed it reads again. Answers and news may overtake one another: what was heard while an answer was on its way stays.
 */
export class Attendance {
  readonly #view = signal<AttendView | null>(null);
  readonly #notices = signal<readonly ActNotice[]>([]);
  readonly #talk = signal<readonly TalkLine[]>([]);
  readonly #hand = signal(false);
  readonly #checkIn = signal<CheckInView | null>(null);
  readonly #heardAt = new Map<string, number>();
  /** Acts that the server has to be told of: that they arrived, or that they were confirmed. */
  readonly #acks = new Map<string, boolean>();
  readonly #shown = new Set<string>();
  #end = new AbortController();
  #hurry = new AbortController();
  #running = false;
  #acking = false;
  /** Lines and hands wait for one another, so that they arrive in the order they were made. */
  #queue: Promise<unknown> = Promise.resolve();
  #handTurn = 0;

  /** What is shown and not confirmed yet: newest last. */
  readonly open: ReadonlySignal<readonly ActNotice[]> = computed(() =>
    this.#notices.value.filter((notice) => stands(notice) && !notice.confirmed && !notice.withdrawn),
  );

  constructor(
    private readonly server: WatchServer,
    private readonly line: WatchLine,
    private readonly events: AttendanceEvents,
  ) {}

  /** Null until the server has been heard. */
  get view(): ReadonlySignal<AttendView | null> {
    return this.#view;
  }

  get checkIn(): ReadonlySignal<CheckInView | null> {
    return this.#checkIn;
  }

  get notices(): ReadonlySignal<readonly ActNotice[]> {
    return this.#notices;
  }

  get talk(): ReadonlySignal<readonly TalkLine[]> {
    return this.#talk;
  }

  get handRaised(): ReadonlySignal<boolean> {
    return this.#hand;
  }

  get settings(): WatchSettings | null {
    return this.#view.value?.settings ?? null;
  }

  /** Hears how things stand, and goes on hearing while there is no hub to tell. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#end = new AbortController();
    void this.listen(this.#end.signal);
  }

  stop(): void {
    this.#running = false;
    this.#end.abort();
    this.#hurry.abort();
  }

  /** Reads everything again: the hub is back, or something says that it changed. */
  refresh(): void {
    this.#hurry.abort();
  }

  /** Takes an answer that came by another way; `sentAt` is when it was asked for. */
  apply(view: AttendView, sentAt: number): void {
    const fresh = (id: string) => (this.#heardAt.get(id) ?? -Infinity) > sentAt;
    this.#view.value = view;
    if (!fresh('check-in')) this.setCheckIn(view.checkIn);
    if (!fresh('hand')) this.#hand.value = view.handRaised;
    const notices = new Map(view.notices.map((notice) => [notice.id, notice]));
    for (const notice of this.#notices.value) if (fresh(notice.id)) notices.set(notice.id, notice);
    this.#notices.value = [...notices.values()].map((notice) => this.withAck(notice)).sort(byTime);
    const lines = new Map(view.talk.map((line): [string, TalkLine] => [line.id, { ...line, unsent: false }]));
    for (const line of this.#talk.value) if (fresh(line.id) || line.unsent) lines.set(line.id, line);
    this.#talk.value = inOrder([...lines.values()]);
    for (const notice of this.#notices.value) this.arrive(notice);
  }

  told(notice: ActNotice): void {
    this.#heardAt.set(notice.id, performance.now());
    const others = this.#notices.value.filter((one) => one.id !== notice.id);
    this.#notices.value = [...others, this.withAck(notice)].sort(byTime);
    this.arrive(notice);
  }

  said(line: ChatLine): void {
    this.#heardAt.set(line.id, performance.now());
    const known = this.#talk.value.some((one) => one.id === line.id && !one.unsent);
    this.putLine({ ...line, unsent: false });
    if (line.by !== 'proctor' || known) return;
    this.lower();
    this.events.said(line);
  }

  moved(checkIn: CheckInView): void {
    this.#heardAt.set('check-in', performance.now());
    this.setCheckIn(checkIn);
  }

  /** The learner has read it. */
  confirm(id: string): void {
    this.acknowledge(id, true);
    this.#notices.value = this.#notices.value.map((notice) => this.withAck(notice));
  }

  /** Says something to the proctors. It is shown at once and sent until it is there. */
  say(text: string): Promise<void> {
    const id = newId();
    const at = new Date().toISOString();
    this.putLine({ id, by: 'learner', name: '', at, text, unsent: true });
    return this.inTurn(async () => {
      const line = await this.persist(() =>
        this.line.connected ? this.line.call('Say', this.server.session, id, text) : this.server.say(id, text),
      );
      // The server names a line after its command; one that it did not take is not shown as said.
      this.#talk.value = this.#talk.value.filter((one) => one.id !== id);
      if (line) this.said(line);
    });
  }

  raiseHand(raised: boolean): Promise<void> {
    const turn = ++this.#handTurn;
    const before = this.#hand.value;
    const id = newId();
    this.#hand.value = raised;
    this.#heardAt.set('hand', performance.now());
    return this.inTurn(async () => {
      if (turn !== this.#handTurn) return;
      const done = await this.persist(async () => {
        await (this.line.connected
          ? this.line.call('RaiseHand', this.server.session, id, raised)
          : this.server.raiseHand(id, raised));
        return true;
      });
      if (!done && turn === this.#handTurn) this.#hand.value = before;
      this.#heardAt.set('hand', performance.now());
    });
  }

  private async listen(end: AbortSignal): Promise<void> {
    const backoff = new Backoff(1_000, 15_000);
    while (!end.aborted) {
      const sentAt = performance.now();
      this.#hurry = new AbortController();
      let wait = ASK_EVERY_MS * (0.75 + Math.random() / 2);
      try {
        const view = await (this.line.connected
          ? this.line.call('Attend', this.server.session, this.server.device)
          : this.server.attend({ tries: 1 }));
        if (end.aborted) return;
        this.apply(view, sentAt);
        backoff.reset();
        // The hub tells by itself from now on; when it comes back after a loss, that hurries the next reading.
        if (this.line.connected) wait = Infinity;
      } catch (error) {
        if (end.aborted) return;
        if (error instanceof Refusal && !error.passing) this.events.refused(error);
        wait = backoff.next(error instanceof Refusal ? error.retryAfterMs : null);
      }
      await (wait === Infinity ? this.untilLost(end) : pause(wait, AbortSignal.any([end, this.#hurry.signal])));
    }
  }

  /** While the hub is there nothing need be asked; every while it is made sure that it still is. */
  private async untilLost(end: AbortSignal): Promise<void> {
    while (this.line.connected && !this.#hurry.signal.aborted && !end.aborted)
      await pause(ASK_EVERY_MS, AbortSignal.any([end, this.#hurry.signal]));
  }

  private setCheckIn(view: CheckInView): void {
    const before = this.#checkIn.value;
    this.#checkIn.value = view;
    if (before && (before.stage !== view.stage || before.message !== view.message)) this.events.moved(view);
    // What the learner is exempted from has changed, and with it what this page has to watch.
    if (this.#view.value && this.#view.value.checkIn.consent.version !== view.consent.version) this.refresh();
  }

  private lower(): void {
    this.#heardAt.set('hand', performance.now());
    this.#hand.value = false;
  }

  private putLine(line: TalkLine): void {
    const others = this.#talk.value.filter((one) => one.id !== line.id);
    this.#talk.value = inOrder([...others, line]);
  }

  private arrive(notice: ActNotice): void {
    if (!notice.delivered) this.acknowledge(notice.id, false);
    if (this.#shown.has(notice.id) || notice.delivered) return void this.#shown.add(notice.id);
    this.#shown.add(notice.id);
    if (notice.withdrawn) return;
    // Whoever is written to has been answered.
    if (notice.kind === 'message') this.lower();
    this.events.told(notice);
  }

  private withAck(notice: ActNotice): ActNotice {
    const confirmed = this.#acks.get(notice.id);
    return confirmed ? { ...notice, delivered: true, confirmed: true } : notice;
  }

  private acknowledge(id: string, confirmed: boolean): void {
    if (this.#acks.get(id) === true) return;
    this.#acks.set(id, confirmed);
    if (!this.#acking) void this.sendAcks();
  }

  private async sendAcks(): Promise<void> {
    this.#acking = true;
    for (let next; (next = this.#acks.entries().next().value) !== undefined && !this.#end.signal.aborted;) {
      const [id, confirmed] = next;
      await this.persist(async () => {
        await (this.line.connected
          ? this.line.call('Acknowledge', this.server.session, id, confirmed)
          : this.server.acknowledge(id, confirmed));
        return true;
      });
      this.#notices.value = this.#notices.value.map((notice) =>
        notice.id === id ? { ...notice, delivered: true, confirmed: notice.confirmed || confirmed } : notice,
      );
      // It may have been confirmed while its arrival was being told.
      if (this.#acks.get(id) === confirmed) this.#acks.delete(id);
    }
    this.#acking = false;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#queue.then(work);
    this.#queue = next.catch(() => undefined);
    return next;
  }

  /** Until the server has it. Null when it said no, or the page is left. */
  private async persist<T>(work: () => Promise<T>): Promise<T | null> {
    const backoff = new Backoff(500, 10_000);
    while (!this.#end.signal.aborted) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Unreachable) && !isPassing(error)) {
          if (error instanceof Refusal) this.events.refused(error);
          return null;
        }
        await pause(backoff.next(error instanceof Refusal ? error.retryAfterMs : null), this.#end.signal);
      }
    }
    return null;
  }
}

/** Notices that stand until the learner has confirmed them; the others are told and shown by what they did. */
const LASTING = new Set<string>(['message', 'warn', 'announce', 'addTime', 'takeTime']);

/** They stand as well when a proctor has said something by them: what they did shows that, and not why. A lock shows its words itself. */
const LASTING_BY_WORDS = new Set<string>(['pause', 'resume', 'break', 'unlock']);

const stands = ({ kind, text }: ActNotice): boolean => LASTING.has(kind) || (LASTING_BY_WORDS.has(kind) && text !== '');

/** What is on its way stands last: its time is by the clock of this device. */
const inOrder = (lines: TalkLine[]): TalkLine[] =>
  lines.sort((a, b) => Number(a.unsent) - Number(b.unsent) || byTime(a, b));

const byTime = (a: { at: string }, b: { at: string }): number => Date.parse(a.at) - Date.parse(b.at);

import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { Asked } from '../../lib/asked';
import { Backoff, pause } from '../../lib/backoff';
import { fitting, keepSession, type NewEntry, type Outbox } from '../../lib/outbox';
import { untilOpen } from '../../lib/opening';
import { Refusal } from '../../lib/refusal';
import type { Connection } from '../../lib/line';
import { LearnerSocket } from '../../lib/socket';
import type { Receipt, SessionView, TimeView } from '../../lib/wire';
import { part } from '../parting';
import { Drafts } from './drafts';
import { Ending, NOT_SENT } from './ending';
import { Paper } from './paper';
import { phaseOf, type Phase } from './phase';
import { Presence } from './presence';
import type { ProctoredPart } from './proctored-part';
import { Sender } from './sender';
import type { SessionServer } from './server';
import { Sheet } from './sheet';
import { Timing, type TimingEvents } from './timing';

/** A keepalive request may carry 64 KB in all; what does not fit stays in the outbox for the next load. */
const KEEPALIVE_BYTES = 60_000;

export interface SessionNeeds {
  server: SessionServer;
  outbox: Outbox;
  connect: () => Promise<Connection>;
  warn: TimingEvents['warn'];
}

/**
 * One sitting, without the DOM: what the server says, what the learner does, and what lies between. The parts own their
 * rules ({@link Outbox}, {@link Sender}, {@link Timing}, {@link Paper}, {@link Ending}); this says when each has its turn.
 */
export class SessionCtrl {
  readonly asked = new Asked();
  readonly sheet = new Sheet();
  readonly paper: Paper;
  readonly timing: Timing;
  readonly sender: Sender;
  readonly ending: Ending;
  readonly presence: Presence;
  readonly outbox: Outbox;
  /** What watches over a proctored session; null for any other, and until its code is there. */
  readonly proctored = signal<ProctoredPart | null>(null);
  readonly #server: SessionServer;
  readonly #socket: LearnerSocket;
  readonly #drafts = new Drafts();
  readonly #phase = signal<Phase>('loading');
  readonly #entering = signal(false);
  readonly #again = new Backoff(1000, 15_000);
  #acknowledgedSeq = 0;
  #reloading: Promise<void> | null = null;
  #repairing = false;
  #closing = new AbortController();
  /** True until the hub is connected, or the first attempt at it has failed. */
  #returning = true;
  /** True when the server has said that nothing more is taken before the exam goes on. */
  #tooLate = false;

  /** True when working is over: the exam's time, or that of its last section. */
  readonly over: ReadonlySignal<boolean> = computed(() => {
    // What was handed in early has no time left either.
    if (this.timing.remaining.value === 0) return this.timing.view?.state !== 'submitted';
    return this.timing.sectionRemaining.value === 0 && this.paper.ahead === null;
  });

  /** True while nothing may be changed: not running, no time left, or being handed in. */
  readonly locked: ReadonlySignal<boolean> = computed(() => {
    if (this.#phase.value !== 'running' || this.ending.state.value !== 'none' || this.#entering.value) return true;
    return this.timing.remaining.value === 0 || this.timing.sectionRemaining.value === 0;
  });

  constructor(needs: SessionNeeds) {
    const { server, outbox } = needs;
    this.#server = server;
    this.outbox = outbox;
    this.paper = new Paper((item) => this.record({ kind: 'shown', item }));
    this.timing = new Timing({
      warn: needs.warn,
      doubt: () => void this.presence.tell(),
      zero: () => void this.ending.byDeadline(),
      sectionZero: () => void this.sectionOver(),
    });
    this.#socket = new LearnerSocket(server.session, server.device, needs.connect, {
      joined: (time, sentAt) => {
        this.#returning = false;
        this.sender.heard(true);
        this.takeTime(time, sentAt);
        this.sender.settled();
      },
      lost: () => {
        if (this.#phase.value === 'ended') return this.#socket.stop();
        this.#returning = true;
        this.sender.lost();
      },
      failed: () => this.reachOtherwise(),
      refused: (refusal) => {
        // The server lets only the holder listen.
        if (refusal.code === 'session.held-elsewhere') this.#socket.stop();
        this.refusedBySession(refusal);
      },
      changed: (_, holder, time) => this.changed(holder, time),
    });
    this.sender = new Sender(
      outbox,
      {
        hubConnected: () => this.#socket.connected,
        byHub: (entries) => this.#socket.save(entries),
        byHttp: (entries) => server.save(entries),
      },
      {
        saved: (entry, ack) => {
          if (ack.status !== 'refused') this.#acknowledgedSeq = Math.max(this.#acknowledgedSeq, entry.seq);
          this.sheet.acknowledge(entry, ack);
        },
        time: (saved, sentAt) => {
          this.presence.saved();
          this.takeTime(saved.time, sentAt);
        },
        stopped: (refusal) => this.refusedBySession(refusal),
        setAside: (entry) => this.sheet.keep(entry),
      },
    );
    this.presence = new Presence({
      here: () => !['elsewhere', 'ended', 'loading', 'failed'].includes(this.#phase.value),
      byHub: () => this.#socket.connected,
      ask: () => this.askTime(),
      answered: (time, sentAt) => {
        this.sender.heard(true);
        this.takeTime(time, sentAt);
        this.sender.kick();
      },
      unanswered: (error) => {
        this.sender.heard(error instanceof Refusal);
        if (error instanceof Refusal && !error.passing) this.refusedBySession(error);
      },
    });
    this.ending = new Ending({
      commitDrafts: () => this.#drafts.commitAll(),
      drained: () => this.sender.drained(),
      submit: (commandId, lastSeq) =>
        this.#socket.connected ? this.#socket.submit(commandId, lastSeq) : server.submit(commandId, lastSeq),
      receipt: () => (this.#socket.connected ? this.#socket.receipt() : server.receipt()),
      presence: async () => {
        const sentAt = performance.now();
        const time = await this.askTime();
        this.timing.sync(time, sentAt);
        return time;
      },
      lastSeq: () => {
        const due = this.outbox.pending().filter((entry) => !this.sender.isAside(entry));
        return Math.max(this.#acknowledgedSeq, ...due.map((entry) => entry.seq));
      },
      over: () => this.over.value,
      graceMs: () => this.timing.view?.graceMs ?? 0,
      ended: (receipt) => this.end(receipt),
      refused: (refusal) => this.refusedBySession(refusal),
    });
  }

  get phase(): ReadonlySignal<Phase> {
    return this.#phase;
  }

  get device(): string {
    return this.#server.device;
  }

  /** True while the server takes what was given: as the exam runs, and for a moment after it was paused. */
  private get delivers(): boolean {
    return this.#phase.value === 'running' || (this.#phase.value === 'paused' && !this.#tooLate);
  }

  /** The hub connection, for what watches over the session. */
  get line(): LearnerSocket {
    return this.#socket;
  }

  /** Something says that the session has moved: looks again. */
  look(): void {
    if (this.#phase.value !== 'ended') void this.reload();
  }

  /** Asks for the session and goes on from wherever it is. */
  async open(): Promise<void> {
    if (this.#closing.signal.aborted) this.#closing = new AbortController();
    await this.attempt(async () =>
      this.apply(await this.held(await this.#server.open(this.asked.patient(this.#closing.signal)))),
    );
    if (this.#phase.value === 'loading') this.#phase.value = 'failed';
  }

  start(): Promise<void> {
    const call = this.asked.patient(this.#closing.signal);
    return this.attempt(async () => this.apply(await untilOpen(() => this.#server.start(call), call)));
  }

  /** Takes the session to this window. What it could not send before is offered now, in order. */
  takeOver(): Promise<void> {
    return this.attempt(async () => {
      const view = await this.#server.takeOver(this.asked.patient(this.#closing.signal));
      await this.outbox.reload();
      this.apply(view);
    });
  }

  /** Leaves the section. Everything is sent first, and nothing typed meanwhile: a closed section takes no more answers. */
  enterSection(index: number): Promise<void> {
    return this.attempt(async () => {
      // Without a connection this may last, so the learner can go on; the lock covers what was typed meanwhile and the call.
      await this.sendAll();
      this.#entering.value = true;
      try {
        await this.sendAll();
        const view = await this.#server.enterSection(index);
        this.apply(view);
        const first = view.sections.find((section) => section.index === index)?.firstItem;
        if (first !== undefined) this.go(first);
      } finally {
        this.#entering.value = false;
      }
    });
  }

  /** What was typed is sent first; without a connection the break waits for it. */
  takeBreak(minutes: number): Promise<void> {
    return this.attempt(async () => {
      await this.sendAll();
      this.apply(await this.#server.takeBreak(minutes));
    });
  }

  endBreak(): Promise<void> {
    return this.attempt(async () => this.apply(await this.#server.endBreak()));
  }

  private async sendAll(): Promise<void> {
    this.#drafts.commitAll();
    if (!(await this.sender.drained())) throw new Refusal(0, NOT_SENT, '');
  }

  choose(item: number, field: string, choices: string[]): void {
    if (this.locked.value) return;
    this.record({ kind: 'answer', item, field, value: { choices: choices.length ? choices : null, text: null } });
  }

  type(item: number, field: string, text: string): void {
    if (this.locked.value) return;
    const value = { choices: null, text: text === '' ? null : text };
    const place = `answer/${item}/${field}`;
    this.sheet.type(place, value);
    this.#drafts.set(place, () => this.record({ kind: 'answer', item, field, value }));
  }

  note(item: number, text: string): void {
    if (this.locked.value) return;
    this.sheet.typeNote(item, text);
    this.#drafts.set(`note/${item}`, () => this.record({ kind: 'note', item, text }));
  }

  flag(item: number, flagged: boolean): void {
    if (!this.locked.value) this.record({ kind: 'flag', item, flagged });
  }

  /** A text field was left: what is in it becomes an entry now. */
  rest(): void {
    this.#drafts.commitAll();
  }

  go(number: number): boolean {
    this.#drafts.commitAll();
    return this.paper.go(number);
  }

  /** The network is back. */
  online(): void {
    this.#socket.hurry();
    this.sender.kick();
    this.proctored.value?.joined();
    void this.presence.tell();
  }

  /** The page may not come back: the browser carries what is unsent even after it is gone. */
  leave(): void {
    this.#drafts.commitAll();
    this.proctored.value?.leave();
    if (!this.delivers) return;
    const entries = fitting(this.outbox.pending(), KEEPALIVE_BYTES);
    if (entries.length) void this.#server.save(entries, { keepalive: true }).catch(() => undefined);
  }

  close(): void {
    this.rest();
    this.stop();
    if (this.#phase.value !== 'ended') this.#socket.stop();
  }

  /** All but the line. */
  private stop(): void {
    this.#closing.abort();
    this.timing.stop();
    this.sender.close();
    this.presence.stop();
  }

  private record(made: NewEntry): void {
    this.sheet.put(made);
    void this.outbox.add(made).then(() => this.sender.wake());
  }

  private apply(view: SessionView): void {
    this.outbox.raise(view.lastSeq);
    this.#acknowledgedSeq = Math.max(this.#acknowledgedSeq, view.lastSeq);
    void keepSession({ id: view.id, title: view.title, handInKey: view.handInKey });
    const phase = phaseOf(view);
    if (phase === 'ended') return this.end();
    if (phase !== 'running') this.#drafts.commitAll();
    this.paper.load(view, this.outbox.pending());
    this.sheet.load(view, this.outbox.pending());
    for (const entry of this.outbox.pending()) if (this.sender.isAside(entry)) this.sheet.keep(entry);
    this.#phase.value = phase;
    this.timing.sync(view.time);
    this.timing.start();
    this.#socket.start();
    this.presence.start();
    if (phase === 'running') this.#tooLate = false;
    if (!this.delivers) return this.sender.close();
    this.sender.open();
    if (phase === 'running') this.paper.see(this.paper.current.value);
  }

  /** A lease that nobody holds any more is taken without asking, unless the learner was told that it is elsewhere. */
  private async held(view: SessionView): Promise<SessionView> {
    const free = view.state === 'running' && !view.holds && !view.heldElsewhere;
    return free && this.#phase.value !== 'elsewhere' ? this.#server.takeOver() : view;
  }

  private end(receipt: Receipt | null = null): void {
    if (this.#phase.value === 'ended') return;
    this.rest();
    this.#phase.value = 'ended';
    this.stop();
    if (this.#socket.connected) part(this.#server.session, { line: this.#socket, receipt });
    else this.#socket.stop();
  }

  private takeTime(time: TimeView, sentAt?: number): void {
    if (!this.timing.sync(time, sentAt)) return;
    const view = this.paper.view.value;
    if (view && (time.state !== view.state || time.currentSection !== view.currentSection)) void this.reload();
  }

  private changed(holder: string | null, time: TimeView): void {
    if (this.#phase.value === 'ended') return;
    const elsewhere = holder !== null && !/^[0-]+$/.test(holder) && holder !== this.#server.device;
    if (elsewhere && ['running', 'paused'].includes(this.#phase.value)) this.lose();
    else if (time.state === 'paused' && this.#phase.value === 'running') this.hide();
    this.takeTime(time);
  }

  /** A pause takes the questions away at once; the view that goes with it follows. What was given before it goes on its way. */
  private hide(): void {
    this.#drafts.commitAll();
    this.#phase.value = 'paused';
  }

  private lose(): void {
    this.#drafts.commitAll();
    this.sender.close();
    this.#phase.value = 'elsewhere';
  }

  private askTime(): Promise<TimeView> {
    return this.#socket.connected ? this.#socket.presence() : this.#server.presence();
  }

  /** The hub did not come back at the first attempt: now it is worth asking whether plain HTTP gets through. */
  private reachOtherwise(): void {
    if (!this.#returning) return;
    this.#returning = false;
    this.sender.settled();
    if (this.outbox.size.value === 0) void this.presence.tell();
  }

  /** The section's time is over: on to the next, which the server opens at the same moment whoever asks. */
  private async sectionOver(): Promise<void> {
    const next = this.paper.ahead;
    if (next === null) await this.ending.byDeadline();
    else await this.enterSection(next);
  }

  private refusedBySession(refusal: Refusal): void {
    if (this.#phase.value === 'ended') return;
    if (refusal.code === 'session.held-elsewhere') {
      // It may answer a call that was made before a take-over: the server's view says who holds the session now.
      if (this.#phase.value === 'elsewhere') return;
      this.#drafts.commitAll();
      void this.reload();
      return;
    }
    if (refusal.code === 'session.unknown') {
      this.asked.fail(refusal);
      this.#phase.value = 'failed';
      return this.close();
    }
    if (refusal.code === 'session.paused') this.#tooLate = true;
    this.repair(refusal.retryAfterMs);
  }

  /** Asks for the session again after a pause, for ever: sending stands still until the answer says where things are. */
  private repair(retryAfterMs: number | null): void {
    if (this.#repairing || this.#closing.signal.aborted) return;
    this.#repairing = true;
    void pause(this.#again.next(retryAfterMs)).then(() => {
      this.#repairing = false;
      return this.reload();
    });
  }

  private reload(): Promise<void> {
    if (this.#closing.signal.aborted) return Promise.resolve();
    this.#reloading ??= this.#server
      .open()
      .then((view) => this.held(view))
      .then(
        (view) => {
          if (this.#closing.signal.aborted) return;
          this.#again.reset();
          this.apply(view);
        },
        (error: unknown) => {
          if (error instanceof Refusal && !error.passing) this.refusedBySession(error);
          else this.repair(error instanceof Refusal ? error.retryAfterMs : null);
        },
      )
      .finally(() => (this.#reloading = null));
    return this.#reloading;
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    const error = await this.asked.run(work);
    if (!(error instanceof Refusal)) return;
    if (error.code === 'session.held-elsewhere') this.lose();
    if (error.code === 'session.ended' || error.code === 'session.deadline-passed') void this.reload();
  }
}

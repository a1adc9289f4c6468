import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { announce } from '../../lib/announce';
import type { Call } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { problemOf } from '../../lib/ui/notice';
import type { Problem } from '../../lib/wire';
import type { ProctorServer } from '../server';
import { say } from '../text';
import type { ActKind, ActOrder, ActPreview, ActProgress, ActReason, Gravity, Irregularity } from '../wire';
import { acts, LONGEST_TEXT } from './catalogue';

/** Whom an act is for: some sessions, the room, or all rooms of its window or exam. */
export type Scope = { of: 'some'; sessions: readonly string[] } | { of: 'room' } | { of: 'all' };

/** What may be attached: as large as the server takes it. */
export const MOST_BYTES = 20 * 1024 * 1024;

export type Fault = 'file' | 'fileBig' | 'text' | 'textLong' | 'minutes' | 'irregularity' | 'nobody';

export interface ActNeeds {
  server: ProctorServer;
  room: string;
  /** The server's time. */
  now: () => number;
  /** Aborted when the console is left. */
  closing: AbortSignal;
  /** Id of all rooms of the scope; null when the proctor has this room only. */
  rooms: () => string | null;
  /** Told what the server said about the act. */
  told: (act: ActProgress) => void;
}

const PREVIEW_AFTER_MS = 200;

/**
 * One act from the first thought to the order. The command has its id from the beginning, so however often it is sent, it is done once.
 * Whom it would touch is asked before, each time that changes.
 */
export class ActDraft {
  readonly id = newId();
  readonly asked = new Asked();
  readonly scope;
  readonly reason;
  readonly text = signal('');
  readonly minutes;
  readonly irregularity = signal<Irregularity | ''>('');
  readonly gravity = signal<Gravity>('minor');
  /** When it was seen, as a clock shows it: `14:05`; empty for now. */
  readonly seenAt = signal('');
  readonly file = signal<File | null>(null);
  /** Faults are shown from the first try on. */
  readonly tried = signal(false);
  readonly #preview = signal<ActPreview | null>(null);
  readonly #previewProblem = signal<Problem | null>(null);
  readonly #closing = new AbortController();
  #previewing = new AbortController();
  /** Evidence id of the file that was sent. */
  #attachment: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  readonly faults: ReadonlySignal<Fault[]> = computed(() => {
    const form = acts[this.kind];
    const text = this.text.value.trim();
    const minutes = this.minutes.value;
    const found: Fault[] = [];
    if (form.text === 'must' && text === '') found.push('text');
    if (text.length > LONGEST_TEXT) found.push('textLong');
    if (form.minutes && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= form.minutes.most))
      found.push('minutes');
    if (this.kind === 'attach' && this.file.value === null) found.push('file');
    if ((this.file.value?.size ?? 0) > MOST_BYTES) found.push('fileBig');
    if (form.report && this.irregularity.value === '') found.push('irregularity');
    if (this.#preview.value?.count === 0) found.push('nobody');
    return found;
  });

  constructor(
    private readonly needs: ActNeeds,
    readonly kind: ActKind,
    private readonly begun: Scope,
    readonly about: { flag?: number } = {},
  ) {
    const form = acts[kind];
    this.scope = signal(begun);
    this.reason = signal<ActReason>(form.reason);
    this.minutes = signal(form.minutes?.first ?? 0);
  }

  get preview(): ReadonlySignal<ActPreview | null> {
    return this.#preview;
  }

  /** Why it is not known whom it would touch. */
  get previewProblem(): ReadonlySignal<Problem | null> {
    return this.#previewProblem;
  }

  /** Scopes that may be chosen, the given one first. */
  scopes(): Scope['of'][] {
    if (acts[this.kind].one) return ['some'];
    const all: Scope['of'][] = this.needs.rooms() === null ? ['room'] : ['room', 'all'];
    return this.begun.of === 'some' ? ['some', ...all] : all;
  }

  /** The sessions it was begun with. */
  some(): readonly string[] {
    return this.begun.of === 'some' ? this.begun.sessions : [];
  }

  setScope(of: Scope['of']): void {
    this.scope.value = of === 'some' ? this.begun : { of };
    this.look();
  }

  /** What comes of the time depends on how much it is. */
  setMinutes(minutes: number): void {
    this.minutes.value = minutes;
    this.look();
  }

  /** Asks whom it would touch, shortly after the last change. */
  look(): void {
    this.#preview.value = null;
    this.#previewing.abort();
    this.#previewing = new AbortController();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(this.#previewing.signal), this.#timer === null ? 0 : PREVIEW_AFTER_MS);
  }

  /** True when it is ordered. What keeps it is in `faults` or `asked`. */
  async order(): Promise<boolean> {
    this.tried.value = true;
    if (this.faults.value.length > 0) return false;
    const call = this.asked.patient(this.#closing.signal);
    let done: ActProgress | null = null;
    await this.asked.run(async () => {
      await this.upload(call);
      done = await this.needs.server.act(this.where(), this.written(), call);
    });
    if (!done) return false;
    this.needs.told(done);
    announce(say('act.ordered', { act: say(`act.${this.kind}`) }));
    return true;
  }

  /** Asks the same again, which says how it stands. */
  repeat(): () => Promise<ActProgress> {
    const [where, order] = [this.where(), this.written()];
    return () => this.needs.server.act(where, order, { tries: 1 });
  }

  close(): void {
    this.#closing.abort();
    this.#previewing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** The file first, once: the act names it. */
  private async upload(call: Call): Promise<void> {
    const file = this.file.peek();
    const scope = this.scope.peek();
    if (!file || this.#attachment !== null || scope.of !== 'some') return;
    const [session] = scope.sessions;
    if (session) this.#attachment = await this.needs.server.attach(session, file, call);
  }

  private async ask(signal: AbortSignal): Promise<void> {
    try {
      // What is not written yet does not change whom it touches; the server wants it all the same.
      const order = this.written();
      const form = acts[this.kind];
      const filled: ActOrder = {
        ...order,
        text: order.text || (form.text === 'must' ? '…' : ''),
        minutes: form.minutes ? Math.min(Math.max(Math.trunc(order.minutes ?? 1) || 1, 1), form.minutes.most) : null,
        attachment: this.kind === 'attach' ? (order.attachment ?? 'not-sent-yet') : order.attachment,
        irregularity: order.irregularity ?? (form.report ? 'other' : null),
      };
      const waiting = (error: unknown) => void (this.#previewProblem.value = problemOf(error));
      const preview = await this.needs.server.preview(this.where(), filled, { tries: Infinity, waiting, signal });
      if (signal.aborted) return;
      this.#preview.value = preview;
      this.#previewProblem.value = null;
    } catch (error) {
      if (!signal.aborted) this.#previewProblem.value = problemOf(error);
    }
  }

  private where(): string {
    return (this.scope.value.of === 'all' ? this.needs.rooms() : null) ?? this.needs.room;
  }

  private written(): ActOrder {
    const form = acts[this.kind];
    const scope = this.scope.value;
    return {
      id: this.id,
      kind: this.kind,
      sessions: scope.of === 'some' ? [...scope.sessions] : null,
      reason: this.reason.value,
      text: form.text === 'none' ? '' : this.text.value.trim(),
      minutes: form.minutes ? this.minutes.value : null,
      irregularity: form.report ? this.irregularity.value || null : null,
      gravity: form.gravity ? this.gravity.value : null,
      flag: this.about.flag ?? null,
      attachment: this.#attachment,
      happenedAt: form.seen ? lastAt(this.seenAt.value, this.needs.now()) : null,
    };
  }
}

/** When a clock last showed that time; null where none is said. */
export function lastAt(clock: string, now: number): string | null {
  const [hours, minutes] = clock.split(':').map(Number);
  if (clock === '' || hours === undefined || minutes === undefined) return null;
  const at = new Date(now);
  at.setHours(hours, minutes, 0, 0);
  if (at.getTime() > now) at.setDate(at.getDate() - 1);
  return at.toISOString();
}

/** The act that is being thought about, and the taking back of one that was done. */
export class ActsCtrl {
  readonly undoing = new Asked();
  readonly #draft = signal<ActDraft | null>(null);
  /** One command for each act to be taken back, so that asking twice takes it back once. */
  readonly #undos = new Map<string, string>();

  constructor(private readonly needs: ActNeeds) {}

  get draft(): ReadonlySignal<ActDraft | null> {
    return this.#draft;
  }

  begin(kind: ActKind, scope: Scope, about: { flag?: number } = {}): ActDraft {
    this.#draft.value?.close();
    const draft = new ActDraft(this.needs, kind, scope, about);
    this.#draft.value = draft;
    draft.look();
    return draft;
  }

  drop(): void {
    this.#draft.value?.close();
    this.#draft.value = null;
  }

  /** @param where the room or rooms that it was ordered in */
  async undo(act: ActProgress, where: string, reason: ActReason): Promise<boolean> {
    if (this.undoing.busy.peek()) return false;
    const command = this.#undos.get(act.id) ?? newId();
    this.#undos.set(act.id, command);
    const call = this.undoing.patient(this.needs.closing);
    const error = await this.undoing.run(async () =>
      this.needs.told(await this.needs.server.undo(where, command, act.id, reason, call)),
    );
    if (error === null) announce(say('act.undone', { act: say(`act.${act.kind}`) }));
    return error === null;
  }
}

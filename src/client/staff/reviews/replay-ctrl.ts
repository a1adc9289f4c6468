import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Load } from '../../lib/load';
import type {
  KeptEvidence,
  KeptFilm,
  KeptPicture,
  ReplayEntry,
  ReviewedPaper,
  Track,
  WatchedSession,
} from '../../lib/review-wire';
import type { AnswerValue, ItemView } from '../../lib/wire';

/** How much faster than life the replay may run. */
export const speeds = [1, 10, 60, 300] as const;
export type Speed = (typeof speeds)[number];

const TICK_MS = 100;

/** States that a session ends in. */
const ENDS = new Set(['submitted', 'expired', 'terminated', 'denied', 'notAdmitted', 'withdrawn']);

/** What entries are shown by, in groups that a reviewer thinks in. */
const GROUPS: Record<string, string> = {
  signal: 'signals',
  flag: 'flags',
  incident: 'flags',
  note: 'flags',
  act: 'acts',
  chat: 'talk',
  hand: 'talk',
  answer: 'answers',
  shown: 'answers',
  mark: 'answers',
};

export type Group = 'signals' | 'flags' | 'acts' | 'talk' | 'answers' | 'course';

export const groups: readonly Group[] = ['signals', 'flags', 'acts', 'talk', 'answers', 'course'];

export const groupOf = (entry: ReplayEntry): Group => (GROUPS[entry.kind] as Group | undefined) ?? 'course';

/** The session as it stood at one moment of the replay. */
export interface Scene {
  /** Number of the item that was on the screen; null before the first. */
  item: number | null;
  /** What lasted then, such as `page-hidden`. */
  lasting: string[];
  /** The items answered by then, and when last. */
  answers: { item: number; at: string }[];
  state: string | null;
}

/** Plays what happened in a session again: a cursor over its time, moved by hand or by the clock. */
export class ReplayCtrl {
  readonly watched: Load<WatchedSession>;
  readonly kept: Load<KeptEvidence>;
  readonly paper: Load<ReviewedPaper>;
  readonly #at = signal(0);
  readonly #speed = signal<Speed>(60);
  readonly #playing = signal(false);
  readonly #shown = signal<ReadonlySet<Group>>(new Set(groups));
  #timer: ReturnType<typeof setInterval> | null = null;
  #last = 0;

  readonly entries: ReadonlySignal<ReplayEntry[]> = computed(() => {
    const state = this.watched.state.value;
    if (state.is !== 'here') return [];
    return [...state.value.timeline].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  });

  /** First and last moment of the session, in milliseconds since 1970. What people did with it afterwards may be weeks later. */
  readonly span: ReadonlySignal<{ from: number; to: number }> = computed(() => {
    const all = this.entries.value;
    const first = all[0];
    const last = all.find((entry) => entry.kind === 'state' && ENDS.has(entry.what)) ?? all.at(-1);
    return first && last ? { from: Date.parse(first.at), to: Date.parse(last.at) } : { from: 0, to: 0 };
  });

  readonly visible: ReadonlySignal<ReplayEntry[]> = computed(() =>
    this.entries.value.filter((entry) => this.#shown.value.has(groupOf(entry))),
  );

  /** Index in {@link visible} of the last entry that has happened; -1 before the first. At the end, everything has. */
  readonly current: ReadonlySignal<number> = computed(() =>
    this.#at.value >= this.span.value.to
      ? this.visible.value.length - 1
      : this.visible.value.findLastIndex((entry) => Date.parse(entry.at) <= this.#at.value),
  );

  readonly scene: ReadonlySignal<Scene> = computed(() => sceneAt(this.entries.value, this.#at.value));

  /** The question that was on the screen, and what stood in its fields; null before the first. */
  readonly onScreen: ReadonlySignal<{ item: ItemView; values: ReadonlyMap<string, AnswerValue> } | null> = computed(
    () => {
      const paper = this.paper.state.value;
      const shown = this.scene.value.item;
      if (paper.is !== 'here' || shown === null) return null;
      const item = paper.value.items.find((one) => one.number === shown);
      return item ? { item, values: valuesAt(paper.value, shown, this.#at.value) } : null;
    },
  );

  constructor(
    server: Api,
    readonly session: string,
  ) {
    this.watched = new Load(() => wholeWatch(server, session));
    this.kept = new Load(() => server.get<KeptEvidence>(`/api/sessions/${session}/evidence`));
    this.paper = new Load(() => server.get<ReviewedPaper>(`/api/reviews/${session}/paper`));
  }

  get at(): ReadonlySignal<number> {
    return this.#at;
  }

  get speed(): ReadonlySignal<Speed> {
    return this.#speed;
  }

  get playing(): ReadonlySignal<boolean> {
    return this.#playing;
  }

  get shown(): ReadonlySignal<ReadonlySet<Group>> {
    return this.#shown;
  }

  async open(): Promise<void> {
    await Promise.all([this.watched.fetch(), this.kept.fetch(), this.paper.fetch()]);
    this.seek(this.span.value.from);
  }

  close(): void {
    this.pause();
  }

  /** Puts the cursor at a moment, within the session. */
  seek(at: number): void {
    const { from, to } = this.span.value;
    this.#at.value = Math.min(Math.max(at, from), to);
  }

  play(): void {
    if (this.#timer !== null || this.span.value.to === this.span.value.from) return;
    if (this.#at.value >= this.span.value.to) this.seek(this.span.value.from);
    this.#playing.value = true;
    this.#last = performance.now();
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#playing.value = false;
  }

  run(speed: Speed): void {
    this.#speed.value = speed;
  }

  /** To the entry after the cursor, or before it. */
  step(by: 1 | -1): void {
    const at = this.#at.value;
    const moments = this.visible.value.map((entry) => Date.parse(entry.at));
    const next = by > 0 ? moments.find((one) => one > at) : moments.findLast((one) => one < at);
    if (next !== undefined) this.seek(next);
  }

  toggle(group: Group): void {
    const next = new Set(this.#shown.value);
    if (!next.delete(group)) next.add(group);
    this.#shown.value = next;
  }

  private tick(): void {
    const now = performance.now();
    this.seek(this.#at.value + (now - this.#last) * this.#speed.value);
    this.#last = now;
    if (this.#at.value >= this.span.value.to) this.pause();
  }
}

/** A still says little of a moment that is longer past. */
const STILL_STAYS_MS = 60_000;

/** The picture that a track shows at a moment: the last one taken by then; null when that is long ago. */
export function stillAt(kept: KeptEvidence, track: Track, at: number): KeptPicture | null {
  const last = kept.items.findLast((one) => one.kind === `${track}-still` && Date.parse(one.at) <= at);
  return last && at - Date.parse(last.at) <= STILL_STAYS_MS ? last : null;
}

/** The film that runs at a moment; null when nothing was recorded then. */
export function filmAt(kept: KeptEvidence, track: Track, at: number): KeptFilm | null {
  const parts = kept.recordings.find((one) => one.track === track)?.parts;
  return parts?.find((part) => Date.parse(part.at) <= at && at <= Date.parse(part.until)) ?? null;
}

/** What stood in the fields of an item at a moment, by field. */
export function valuesAt(paper: ReviewedPaper, item: number, at: number): ReadonlyMap<string, AnswerValue> {
  const by = paper.answers.filter((answer) => answer.item === item && Date.parse(answer.at) <= at);
  return new Map(by.map(({ field, value }) => [field, value]));
}

/** Entries are in order; what began and has not ended by then lasts. */
export function sceneAt(entries: readonly ReplayEntry[], at: number): Scene {
  const lasting = new Set<string>();
  const answers = new Map<number, { item: number; at: string }>();
  let item: number | null = null;
  let state: string | null = null;
  for (const entry of entries) {
    if (Date.parse(entry.at) > at) break;
    const [what = '', phase] = entry.what.split('.');
    if (entry.kind === 'signal' && phase === 'began') lasting.add(what);
    if (entry.kind === 'signal' && phase === 'ended') lasting.delete(what);
    if (entry.kind === 'shown' && entry.item !== null) item = entry.item;
    if (entry.kind === 'answer' && entry.item !== null) {
      item = entry.item;
      answers.set(entry.item, { item: entry.item, at: entry.at });
    }
    if (entry.kind === 'state') state = entry.what;
  }
  return { item, lasting: [...lasting], answers: [...answers.values()].sort((a, b) => a.item - b.item), state };
}

/** The session with every page of its timeline. */
async function wholeWatch(server: Api, session: string): Promise<WatchedSession> {
  const url = `/api/reviews/${session}/watch`;
  const whole = await server.get<WatchedSession>(url);
  for (let earlier = whole.earlier; earlier !== null;) {
    const page = await server.get<WatchedSession>(`${url}?before=${earlier}`);
    whole.timeline = [...page.timeline, ...whole.timeline];
    earlier = page.earlier;
  }
  return whole;
}

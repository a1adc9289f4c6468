import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Load } from '../../lib/load';
import type { KeptEvidence, KeptFilm, KeptPicture, ReplayEntry, Track, WatchedSession } from '../../lib/review-wire';

/** How much faster than life the replay may run. */
export const speeds = [1, 10, 60, 300] as const;
export type Speed = (typeof speeds)[number];

const TICK_MS = 100;

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
  /** The items answered by then, and when last: what was answered is the grader's to see. */
  answers: { item: number; at: string }[];
  state: string | null;
}

/** Plays what happened in a session again: a cursor over its time, moved by hand or by the clock. */
export class ReplayCtrl {
  readonly watched: Load<WatchedSession>;
  readonly kept: Load<KeptEvidence>;
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

  /** First and last moment, in milliseconds since 1970. */
  readonly span: ReadonlySignal<{ from: number; to: number }> = computed(() => {
    const all = this.entries.value;
    const first = all[0];
    const last = all.at(-1);
    return first && last ? { from: Date.parse(first.at), to: Date.parse(last.at) } : { from: 0, to: 0 };
  });

  readonly visible: ReadonlySignal<ReplayEntry[]> = computed(() =>
    this.entries.value.filter((entry) => this.#shown.value.has(groupOf(entry))),
  );

  /** Index in {@link visible} of the last entry that has happened; -1 before the first. */
  readonly current: ReadonlySignal<number> = computed(() =>
    this.visible.value.findLastIndex((entry) => Date.parse(entry.at) <= this.#at.value),
  );

  readonly scene: ReadonlySignal<Scene> = computed(() => sceneAt(this.entries.value, this.#at.value));

  constructor(
    server: Api,
    readonly session: string,
  ) {
    this.watched = new Load(() => wholeWatch(server, session));
    this.kept = new Load(() => server.get<KeptEvidence>(`/api/sessions/${session}/evidence`));
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
    await Promise.all([this.watched.fetch(), this.kept.fetch()]);
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

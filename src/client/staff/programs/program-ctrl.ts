import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Poll } from '../../lib/poll';
import type { ChangeView, ConcernedLearner, ConcernedList, ProgramEntry, ProgramView } from '../../lib/program-wire';

const MOVING_EVERY_MS = 2_000;
const ELSE_EVERY_MS = 30_000;

export type Which = 'gain' | 'lose';

export interface ProgramNow {
  program: ProgramView;
  change: ChangeView;
}

/** All programs there are. */
export const askPrograms = async (server: Api): Promise<ProgramEntry[]> =>
  (await server.get<{ programs: ProgramEntry[] }>('/api/programs')).programs;

const moves = (change: ChangeView): boolean => change.state === 'looking' || change.state === 'applying';

/** One program: its versions, what is proposed, and the preview of what that would change. */
export class ProgramCtrl {
  readonly poll: Poll<ProgramNow>;
  readonly asked = new Asked();
  readonly #url: string;
  readonly #lists = signal<Record<Which, { learners: ConcernedLearner[]; next: number | null }>>(none());
  #listed: string | null = null;
  readonly #closing = new AbortController();

  readonly now: ReadonlySignal<ProgramNow | null> = computed(() => {
    const state = this.poll.state.value;
    return state.is === 'here' ? state.value : null;
  });

  constructor(
    private readonly server: Api,
    id: string,
  ) {
    this.#url = `/api/programs/${encodeURIComponent(id)}`;
    this.poll = new Poll(
      () => this.ask(),
      ({ change }) => (moves(change) ? MOVING_EVERY_MS : ELSE_EVERY_MS),
    );
  }

  /** Whom the preview has found, as far as they were asked for. */
  get lists(): ReadonlySignal<Record<Which, { learners: ConcernedLearner[]; next: number | null }>> {
    return this.#lists;
  }

  start(): void {
    this.poll.start();
  }

  /** Nobody looks; {@link start} goes on. What staff have asked for goes on being sent. */
  stop(): void {
    this.poll.stop();
  }

  /** The page is left. */
  close(): void {
    this.stop();
    this.#closing.abort();
  }

  /** Begins to look at every learner; `asked` says why not. */
  async preview(version: number, forEverybody: boolean): Promise<boolean> {
    return this.order('preview', { commandId: newId(), version, forEverybody });
  }

  /** @param preview the one that was looked at: no other is confirmed, even if it came meanwhile */
  async confirm(preview: string): Promise<boolean> {
    return this.order('confirmation', { commandId: newId(), preview });
  }

  async drop(version: number): Promise<boolean> {
    const call = this.asked.patient(this.#closing.signal);
    const error = await this.asked.run(() => this.server.delete(`${this.#url}/proposals/${version}`, call));
    await this.poll.now();
    return error === null;
  }

  async more(which: Which): Promise<void> {
    const { learners, next } = this.#lists.value[which];
    await this.asked.run(async () => {
      const page = await this.server.get<ConcernedList>(this.listUrl(which, next ?? learners.length));
      this.put(which, [...learners, ...page.learners], page.next);
    });
  }

  private async order(what: string, body: unknown): Promise<boolean> {
    const call = this.asked.patient(this.#closing.signal);
    const error = await this.asked.run(async () => void (await this.server.post(`${this.#url}/${what}`, body, call)));
    await this.poll.now();
    return error === null;
  }

  private async ask(): Promise<ProgramNow> {
    const [program, change] = await Promise.all([
      this.server.get<ProgramView>(this.#url, { tries: 1 }),
      this.server.get<ChangeView>(`${this.#url}/preview`, { tries: 1 }),
    ]);
    await this.list(change);
    return { program, change };
  }

  /** The first part of both lists, once for each preview that has come to its end. */
  private async list({ state, preview }: ChangeView): Promise<void> {
    const done = state === 'ready' || state === 'applying' || state === 'applied';
    if (!done || preview === this.#listed) {
      if (!done && state !== 'dropped') this.forget();
      return;
    }
    const [gain, lose] = await Promise.all(
      (['gain', 'lose'] as const).map((which) => this.server.get<ConcernedList>(this.listUrl(which, 0), { tries: 1 })),
    );
    this.#listed = preview;
    this.#lists.value = { gain: gain ?? empty, lose: lose ?? empty };
  }

  private forget(): void {
    this.#listed = null;
    this.#lists.value = none();
  }

  private put(which: Which, learners: ConcernedLearner[], next: number | null): void {
    this.#lists.value = { ...this.#lists.value, [which]: { learners, next } };
  }

  private listUrl(which: Which, after: number): string {
    return `${this.#url}/preview/learners?which=${which}&after=${after}`;
  }
}

const empty: { learners: ConcernedLearner[]; next: number | null } = { learners: [], next: null };

function none(): Record<Which, { learners: ConcernedLearner[]; next: number | null }> {
  return { gain: empty, lose: empty };
}

import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../lib/api';
import { newId } from '../lib/ids';
import { Load } from '../lib/load';
import { problemOf } from '../lib/ui/notice';
import type { MarkingView, MarkResponse, Problem, ResponseToMark } from '../lib/wire';

/** Marks the responses of one attempt, one after the other. */
export class MarkingCtrl {
  readonly view: Load<MarkingView>;
  readonly #index = signal(0);
  readonly #problem = signal<Problem | null>(null);
  readonly #working = signal(false);
  readonly #url: string;

  readonly responses: ReadonlySignal<ResponseToMark[]> = computed(() => {
    const state = this.view.state.value;
    return state.is === 'here' ? state.value.responses : [];
  });

  readonly current: ReadonlySignal<ResponseToMark | null> = computed(
    () => this.responses.value[this.#index.value] ?? null,
  );

  constructor(
    private readonly server: Api,
    session: string,
  ) {
    this.#url = `/api/marking/${session}`;
    this.view = new Load(() => server.get<MarkingView>(this.#url));
  }

  get index(): ReadonlySignal<number> {
    return this.#index;
  }

  get problem(): ReadonlySignal<Problem | null> {
    return this.#problem;
  }

  get working(): ReadonlySignal<boolean> {
    return this.#working;
  }

  async open(): Promise<void> {
    await this.view.fetch();
    this.#index.value = Math.max(0, this.firstUnmarked());
  }

  go(index: number): void {
    this.#problem.value = null;
    this.#index.value = index;
  }

  /** True when the mark is stored. Marking again replaces it. */
  async mark(points: number, comment: string): Promise<boolean> {
    const response = this.current.value;
    if (!response || this.#working.value) return false;
    this.#working.value = true;
    this.#problem.value = null;
    try {
      const { item, field } = response;
      const body: MarkResponse = { commandId: newId(), item, field, points, comment };
      this.view.put(await this.server.put<MarkingView>(this.#url, body, { tries: 4 }));
      return true;
    } catch (error) {
      this.#problem.value = problemOf(error);
      return false;
    } finally {
      this.#working.value = false;
    }
  }

  /** Goes to the next response without a mark; false when there is none. */
  next(): boolean {
    const next = this.firstUnmarked();
    if (next < 0) return false;
    this.go(next);
    return true;
  }

  private firstUnmarked(): number {
    return this.responses.value.findIndex((response) => response.points === null);
  }
}

/** Points as a grader writes them, with a point or a comma; null when they are none or out of bounds. */
export function readPoints(text: string, most: number): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return null;
  const points = Number(trimmed);
  return points <= most ? points : null;
}

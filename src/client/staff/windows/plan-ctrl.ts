import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Refusal } from '../../lib/refusal';
import type { ServerTime } from '../../lib/server-time';
import type { Problem, WindowPlan, WindowView } from '../../lib/wire';
import { stateAt } from './concerns';
import {
  differences,
  draftOf,
  emptyDraft,
  fieldOf,
  inOtherZone,
  isPlan,
  newWindowId,
  planOf,
  samePlan,
  type Fixed,
  type PlanDraft,
  type PlanFaults,
  type PlanField,
} from './plan';
import { askWindow, windowUrl } from './window-ctrl';

/** Plans a window, or changes one that is there; what somebody else has changed meanwhile is shown before it is written over. */
export class PlanCtrl {
  readonly asked = new Asked();
  readonly #draft: ReturnType<typeof signal<PlanDraft>>;
  readonly #faults = signal<PlanFaults>({});
  readonly #problems = signal<Partial<Record<PlanField, Problem>>>({});
  readonly #conflict = signal<WindowView | null>(null);
  readonly #closing = new AbortController();
  #base: WindowView | null;
  #id: string | null;

  /** @param base the window to be changed; null for a new one */
  constructor(
    private readonly server: Api,
    private readonly time: ServerTime,
    private zone: string,
    base: WindowView | null,
  ) {
    this.#base = base;
    this.#id = base?.id ?? null;
    this.#draft = signal(base ? draftOf(base, zone) : emptyDraft);
  }

  get draft(): ReadonlySignal<PlanDraft> {
    return this.#draft as ReadonlySignal<PlanDraft>;
  }

  /** What is wrong, field by field, by the page's own reckoning. */
  get faults(): ReadonlySignal<PlanFaults> {
    return this.#faults;
  }

  /** The same by the server's. */
  get problems(): ReadonlySignal<Partial<Record<PlanField, Problem>>> {
    return this.#problems;
  }

  /** The window as somebody else has left it meanwhile; null when nobody has touched it. */
  get conflict(): ReadonlySignal<WindowView | null> {
    return this.#conflict;
  }

  /** The fields in which theirs differs from what was there. */
  get theirs(): PlanField[] {
    const theirs = this.#conflict.value;
    return theirs && this.#base ? differences(theirs, this.#base) : [];
  }

  get fixed(): Fixed | null {
    const base = this.#base;
    if (!base) return null;
    return { plan: base, open: stateAt(base, this.time.now()) === 'open', seats: base.figures.seats };
  }

  set(field: PlanField, value: string): void {
    this.#draft.value = { ...this.draft.value, [field]: value };
    this.#faults.value = without(this.#faults.value, field);
    this.#problems.value = without(this.#problems.value, field);
  }

  /** The times stay the moments they are and are shown by other clocks. */
  rezone(zone: string): void {
    this.#draft.value = inOtherZone(this.draft.value, this.zone, zone);
    this.zone = zone;
  }

  close(): void {
    this.#closing.abort();
  }

  /** Mine is to stand, over theirs. */
  keepMine(): void {
    this.#base = this.#conflict.value ?? this.#base;
    this.#conflict.value = null;
  }

  takeTheirs(): void {
    this.keepMine();
    if (this.#base) this.#draft.value = draftOf(this.#base, this.zone);
  }

  /** Answers with the window as it is then, or null when something is in the way, which the other members say. */
  async save(): Promise<WindowView | null> {
    const plan = planOf(this.draft.value, this.zone, this.time.now(), this.fixed);
    this.#problems.value = {};
    this.#faults.value = isPlan(plan) ? {} : plan;
    if (!isPlan(plan)) return null;
    let saved: WindowView | null = null;
    const error = await this.asked.run(async () => {
      saved = await this.write(plan);
    });
    if (error instanceof Refusal) this.place(error);
    return saved;
  }

  private async write(plan: WindowPlan): Promise<WindowView | null> {
    const call = this.asked.patient(this.#closing.signal);
    // Kept for a repeat, so that a window whose planning went without an answer is not planned twice.
    const url = windowUrl((this.#id ??= newWindowId(plan)));
    if (this.#base) {
      const there = await askWindow(this.server, this.time, url);
      if (!samePlan(there, this.#base) && !samePlan(there, plan)) {
        this.#conflict.value = there;
        return null;
      }
    }
    return this.server.put<WindowView>(url, plan, call);
  }

  private place(refusal: Refusal): void {
    const placed = refusal.problems.flatMap((problem) => {
      const field = fieldOf(problem);
      return field ? [[field, problem] as const] : [];
    });
    this.#problems.value = Object.fromEntries(placed);
  }
}

function without<T extends object>(all: T, key: keyof T): T {
  const { [key]: _, ...rest } = all;
  return rest as T;
}

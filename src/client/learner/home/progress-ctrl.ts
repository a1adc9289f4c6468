import { computed, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Load } from '../../lib/load';
import type { AwardView, ProgressView } from '../../lib/program-wire';

/** How far the learner has come in one program. Asked for once, and not again by itself: it can wait. */
export class ProgressCtrl {
  readonly load: Load<ProgressView>;
  readonly asked = new Asked();
  readonly #url: string;
  readonly #closing = new AbortController();

  /** The program's award; null while there is none. */
  readonly award: ReadonlySignal<AwardView | null> = computed(
    () => this.here()?.awards.find((award) => award.courseId === null) ?? null,
  );

  /** Those of courses of several parts. */
  readonly courses: ReadonlySignal<AwardView[]> = computed(
    () => this.here()?.awards.filter((award) => award.courseId !== null) ?? [],
  );

  constructor(
    private readonly server: Api,
    program: string,
  ) {
    this.#url = `/api/programs/${encodeURIComponent(program)}`;
    this.load = new Load(() => server.get<ProgressView>(`${this.#url}/progress`, { tries: 1 }));
  }

  /** The page is left. */
  close(): void {
    this.#closing.abort();
  }

  /** Whether the learner's name may be published; said to the server until it has judged it. */
  async publishName(agreed: boolean): Promise<boolean> {
    const call = this.asked.patient(this.#closing.signal);
    const error = await this.asked.run(async () => {
      await this.server.put(`${this.#url}/name-consent`, { agreed }, call);
      const progress = this.here();
      if (progress) this.load.put({ ...progress, namePublished: agreed });
    });
    return error === null;
  }

  private here(): ProgressView | null {
    const state = this.load.state.value;
    return state.is === 'here' ? state.value : null;
  }
}

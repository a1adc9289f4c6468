import { computed, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Load } from '../../lib/load';
import type { AwardView, ProgressView } from '../../lib/program-wire';

/** How far the learner has come in one program. Asked for once, and not again by itself: it can wait. */
export class ProgressCtrl {
  readonly load: Load<ProgressView>;

  /** The program's award; null while there is none. */
  readonly award: ReadonlySignal<AwardView | null> = computed(
    () => this.here()?.awards.find((award) => award.courseId === null) ?? null,
  );

  /** Those of courses of several parts. */
  readonly courses: ReadonlySignal<AwardView[]> = computed(
    () => this.here()?.awards.filter((award) => award.courseId !== null) ?? [],
  );

  constructor(server: Api, program: string) {
    this.load = new Load(() =>
      server.get<ProgressView>(`/api/programs/${encodeURIComponent(program)}/progress`, { tries: 1 }),
    );
  }

  private here(): ProgressView | null {
    const state = this.load.state.value;
    return state.is === 'here' ? state.value : null;
  }
}

import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import type { Eligibility, Entitlements } from '../../lib/wire-places';

export interface Answer {
  eligibility: Eligibility;
  facts: Entitlements;
}

/** Something that staff note of a learner by hand. */
export type Fact =
  | { kind: 'enrol'; program: string }
  | { kind: 'pay'; reference: string; exam: string }
  | { kind: 'grade'; course: string; percent: number | null };

/** Why a learner cannot sit an exam, by the same rules as their own page; and what staff note about it. */
export class SupportCtrl {
  readonly asked = new Asked();
  readonly noting = new Asked();
  readonly #answer = signal<Answer | null>(null);

  constructor(private readonly server: Api) {}

  get answer(): ReadonlySignal<Answer | null> {
    return this.#answer;
  }

  async look(learner: string, exam: string): Promise<void> {
    this.#answer.value = null;
    await this.asked.run(() => this.read(learner.trim(), exam.trim()));
  }

  async note(fact: Fact): Promise<boolean> {
    const about = this.#answer.value?.eligibility;
    if (!about) return false;
    const error = await this.noting.run(async () => {
      await this.send(of(about.learnerId), fact);
      await this.read(about.learnerId, about.examId);
    });
    return error === null;
  }

  private send(learner: string, fact: Fact): Promise<unknown> {
    const call = { tries: 4 };
    if (fact.kind === 'enrol') return this.server.put(`${learner}/enrolments/${part(fact.program)}`, {}, call);
    if (fact.kind === 'pay')
      return this.server.put(`${learner}/payments/${part(fact.reference)}`, { examId: fact.exam }, call);
    return this.server.put(
      `${learner}/course-grades/${part(fact.course)}`,
      { passed: true, percent: fact.percent },
      call,
    );
  }

  private async read(learner: string, exam: string): Promise<void> {
    const [eligibility, facts] = await Promise.all([
      this.server.get<Eligibility>(`${of(learner)}/eligibility/${part(exam)}`),
      this.server.get<Entitlements>(`${of(learner)}/entitlements`),
    ]);
    this.#answer.value = { eligibility, facts };
  }
}

const part = (text: string): string => encodeURIComponent(text.trim());
const of = (learner: string): string => `/api/learners/${encodeURIComponent(learner)}`;

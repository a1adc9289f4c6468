import { computed, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Load } from '../../lib/load';
import type { Finding, FindingKind, Judgement, NamedReview, Review } from '../../lib/review-wire';
import type { Problem } from '../../lib/wire';

/** What a reviewer comes to: a proposal, the finding itself, or the decision on an appeal. */
export type Verdict = 'conclusion' | 'finding' | 'appeal-decision';

/** One review as one reviewer sees it. The server says what they may do; the page offers nothing else. */
export class ReviewCtrl {
  readonly view: Load<NamedReview>;
  readonly #asked = new Asked();
  readonly #root: string;

  readonly review: ReadonlySignal<Review | null> = computed(() => {
    const state = this.view.state.value;
    return state.is === 'here' ? state.value.review : null;
  });

  /** One's own judgements so far, by subject. */
  readonly mine: ReadonlySignal<ReadonlyMap<string, Judgement>> = computed(() => {
    const opinion = this.review.value?.opinions.find((one) => one.reviewer === this.me);
    return new Map(opinion?.judgements.map(({ subject, judgement }) => [subject, judgement]));
  });

  /** Flags and incidents that one has not judged. */
  readonly unjudged: ReadonlySignal<number> = computed(() => {
    const review = this.review.value;
    return review ? subjectsOf(review).filter((subject) => !this.mine.value.has(subject)).length : 0;
  });

  /** What may be proposed or found now: nothing harsher than what stands, and against nobody whom one confirmed nothing of. */
  readonly choices: ReadonlySignal<FindingKind[]> = computed(() => {
    const review = this.review.value;
    if (!review) return [];
    if (review.may.includes('conclude')) {
      const confirmed = [...this.mine.value.values()].includes('confirmed');
      return confirmed ? [...kinds] : ['cleared'];
    }
    const most = review.proposed ?? review.finding;
    return kinds.slice(0, most ? kinds.indexOf(most.kind) + 1 : 0);
  });

  constructor(
    private readonly server: Api,
    session: string,
  ) {
    this.#root = `/api/reviews/${session}`;
    this.view = new Load(() => server.get<NamedReview>(this.#root));
  }

  /** The account of whoever looks, as opinions name it. */
  get me(): string {
    const state = this.view.state.value;
    return state.is === 'here' ? state.value.me : '';
  }

  /** What somebody is called; the account itself when it is gone. */
  nameOf(account: string): string {
    const state = this.view.state.value;
    return (state.is === 'here' ? state.value.names[account] : null) ?? account;
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#asked.busy;
  }

  get problem(): ReadonlySignal<Problem | null> {
    return this.#asked.problem;
  }

  open(): Promise<void> {
    return this.view.fetch();
  }

  judge(subject: string, judgement: Judgement): Promise<boolean> {
    return this.send('judgements', { subject, judgement });
  }

  /** True when it is stored. */
  decide(verdict: Verdict, finding: Finding, reason: string): Promise<boolean> {
    return this.send(verdict, { finding, reason });
  }

  private async send(what: string, body: object): Promise<boolean> {
    const order = { commandId: newId(), ...body };
    const refused = await this.#asked.run(async () => {
      this.view.put(await this.server.post<NamedReview>(`${this.#root}/${what}`, order, { tries: 4 }));
    });
    return !refused;
  }
}

export const kinds: readonly FindingKind[] = ['cleared', 'warning', 'scoreVoided', 'barredUntil'];

export const subjectsOf = (review: Review): string[] => [
  ...review.flags.map((flag) => `flag/${flag.number}`),
  ...review.incidents.map((incident) => `incident/${incident.number}`),
];

/** A day as a date field gives it, as the moment that it begins at in UTC; null when it is none or is not after today. */
export function barUntil(date: string, now: number): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return at > now ? new Date(at).toISOString() : null;
}

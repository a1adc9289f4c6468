import type { FlagRuleShares, Finding, Judgement, MyReview, NamedReview, Review } from '../../lib/review-wire';
import { ids, myReview, named, reviewedPaper, reviewLine, watchedSession } from './review-samples';
import { No } from './session';

/** One review from both sides, kept by the server's rules as far as the pages can tell. */
export class FakeReviews {
  #review: NamedReview = named({
    opinions: [],
    reviewers: 1,
  });
  #mine: MyReview = myReview();

  answer(method: string, url: URL, body: Record<string, unknown>): unknown {
    const [, , room = '', id = '', part = ''] = url.pathname.split('/');
    if (room === 'exams') return rules;
    if (id === '') return { reviews: this.lines(url.searchParams.get('state') ?? 'open'), next: null };
    if (id !== ids.review) throw new No(404, 'review.none');
    if (part === 'watch') return watchedSession();
    if (part === 'paper') return reviewedPaper();
    if (method === 'POST') this.#review = { ...this.#review, review: this.after(part, body) };
    return this.#review;
  }

  mine(method: string, part: string, body: Record<string, unknown>): MyReview {
    const text = String(body['text']);
    if (method === 'POST' && part === 'answer')
      this.#mine = { ...this.#mine, state: 'readyToFind', answer: text, by: null };
    if (method === 'POST' && part === 'appeal')
      this.#mine = { ...this.#mine, state: 'appealed', appeal: text, by: '2026-12-20T09:00:00Z' };
    return this.#mine;
  }

  /** Puts the learner's review at another point, for looking at it. */
  put(more: Partial<MyReview>): void {
    this.#mine = myReview(more);
  }

  result() {
    const { finding } = this.#mine;
    const voided = finding !== null && finding.kind !== 'cleared' && finding.kind !== 'warning';
    return { pending: 0, state: voided ? 'voided' : 'underReview', review: finding?.kind ?? 'open' };
  }

  private after(part: string, body: Record<string, unknown>): Review {
    const { review, me } = this.#review;
    const mine = review.opinions.find((one) => one.reviewer === me) ?? {
      reviewer: me,
      judgements: [],
      proposed: null,
      reason: '',
    };
    const others = review.opinions.filter((one) => one.reviewer !== me);
    if (part === 'judgements') {
      const subject = String(body['subject']);
      const judgement = body['judgement'] as Judgement;
      const judgements = [...mine.judgements.filter((one) => one.subject !== subject), { subject, judgement }];
      return { ...review, opinions: [{ ...mine, judgements }, ...others] };
    }
    const concluded = { ...mine, proposed: body['finding'] as Finding, reason: String(body['reason']) };
    return { ...review, opinions: [concluded, disagreeing], may: [], kappa: 0 };
  }

  private lines(state: string) {
    const open = [
      reviewLine(ids.review, {
        examTitle: 'Inventory control, proctored',
        serious: true,
        attention: 0.76,
        concluded: 1,
      }),
      reviewLine('3f5a2c1e-7d41-4b6f-8c1a-9a4d5e6f7a03', {
        legalName: 'Zoë 李',
        state: 'asked',
        attention: 0.4,
        concluded: 1,
        dueAt: '2026-11-29T09:00:00Z',
      }),
      reviewLine('3f5a2c1e-7d41-4b6f-8c1a-9a4d5e6f7a04', {
        legalName: 'Ngozi Adeyemi',
        state: 'appealed',
        attention: 0.9,
        concluded: 3,
        dueAt: '2026-11-20T09:00:00Z',
        overdue: true,
        finding: 'scoreVoided',
      }),
    ];
    return state === 'open' || state === 'all' ? open : open.filter((one) => one.state === state);
  }
}

const disagreeing: Review['opinions'][number] = {
  reviewer: 'u2',
  judgements: [
    { subject: 'flag/1', judgement: 'dismissed' },
    { subject: 'incident/1', judgement: 'confirmed' },
  ],
  proposed: { kind: 'warning' },
  reason: 'A sister came in, and went when asked.',
};

const rules: FlagRuleShares = {
  rules: [
    { rule: 'no-face', title: 'Nobody was before the camera', flags: 212, judged: 180, dismissedShare: 0.83 },
    { rule: 'page-hidden', title: 'The exam’s page was out of sight', flags: 64, judged: 60, dismissedShare: 0.31 },
    {
      rule: 'several-faces',
      title: 'Several people were before the camera',
      flags: 9,
      judged: 0,
      dismissedShare: null,
    },
  ],
  kappa: 0.61,
  judgedByTwo: 118,
};

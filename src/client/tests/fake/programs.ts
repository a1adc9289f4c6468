import type { ChangeView, ConcernedLearner, ProgramView, ProgressView, RequirementView } from '../../lib/program-wire';
import { iso, No } from './session';

const DAY = 86_400_000;
const plain: RequirementView = {
  kind: 'course',
  id: '',
  title: '',
  count: 1,
  from: null,
  until: null,
  of: [],
  parts: null,
  state: null,
  reason: null,
  reasonAt: null,
  earnedAt: null,
  percent: null,
};

const course = (id: string, title: string, more: Partial<RequirementView> = {}): RequirementView => ({
  ...plain,
  id,
  title,
  ...more,
});

const group = (of: RequirementView[], more: Partial<RequirementView> = {}): RequirementView => ({
  ...plain,
  kind: 'allOf',
  count: of.length,
  of,
  ...more,
});

const parts = (state: 'passed' | null): RequirementView['parts'] => ({
  inOrder: true,
  withinMs: 12 * 3_600_000,
  cutScorePercent: 60,
  exams: [
    { examId: 'cfx-1', title: 'Comprehensive exam, part one', weight: 1, state, endedAt: null },
    { examId: 'cfx-2', title: 'Comprehensive exam, part two', weight: 1, state: null, endedAt: null },
  ],
});

/** Everything that can be said of a requirement, in one program. */
const tree = (now: number, shown: boolean): RequirementView => {
  const as = (more: Partial<RequirementView>) => (shown ? more : {});
  return group(
    [
      group(
        [
          course('sc0x', 'Supply Chain Analytics', as({ state: 'done', earnedAt: iso(now - 200 * DAY) })),
          course('sc1x', 'Supply Chain Fundamentals', as({ state: 'inReview', reason: 'undecided' })),
          course('sc2x', 'Supply Chain Design', as({ state: 'missing', reason: 'notPassed' })),
        ],
        { title: 'Courses', ...as({ state: 'missing' }) },
      ),
      group(
        [
          course('risk', 'Risk', {
            until: iso(now - DAY),
            ...as({ state: 'impossible', reason: 'timeOver', reasonAt: iso(now - DAY) }),
          }),
          course('retail', 'Logistics in Retail', as({ state: 'missing', reason: 'notSat' })),
        ],
        { kind: 'atLeast', count: 1, title: 'Electives', ...as({ state: 'missing' }) },
      ),
      course('cfx', 'Comprehensive Final Exam', {
        parts: parts(shown ? 'passed' : null),
        ...as({ state: 'missing', reason: 'notSat' }),
      }),
    ],
    as({ state: 'missing' }),
  );
};

const base = { programId: 'scm', title: 'Supply Chain Management', version: 2 };

/** How far the learner has come: in the middle, or at the end with a credential that stands or is revoked. */
export const progress = (now: number, at: 'middle' | 'earned' | 'revoked', credential: string): ProgressView => ({
  ...base,
  beganAt: iso(now - 400 * DAY),
  namePublished: false,
  state: at === 'earned' ? 'done' : 'missing',
  requirement:
    at === 'earned'
      ? group(
          [
            course('sc0x', 'Supply Chain Analytics', { state: 'done', earnedAt: iso(now - 200 * DAY) }),
            course('cfx', 'Comprehensive Final Exam', {
              state: 'done',
              earnedAt: iso(now - 2 * DAY),
              percent: 74.5,
              parts: parts('passed'),
            }),
          ],
          { state: 'done' },
        )
      : tree(now, true),
  awards:
    at === 'middle'
      ? []
      : [
          {
            courseId: null,
            title: base.title,
            credentialId: credential,
            earnedAt: iso(now - 2 * DAY),
            stands: at === 'earned',
            lost: at === 'earned' ? null : 'award',
          },
        ],
});

/** A program of which another version is proposed; the preview of it takes as many answers as it has slices. */
export class FakePrograms {
  /** The learner agrees that their name is published. */
  named = false;

  change: ChangeView = {
    state: 'none',
    preview: null,
    version: 0,
    forEverybody: false,
    at: null,
    looked: 0,
    gain: 0,
    lose: 0,
    told: 0,
  };
  progressAt: 'middle' | 'earned' | 'revoked' = 'middle';
  proposed = true;
  confirmed: string[] = [];
  people = 230;
  readonly gain: ConcernedLearner[] = Array.from({ length: 130 }, (_, n) => ({
    learnerId: `L${1000 + n}`,
    legalName: ['Анна Иванова', 'María José García', 'ليلى حداد', 'Chidi Okeke'][n % 4] ?? '',
    courseId: n % 9 === 0 ? 'cfx' : null,
  }));
  lose: ConcernedLearner[] = [
    { learnerId: 'L7', legalName: 'Ada Lovelace', courseId: null },
    { learnerId: 'L8', legalName: '', courseId: 'cfx' },
  ];

  constructor(private readonly now: () => number) {}

  answer(method: string, url: URL, body: Record<string, unknown>, credential = ''): unknown {
    const [, , , id = '', part = '', more = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (id === '') return { programs: [{ id: 'scm', title: base.title }] };
    if (part === 'progress') return { ...progress(this.now(), this.progressAt, credential), namePublished: this.named };
    if (part === 'name-consent') return void (this.named = body['agreed'] === true);
    if (part === '') return this.program();
    if (part === 'proposals') return void (this.proposed = false);
    if (part === 'confirmation') return this.confirm(String(body['preview']));
    if (more === 'learners') return this.list(url.searchParams);
    return method === 'POST' ? this.begin(body) : this.go();
  }

  program(): ProgramView {
    const now = this.now();
    const version = (number: number, days: number | null, requirement: RequirementView) => ({
      number,
      inForceFrom: days === null ? null : iso(now - days * DAY),
      forEverybody: number === 2,
      source: `${number}`,
      requirement,
    });
    return {
      id: 'scm',
      title: base.title,
      descriptionHtml: '<p>Goods have to be in the right place before anybody asks for them.</p>',
      versions: [
        version(2, 100, tree(now, false)),
        version(1, 800, group([course('sc0x', 'Supply Chain Analytics'), course('sc1x', 'Supply Chain Fundamentals')])),
      ],
      proposal: this.proposed
        ? version(3, null, group([course('sc0x', 'Supply Chain Analytics'), course('cfx', 'Comprehensive Final Exam')]))
        : null,
    };
  }

  private begin(body: Record<string, unknown>): ChangeView {
    this.change = {
      ...this.change,
      state: 'looking',
      preview: String(body['commandId']),
      version: Number(body['version']),
      forEverybody: body['forEverybody'] === true,
      at: iso(this.now()),
      looked: 0,
      gain: 0,
      lose: 0,
      told: 0,
    };
    return this.change;
  }

  /** Each look finds the work a slice further. */
  private go(): ChangeView {
    const { state, looked, told } = this.change;
    if (state === 'looking') {
      const all = Math.min(this.people, looked + 100);
      const over = all === this.people;
      this.change = {
        ...this.change,
        looked: all,
        state: over ? 'ready' : 'looking',
        gain: over ? this.gain.length : 0,
        lose: over && this.change.forEverybody ? this.lose.length : 0,
      };
    }
    if (state === 'applying') {
      const all = Math.min(this.people, told + 100);
      this.change = { ...this.change, told: all, state: all === this.people ? 'applied' : 'applying' };
    }
    return this.change;
  }

  private confirm(preview: string): ChangeView {
    if (preview !== this.change.preview) throw new No(409, 'program.preview-outdated', 'There is a newer preview.');
    this.confirmed.push(preview);
    this.change = { ...this.change, state: 'applying' };
    this.proposed = false;
    return this.change;
  }

  private list(query: URLSearchParams) {
    const all = query.get('which') === 'lose' ? (this.change.forEverybody ? this.lose : []) : this.gain;
    const from = Number(query.get('after') ?? 0);
    const learners = all.slice(from, from + 100);
    return { learners, next: from + learners.length < all.length ? from + learners.length : null };
  }
}

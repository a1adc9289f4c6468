import type {
  AccommodationView,
  AttemptCard,
  AttemptToMark,
  BriefingView,
  CredentialView,
  ExamCard,
  HomeView,
  MarkingView,
  ResultView,
} from '../../lib/wire';
import { fieldOf, itemOf } from './exam';
import { iso, type FakeExam } from './session';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What most learners are granted: nothing. */
export const noAccommodation: AccommodationView = {
  timeMultiplierPercent: 100,
  breakMinutes: 0,
  tools: [],
  exemptRules: [],
  noCamera: false,
  noMicrophone: false,
  noScreen: false,
};

export const ids = {
  session: '5f0c2a7e-1f7e-4c51-9d0a-0b9b6a1c2d11',
  rehearsal: '0d6cf3f4-7d2a-4d1e-8a63-2f3f1a5c9e22',
  graded: '7a1b6f52-3f0f-4a57-8f1c-6d5b1f2e3a33',
  credential: 'c3d1f6aa-52f4-4f0e-9d55-9f64d1a2b344',
  revoked: 'c3d1f6aa-52f4-4f0e-9d55-9f64d1a2b355',
};

const option = (name: string, html: string) => ({ name, html });

const items = [
  itemOf(
    1,
    [
      fieldOf('f1', {
        promptHtml: '<p>Which order quantity minimises the total cost per year?</p>',
        options: [
          option('a', '<span class="math">\\sqrt{\\dfrac{2DK}{h}}</span>'),
          option('b', '<span class="math">\\dfrac{2DK}{h}</span>'),
          option('c', '<span class="math">\\sqrt{\\dfrac{2Dh}{K}}</span>'),
          option('d', 'None of these'),
        ],
      }),
    ],
    {
      title: 'Economic order quantity',
      hasMath: true,
      html:
        '<p>A warehouse sells <span class="math">D</span> units a year. Each order costs <span class="math">K</span>, and holding one unit for a year costs <span class="math">h</span>. The cost per year of ordering <span class="math">Q</span> at a time is</p>' +
        '<div class="math">C(Q) = \\frac{D}{Q}\\,K + \\frac{Q}{2}\\,h .</div>',
    },
  ),
  itemOf(
    2,
    [
      fieldOf('f1', {
        kind: 'multipleResponse',
        points: 2,
        maxChoices: 2,
        promptHtml: '<p>Which two plants run below 80 % of their capacity?</p>',
        options: ['Rotterdam', 'Lagos', 'Monterrey', 'Chennai'].map((text, n) => option('abcd'.charAt(n), text)),
      }),
    ],
    {
      title: 'Plant utilisation',
      html:
        '<p>The table shows last year’s figures.</p><table><thead><tr><th>Plant</th><th>Capacity (units a year)</th><th>Output (units a year)</th><th>Shifts</th><th>Lead time (days)</th></tr></thead>' +
        '<tbody><tr><td>Rotterdam</td><td>120,000</td><td>88,000</td><td>2</td><td>4.5</td></tr><tr><td>Lagos</td><td>60,000</td><td>57,200</td><td>3</td><td>6.0</td></tr>' +
        '<tr><td>Monterrey</td><td>90,000</td><td>69,900</td><td>2</td><td>3.5</td></tr><tr><td>Chennai</td><td>150,000</td><td>138,100</td><td>3</td><td>5.0</td></tr></tbody></table>',
    },
  ),
  itemOf(3, [fieldOf('f1', { kind: 'numeric', points: 2, units: ['km', 'm'], unitRequired: true })], {
    title: 'A truck’s day',
    html: '<p>A truck drives 7.5 hours at an average of 62 km/h. How far does it come?</p>',
  }),
  itemOf(4, [fieldOf('f1', { kind: 'shortText', maxLength: 60, promptHtml: '<p>Name the effect.</p>' })], {
    section: 1,
    title: 'Order variability',
    html: '<p>Small changes in consumer demand become ever larger swings in orders further up the chain.</p>',
  }),
  itemOf(5, [fieldOf('f1', { kind: 'essay', points: 5, minWords: 80, maxWords: 250 })], {
    section: 1,
    title: 'Safety stock',
    html: '<p>Explain to a shop owner, without formulas, why safety stock grows with the square root of the lead time and not with the lead time itself.</p>',
  }),
  itemOf(6, [fieldOf('f1', { options: ['True', 'False'].map((text, n) => option('ab'.charAt(n), text)) })], {
    section: 1,
    title: '',
    html: '<p>Cross-docking removes the need for any storage at the supplier.</p>',
  }),
];

export const sampleExam = (more: Partial<FakeExam> = {}): FakeExam => ({
  examId: 'scm-inventory',
  title: 'Inventory and supply chains: final examination',
  language: 'en',
  rehearsal: false,
  linear: false,
  limitMs: 1.5 * HOUR,
  graceMs: 15_000,
  handInKey: null,
  sections: [
    {
      index: 0,
      title: 'Quantities',
      introHtml: '<p>Three questions with short answers. A calculator is allowed.</p>',
      oneWay: true,
      timeLimitMs: null,
      firstItem: 1,
      lastItem: 3,
    },
    { index: 1, title: 'Reasoning', introHtml: '', oneWay: false, timeLimitMs: null, firstItem: 4, lastItem: 6 },
  ],
  items,
  ...more,
});

const attempt = (more: Partial<AttemptCard>): AttemptCard => ({
  sessionId: ids.graded,
  number: 1,
  state: 'released',
  begunAt: '2026-10-02T08:00:00Z',
  endedAt: '2026-10-02T09:12:00Z',
  passed: true,
  score: 9.5,
  maxScore: 12,
  credentialId: ids.credential,
  ...more,
});

export const card = (now: number, more: Partial<ExamCard>): ExamCard => ({
  examId: 'scm-inventory',
  title: 'Inventory and supply chains: final examination',
  courseId: 'sc1x',
  standing: 'ready',
  reasons: [],
  why: (more.reasons ?? []).map((reason) => ({ ...reason, remedy: '', by: 'time', endsAt: null })),
  choosesWindow: false,
  opens: iso(now - DAY),
  closes: iso(now + 3 * DAY),
  timeLimitMs: 1.5 * HOUR,
  items: 6,
  cutScorePercent: 60,
  attemptsAllowed: 2,
  attemptsUsed: 0,
  sessionId: null,
  attempts: [],
  ...more,
});

const NOT_OPEN = { code: 'learner.window-not-open', message: 'This exam has not opened yet.' };

/** An exam whose opening is known: before it, and after. */
const cardOpening = (now: number, opens: number): ExamCard => ({
  ...card(now, { attemptsUsed: 0 }),
  opens: iso(opens),
  standing: now < opens ? 'notYet' : 'ready',
  reasons: now < opens ? [NOT_OPEN] : [],
  why: now < opens ? [{ ...NOT_OPEN, remedy: '', by: 'time', endsAt: iso(opens) }] : [],
});

/** @param opens when the first exam opens, in milliseconds since 1970; without it, it is open */
export const home = (now: number, running: string | null, opens?: number): HomeView => ({
  legalName: 'Amina Okonkwo-Lindqvist',
  now: iso(now),
  rehearsal: card(now, {
    examId: 'rehearsal',
    title: 'Rehearsal',
    opens: null,
    closes: null,
    attemptsAllowed: null,
    attemptsUsed: 1,
    attempts: [attempt({ sessionId: ids.rehearsal, passed: null, score: null, credentialId: null })],
  }),
  programs: [
    {
      id: 'scm',
      title: 'MicroMasters in Supply Chain Management',
      descriptionHtml: '<p>Five courses and a comprehensive examination.</p>',
      courses: [
        { id: 'sc0x', title: 'Analytics' },
        { id: 'sc1x', title: 'Fundamentals' },
        { id: 'sc2x', title: 'Design' },
      ],
      exams: [
        running
          ? card(now, { standing: 'running', sessionId: running, attemptsUsed: 1 })
          : cardOpening(now, opens ?? now - DAY),
        card(now, {
          examId: 'sc2x',
          title: 'Supply chain design',
          courseId: 'sc2x',
          standing: 'notYet',
          opens: iso(now + 5 * DAY),
          closes: iso(now + 12 * DAY),
          reasons: [
            { code: 'learner.window-not-open', message: 'This exam has not opened yet.' },
            { code: 'learner.rehearsal-needed', message: 'The rehearsal has to be done on this account first.' },
          ],
        }),
        card(now, {
          examId: 'sc0x',
          title: 'Supply chain analytics',
          courseId: 'sc0x',
          standing: 'passed',
          attemptsUsed: 1,
          closes: iso(now - DAY),
          attempts: [attempt({})],
        }),
      ],
    },
  ],
});

export const briefing = (now: number, opens?: number): BriefingView => ({
  exam: cardOpening(now, opens ?? now - DAY),
  instructionsHtml:
    '<p>You may use a calculator and one sheet of your own notes.</p><ul><li>Work alone.</li><li>Give units where they are asked for.</li></ul>',
  honourCodeHtml: '<p>I will do this examination by myself, and I will not pass on its questions.</p>',
  linear: false,
  sections: 2,
  graceMs: 15_000,
  lostTimeCapMs: 10 * 60_000,
  windowCloseWins: true,
});

export const result = (): ResultView => ({
  sessionId: ids.graded,
  examId: 'scm-inventory',
  title: 'Inventory and supply chains: final examination',
  state: 'released',
  endedAt: '2026-10-02T09:12:00Z',
  endedBy: 'learner',
  score: 9.5,
  maxScore: 12,
  cutScorePercent: 60,
  passed: true,
  pending: 0,
  credentialId: ids.credential,
  review: null,
  items: items.slice(0, 3),
  fields: [
    {
      item: 1,
      field: 'f1',
      value: { choices: ['a'], text: null },
      points: 1,
      maxPoints: 1,
      verdict: 'correct',
      key: 'a',
      explanationHtml: '<p>Set <span class="math">C\'(Q) = 0</span> and solve for <span class="math">Q</span>.</p>',
      comment: null,
    },
    {
      item: 2,
      field: 'f1',
      value: { choices: ['a', 'b'], text: null },
      points: 1,
      maxPoints: 2,
      verdict: 'partial',
      key: 'a, c',
      explanationHtml: null,
      comment: 'One of the two is right.',
    },
    {
      item: 3,
      field: 'f1',
      value: null,
      points: 0,
      maxPoints: 2,
      verdict: 'blank',
      key: '465 km',
      explanationHtml: null,
      comment: null,
    },
  ],
});

export const credential = (id: string): CredentialView => ({
  id,
  name: 'Amina Okonkwo-Lindqvist',
  title: 'Supply chain analytics',
  programTitle: 'MicroMasters in Supply Chain Management',
  issuer: 'Open Institute of Logistics',
  issuedAt: '2026-10-05T10:00:00Z',
  statement: 'has passed the examination in Supply chain analytics with 79 %, unproctored.',
  standing: id === ids.revoked ? 'revoked' : 'valid',
  keyFingerprint: '9f2c5e7701ab44d0c3b8e6152f7a90de418b6c2d35fe8a7790124cd3e6ab58f1',
  revokedAt: id === ids.revoked ? '2026-11-20T10:00:00Z' : null,
  revokedFor: id === ids.revoked ? 'review' : null,
  kind: 'exam',
  supersededBy: null,
  issuerId: 'did:key:z6MktNWXFy7fn9kNfwfvD9e2rDK3RPetS4MRKtZH8AxQzg9y',
});

export const queue = (): AttemptToMark[] => [
  {
    sessionId: ids.graded,
    examId: 'scm-inventory',
    title: 'Inventory and supply chains: final examination',
    sealedAt: '2026-11-23T09:12:00Z',
    pending: 2,
  },
];

export const markingOf = (): MarkingView => ({
  sessionId: ids.graded,
  title: 'Inventory and supply chains: final examination',
  state: 'grading',
  responses: [5, 6].map((item) => ({
    item,
    field: 'f1',
    stemHtml: items[4]?.html ?? '',
    promptHtml: '',
    rubricHtml:
      '<ul><li>2 points: deviations of independent days partly cancel.</li><li>2 points: hence the spread grows with <span class="math">\\sqrt{L}</span>.</li><li>1 point: plain words, a fitting example.</li></ul>',
    response:
      'Some days more people come than you think, some days fewer.\n\nOver many days these cancel out in part, so waiting four times as long only makes you twice as unsure.',
    maxPoints: 5,
    points: null,
    comment: '',
    hasMath: true,
  })),
});

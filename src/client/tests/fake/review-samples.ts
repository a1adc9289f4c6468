import type {
  KeptEvidence,
  MyReview,
  NamedReview,
  Review,
  ReviewedPaper,
  ReviewSummary,
  WatchedSession,
} from '../../lib/review-wire';
import { noAccommodation } from './samples';

export const ids = {
  review: '3f5a2c1e-7d41-4b6f-8c1a-9a4d5e6f7a01',
  mine: '3f5a2c1e-7d41-4b6f-8c1a-9a4d5e6f7a02',
};

const day = (time: string): string => `2026-11-24T${time}Z`;

const flags: Review['flags'] = [
  {
    number: 1,
    rule: 'page-hidden',
    title: 'The exam’s page was out of sight',
    severity: 0.4,
    from: day('09:02:00'),
    to: day('09:02:41'),
    standing: 'raised',
    why: '',
  },
];

const incidents: Review['incidents'] = [
  {
    number: 1,
    kind: 'learnerBehaviour',
    gravity: 'serious',
    comment: 'Somebody beside the learner read the questions aloud.',
    by: 'u9',
    at: day('09:03:10'),
    attachments: [],
  },
];

export const review = (more: Partial<Review> = {}): Review => ({
  session: ids.review,
  examId: 'ctl-1',
  learnerId: 'amina',
  room: 'e~ctl-1~1',
  state: 'looking',
  serious: true,
  flags,
  incidents,
  opinions: [],
  reviewers: 0,
  proposed: null,
  reason: '',
  answer: null,
  finding: null,
  foundBy: null,
  appeal: null,
  by: null,
  overdue: false,
  kappa: null,
  may: ['judge', 'conclude'],
  earlier: [],
  ...more,
});

export const named = (more: Partial<Review> = {}): NamedReview => ({
  review: review(more),
  me: 'u1',
  names: { u1: 'S. Planner', u2: 'Bo Second', u9: 'P. Proctor' },
});

export const myReview = (more: Partial<MyReview> = {}): MyReview => ({
  session: ids.mine,
  state: 'asked',
  flags,
  incidents: incidents.map((incident) => ({ ...incident, by: '' })),
  proposed: { kind: 'scoreVoided' },
  reason: 'For half a minute somebody beside you read the questions aloud.',
  by: '2026-11-29T09:00:00Z',
  answer: null,
  finding: null,
  appeal: null,
  overdue: false,
  earlier: [],
  ...more,
});

export const reviewLine = (id: string, more: Partial<ReviewSummary> = {}): ReviewSummary => ({
  sessionId: id,
  examId: 'x',
  examTitle: 'Exam x',
  learnerId: 'amina',
  legalName: 'Amina Okonkwo-Lindqvist',
  room: 'e~x~1',
  state: 'looking',
  attention: 0.5,
  serious: false,
  subjects: 2,
  concluded: 0,
  openedAt: day('10:00:00'),
  dueAt: null,
  overdue: false,
  finding: null,
  ...more,
});

const entry = (at: string, kind: string, what: string, more: Partial<WatchedSession['timeline'][number]> = {}) => ({
  at: day(at),
  kind,
  what,
  by: '',
  text: '',
  item: null,
  amount: null,
  ...more,
});

export const watchedSession = (): WatchedSession => ({
  session: ids.review,
  examTitle: 'Inventory control, proctored',
  legalName: 'Amina Okonkwo-Lindqvist',
  ledger: [
    { cause: 'working', from: day('09:00:00'), to: day('09:10:00'), ms: 600_000, why: '' },
    { cause: 'paused', from: day('09:10:00'), to: day('09:12:00'), ms: 120_000, why: 'technical' },
    { cause: 'working', from: day('09:12:00'), to: day('09:20:00'), ms: 480_000, why: '' },
  ],
  accommodation: { ...noAccommodation, timeMultiplierPercent: 125 },
  earlier: null,
  timeline: [
    entry('09:00:00', 'state', 'running'),
    entry('09:00:10', 'shown', 'shown', { item: 1 }),
    entry('09:01:00', 'answer', 'f1', { item: 1 }),
    entry('09:01:30', 'shown', 'shown', { item: 2 }),
    entry('09:02:00', 'signal', 'page-hidden.began'),
    entry('09:02:03', 'flag', 'page-hidden', { text: 'The exam’s page was out of sight' }),
    entry('09:02:41', 'signal', 'page-hidden.ended'),
    entry('09:03:00', 'chat', 'proctor', { by: 'u9', text: 'Are you alone in the room?' }),
    entry('09:03:10', 'act', 'report', { by: 'u9', text: 'Somebody beside the learner read aloud.' }),
    entry('09:04:00', 'answer', 'f1', { item: 1, amount: 2 }),
    entry('09:20:00', 'state', 'submitted'),
  ],
});

/** Item 1 was answered twice, item 2 never. */
export const reviewedPaper = (): ReviewedPaper => ({
  items: [1, 2].map((number) => ({
    number,
    section: 0,
    title: number === 1 ? 'Safety stock' : '',
    html: `<p>Which of these raises the safety stock? (${number})</p>`,
    points: 1,
    hasMath: false,
    closed: true,
    fields: [
      {
        id: 'f1',
        promptHtml: '',
        points: 1,
        kind: 'singleChoice',
        options: [
          { name: 'a', html: 'A longer lead time' },
          { name: 'b', html: 'A lower service level' },
        ],
        maxChoices: 1,
        maxLength: 0,
        minWords: null,
        maxWords: null,
        units: [],
        unitRequired: false,
      },
    ],
  })),
  answers: [
    { at: day('09:01:00'), item: 1, field: 'f1', value: { choices: ['b'], text: null } },
    { at: day('09:04:00'), item: 1, field: 'f1', value: { choices: ['a'], text: null } },
  ],
});

export const kept = (): KeptEvidence => ({
  items: [
    { id: 'c1', kind: 'camera-still', at: day('09:00:10') },
    { id: 'c2', kind: 'camera-still', at: day('09:00:20') },
  ],
  recordings: [
    {
      track: 'screen',
      parts: [
        { part: 1, at: day('09:00:00'), until: day('09:05:00') },
        { part: 2, at: day('09:07:00'), until: day('09:20:00') },
      ],
    },
  ],
});

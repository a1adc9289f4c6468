/**
 * What the server says and takes: the records of ExamEngine.Contracts as JSON. Times are ISO 8601 in UTC, durations are
 * milliseconds, ids are lower-case guids.
 */
import type { FindingKind } from './review-wire';
import type { Reason } from './wire-places';

export interface Problem {
  code: string;
  message: string;
  where?: string | null;
}

export interface DemoAccount {
  userName: string;
  displayName: string;
  password: string;
  role: string;
}

export interface Me {
  /** Account id; what others know the account by, such as the proctor who takes care of a session. */
  id?: string | null;
  userName: string;
  displayName: string;
  roles: string[];
  learnerId?: string | null;
}

export interface HomeView {
  legalName: string;
  now: string;
  programs: ProgramCard[];
  rehearsal: ExamCard | null;
  /** Others than the first; absent from an older server. */
  moreRehearsals?: ExamCard[] | null;
}

export interface ProgramCard {
  id: string;
  title: string;
  descriptionHtml: string;
  courses: { id: string; title: string }[];
  exams: ExamCard[];
}

export type ExamStanding =
  | 'ready'
  | 'running'
  | 'notYet'
  | 'closed'
  | 'needsRehearsal'
  | 'noAttemptsLeft'
  | 'passed'
  | 'barred'
  | 'notRegistered'
  | 'needsEnrolment'
  | 'needsPrerequisite'
  | 'needsPayment'
  | 'coolingOff'
  | 'windowUsed'
  | 'nameUnconfirmed'
  | 'accommodationPending';

export interface ExamCard {
  examId: string;
  title: string;
  courseId: string;
  standing: ExamStanding;
  reasons: Problem[];
  /** The same reasons, with what can be done about each. */
  why: Reason[];
  /** True when there are windows that learners register for themselves. */
  choosesWindow: boolean;
  opens: string | null;
  closes: string | null;
  timeLimitMs: number;
  items: number;
  cutScorePercent: number;
  attemptsAllowed: number | null;
  attemptsUsed: number;
  sessionId: string | null;
  attempts: AttemptCard[];
}

export interface AttemptCard {
  sessionId: string;
  number: number;
  state: 'running' | 'grading' | 'held' | 'underReview' | 'released' | 'voided';
  begunAt: string;
  endedAt: string | null;
  passed: boolean | null;
  score: number | null;
  maxScore: number | null;
  credentialId: string | null;
}

export interface BriefingView {
  exam: ExamCard;
  instructionsHtml: string;
  honourCodeHtml: string;
  linear: boolean;
  sections: number;
  graceMs: number;
  lostTimeCapMs: number;
  windowCloseWins: boolean;
}

export interface SessionBegun {
  sessionId: string;
}

export type SessionState = 'seated' | 'running' | 'paused' | 'submitted' | 'expired' | 'terminated' | (string & {});

export interface SessionView {
  id: string;
  examId: string;
  version: number;
  title: string;
  language: string;
  rehearsal: boolean;
  /** True when somebody watches over it: there is a check-in before, and what goes with it. */
  proctored?: boolean;
  state: SessionState;
  linear: boolean;
  holds: boolean;
  heldElsewhere: boolean;
  currentSection: number;
  currentItem: number;
  sections: SectionView[];
  items: ItemView[];
  answers: SavedAnswer[];
  flagged: number[];
  notes: { item: number; text: string }[];
  time: TimeView;
  lastSeq: number;
  handInKey: string | null;
  points: number;
}

export interface SectionView {
  index: number;
  title: string;
  introHtml: string;
  oneWay: boolean;
  timeLimitMs: number | null;
  firstItem: number;
  lastItem: number;
  state: 'ahead' | 'open' | 'closed';
}

export interface ItemView {
  number: number;
  section: number;
  title: string;
  html: string;
  points: number;
  hasMath: boolean;
  closed: boolean;
  fields: FieldView[];
}

export type FieldKind = 'singleChoice' | 'multipleResponse' | 'numeric' | 'shortText' | 'essay';

export interface FieldView {
  id: string;
  promptHtml: string;
  points: number;
  kind: FieldKind;
  options: OptionView[];
  maxChoices: number;
  maxLength: number;
  minWords: number | null;
  maxWords: number | null;
  units: string[];
  unitRequired: boolean;
}

/** `name` is the letter it is shown under; answers and keys go by it. */
export interface OptionView {
  name: string;
  html: string;
}

/** Exactly one of the two, or neither for a blank. */
export interface AnswerValue {
  choices: string[] | null;
  text: string | null;
}

export interface SavedAnswer {
  item: number;
  field: string;
  value: AnswerValue;
  seq: number;
  savedAt: string;
}

export interface TimeView {
  serverNow: string;
  state: SessionState;
  running: boolean;
  remainingMs: number;
  limitMs: number;
  deadline: string | null;
  sectionRemainingMs: number | null;
  sectionLimitMs: number | null;
  creditedMs: number;
  graceMs: number;
  currentSection: number;
  /** Null while the clock runs, and before and after it. */
  hold?: HoldView | null;
  /** What is left of breaks that the learner may take themself. */
  breakLeftMs?: number;
}

/** Why the clock stands still. */
export interface HoldView {
  kind: 'pause' | 'break' | 'lock' | (string & {});
  since: string;
  /** When a break is over; null for what lasts until a proctor ends it. */
  until: string | null;
  /** What the learner reads while it is locked; else empty. */
  message: string;
}

/** A stretch of time by cause; what was given or taken at a moment has no length of its own, and `ms` says how much it was. */
export interface LedgerSpan {
  cause: 'working' | 'paused' | 'break' | 'lost' | 'credited' | 'added' | 'taken' | (string & {});
  from: string;
  to: string | null;
  ms: number;
  why: string;
}

export interface AccommodationView {
  timeMultiplierPercent: number;
  breakMinutes: number;
  tools: string[];
  exemptRules: string[];
  noCamera: boolean;
  noMicrophone: boolean;
  noScreen: boolean;
}

/** The discriminator is the first property: the server's reader expects it there. */
export type Entry =
  | { kind: 'answer'; commandId: string; seq: number; item: number; field: string; value: AnswerValue }
  | { kind: 'flag'; commandId: string; seq: number; item: number; flagged: boolean }
  | { kind: 'note'; commandId: string; seq: number; item: number; text: string }
  | { kind: 'shown'; commandId: string; seq: number; item: number };

export interface Acknowledgement {
  commandId: string;
  status: 'saved' | 'superseded' | 'refused';
  version: number;
  savedAt: string;
  problem: Problem | null;
}

export interface Saved {
  acks: Acknowledgement[];
  time: TimeView;
}

export interface Receipt {
  sessionId: string;
  examId: string;
  title: string;
  version: number;
  state: SessionState;
  endedBy: 'learner' | 'deadline' | 'proctor';
  startedAt: string;
  endedAt: string;
  items: number;
  answered: number;
  answers: SavedAnswer[];
  signature: string;
}

export interface ResultView {
  sessionId: string;
  examId: string;
  title: string;
  state: 'grading' | 'held' | 'underReview' | 'released' | 'voided';
  endedAt: string;
  endedBy: 'learner' | 'deadline' | 'proctor';
  score: number | null;
  maxScore: number;
  cutScorePercent: number;
  passed: boolean | null;
  pending: number;
  fields: FieldResult[];
  credentialId: string | null;
  items: ItemView[];
  /** What a review has told: `opening` for a moment, `open` while people look, then the kind of the finding in force; null when there is none. */
  review: 'opening' | 'open' | FindingKind | null;
}

export type Verdict = 'correct' | 'partial' | 'incorrect' | 'blank' | 'pending' | 'unreadable';

export interface FieldResult {
  item: number;
  field: string;
  value: AnswerValue | null;
  points: number | null;
  maxPoints: number;
  verdict: Verdict;
  key: string | null;
  explanationHtml: string | null;
  comment: string | null;
}

/** Unsent answers under the session's hand-in key; every part but the id is base64. */
export interface HandInFile {
  sessionId: string;
  ephemeralKey: string;
  nonce: string;
  ciphertext: string;
}

export interface HandedIn {
  taken: number;
  alreadyThere: number;
}

export interface CredentialView {
  id: string;
  name: string;
  title: string;
  programTitle: string;
  issuer: string;
  issuedAt: string;
  statement: string;
  standing: 'valid' | 'revoked' | 'superseded';
  keyFingerprint: string;
  /** When it ceased to stand; null while it does. */
  revokedAt: string | null;
  /** The class of the reason, such as `review`. */
  revokedFor: string | null;
  kind: 'exam' | 'course' | 'program';
  /** The credential that took its place. */
  supersededBy: string | null;
  /** The identity that signed the Open Badge, such as `did:key:z6Mk…`; null until it is signed. */
  issuerId: string | null;
}

export interface HeldCredential {
  credentialId: string;
  learnerId: string;
  kind: CredentialView['kind'];
  title: string;
  code: string;
  message: string;
  heldAt: string;
}

export interface HeldCredentials {
  credentials: HeldCredential[];
}

export interface TemplateDraft {
  page: 'a4' | 'letter';
  /** Such as `#1f4e79`. */
  accent: string;
  seal: string;
  signatories: { name: string; office: string }[];
  texts: TemplateWords[];
}

export interface TemplateWords {
  language: string;
  kind: CredentialView['kind'];
  proctored: boolean | null;
  statement: string;
  description: string;
  criteria: string;
}

export interface TemplatePreview {
  name: string;
  language: string;
  kind: CredentialView['kind'];
}

export interface CredentialTemplateView {
  programId: string;
  /** 0 while the built-in template serves. */
  version: number;
  publishedAt: string | null;
  template: TemplateDraft;
}

export interface AttemptToMark {
  sessionId: string;
  examId: string;
  title: string;
  sealedAt: string;
  pending: number;
}

export interface MarkingView {
  sessionId: string;
  title: string;
  state: string;
  responses: ResponseToMark[];
}

export interface ResponseToMark {
  item: number;
  field: string;
  stemHtml: string;
  promptHtml: string;
  rubricHtml: string;
  response: string;
  maxPoints: number;
  points: number | null;
  comment: string;
  hasMath: boolean;
}

export interface MarkResponse {
  commandId: string;
  item: number;
  field: string;
  points: number;
  comment: string;
}

export type WindowState = 'planned' | 'open' | 'closed' | 'cancelled';

export interface WindowCard {
  id: string;
  examId: string;
  examTitle: string;
  title: string;
  state: WindowState;
  opens: string;
  closes: string;
  capacity: number;
  seats: number;
}

/** What staff lay down. After the opening only a later close and more capacity are taken. */
export interface WindowPlan {
  examId: string;
  title: string;
  opens: string;
  closes: string;
  capacity: number;
}

/** Seats are counted in `seats` and `notStarted`; the others count sittings, each in one of them, but `passed`, which is of those graded. */
export interface WindowFigures {
  seats: number;
  prepared: number;
  running: number;
  submitted: number;
  graded: number;
  released: number;
  passed: number;
  notStarted: number;
}

export interface WindowView extends WindowPlan {
  id: string;
  examTitle: string;
  state: WindowState;
  now: string;
  figures: WindowFigures;
}

export interface SeatOrder {
  learnerId: string;
  timeMultiplierPercent: number | null;
}

export interface SeatsTaken {
  taken: number;
  known: number;
  refused: { learnerId: string; code: string; message: string }[];
}

export type SeatState =
  'seated' | 'prepared' | 'running' | 'submitted' | 'graded' | 'released' | 'voided' | 'released-seat';

export interface SeatView {
  learnerId: string;
  legalName: string;
  timeMultiplierPercent: number;
  state: SeatState;
  sessionId?: string | null;
  startedAt?: string | null;
  endedAt?: string | null;
  points?: number | null;
  maxPoints?: number | null;
  passed?: boolean | null;
}

export interface SeatPage {
  seats: SeatView[];
  /** The cursor of the page after; null or absent at the end. */
  next?: string | null;
}

/** What the server says and takes about reviews of watched sessions; see `wire.ts`. */

import type { AccommodationView, AnswerValue, ItemView, LedgerSpan } from './wire';

export type FindingKind = 'cleared' | 'warning' | 'scoreVoided' | 'barredUntil';

/** `until` only of a bar. */
export interface Finding {
  kind: FindingKind;
  until?: string | null;
}

export type ReviewState = 'none' | 'looking' | 'asked' | 'readyToFind' | 'found' | 'appealed' | 'settled';

export interface ReviewedFlag {
  number: number;
  rule: string;
  title: string;
  severity: number;
  from: string;
  to: string | null;
  standing: 'raised' | 'excused' | 'withdrawn';
  why: string;
}

export type Gravity = 'minor' | 'moderate' | 'serious';

export interface ReviewedIncident {
  number: number;
  kind: string;
  gravity: Gravity;
  comment: string;
  by: string;
  at: string;
  attachments: string[];
  /** When it happened, where that was before it was reported. */
  happenedAt?: string | null;
}

/** A learner's own review. */
export interface MyReview {
  session: string;
  state: ReviewState;
  flags: ReviewedFlag[];
  incidents: ReviewedIncident[];
  proposed: Finding | null;
  reason: string;
  by: string | null;
  answer: string | null;
  finding: Finding | null;
  appeal: string | null;
  overdue: boolean;
  earlier: ReviewRound[];
}

/** What a review had come to before something more turned up. `foundBy` is null towards the learner. */
export interface ReviewRound {
  finding: Finding | null;
  reason: string;
  foundBy: string | null;
  answer: string | null;
  appeal: string | null;
}

export type Judgement = 'dismissed' | 'confirmed';

export interface Opinion {
  reviewer: string;
  judgements: { subject: string; judgement: Judgement }[];
  proposed: Finding | null;
  reason: string;
}

export type MayDo = 'judge' | 'conclude' | 'find' | 'decideAppeal';

/** A review as its reviewers see it: no other's opinion before one's own is concluded. */
export interface Review {
  session: string;
  examId: string;
  learnerId: string;
  room: string;
  state: ReviewState;
  serious: boolean;
  flags: ReviewedFlag[];
  incidents: ReviewedIncident[];
  opinions: Opinion[];
  reviewers: number;
  proposed: Finding | null;
  reason: string;
  answer: string | null;
  finding: Finding | null;
  foundBy: string | null;
  appeal: string | null;
  by: string | null;
  overdue: boolean;
  kappa: number | null;
  may: MayDo[];
  earlier: ReviewRound[];
}

/** A review, the account that asks, and what accounts in it are called. */
export interface NamedReview {
  review: Review;
  me: string;
  names: Record<string, string>;
}

export type ListedState = Exclude<ReviewState, 'none'> | 'clearedByPolicy';

export interface ReviewSummary {
  sessionId: string;
  examId: string;
  examTitle: string;
  learnerId: string;
  legalName: string;
  room: string;
  state: ListedState;
  attention: number;
  serious: boolean;
  subjects: number;
  concluded: number;
  openedAt: string;
  dueAt: string | null;
  overdue: boolean;
  finding: FindingKind | null;
}

export interface ReviewList {
  reviews: ReviewSummary[];
  next: string | null;
}

export interface FlagRuleShares {
  rules: { rule: string; title: string; flags: number; judged: number; dismissedShare: number | null }[];
  kappa: number | null;
  judgedByTwo: number;
}

/** One thing that happened, as the watch over a session tells it. */
export interface ReplayEntry {
  at: string;
  kind: string;
  what: string;
  by: string;
  text: string;
  item: number | null;
  amount: number | null;
}

/** What a replay needs of the watch over a session. */
export interface WatchedSession {
  session: string;
  examTitle: string;
  legalName: string;
  timeline: ReplayEntry[];
  /** Asked for as `before` it gives the entries before these; null when there are none. */
  earlier: string | null;
  ledger: LedgerSpan[];
  accommodation: AccommodationView;
  /** Who confirmed the identity that was shown; null when nobody has. Absent from an older server. */
  confirmed?: { by: string; at: string } | null;
}

/** The questions as the learner had them, and what stood in their fields from when on. */
export interface ReviewedPaper {
  items: ItemView[];
  answers: { at: string; item: number; field: string; value: AnswerValue }[];
}

/** A picture of the session, by `/api/sessions/{id}/evidence/{evidence}`. */
export interface KeptPicture {
  id: string;
  kind: string;
  at: string;
}

/** One film of a recording, by `/api/sessions/{id}/recording/{track}/parts/{part}`. */
export interface KeptFilm {
  part: number;
  at: string;
  until: string;
}

/** What is kept of a session, each kind the oldest first. */
export interface KeptEvidence {
  items: KeptPicture[];
  recordings: { track: Track; parts: KeptFilm[] }[];
}

export type Track = 'camera' | 'screen';

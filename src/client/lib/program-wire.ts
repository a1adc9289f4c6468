/** What the server says about programs: what they demand, and how far a learner has come. */

export type NodeState = 'done' | 'inReview' | 'missing' | 'impossible';

export type MissingReason =
  | 'notSat'
  | 'notPassed'
  | 'undecided'
  | 'voided'
  | 'outsideItsTime'
  | 'notYet'
  | 'timeOver'
  | 'outOfOrder'
  | 'outsideSpan'
  | 'belowCut';

export interface PartView {
  examId: string;
  title: string;
  weight: number;
  /** Null when it was not sat, or may not be seen. */
  state: 'passed' | 'notPassed' | 'undecided' | 'voided' | null;
  endedAt: string | null;
}

export interface PartsView {
  inOrder: boolean;
  withinMs: number | null;
  /** Of the combined score; null when each part has to be passed by itself. */
  cutScorePercent: number | null;
  exams: PartView[];
}

export interface RequirementView {
  kind: 'allOf' | 'atLeast' | 'course' | 'exam';
  /** Of a course or an exam; empty for a group. */
  id: string;
  /** Empty for a group without a name. */
  title: string;
  /** How many of what is below are needed. */
  count: number;
  from: string | null;
  until: string | null;
  of: RequirementView[];
  parts: PartsView | null;
  /** Null where no learner is meant. */
  state: NodeState | null;
  reason: MissingReason | null;
  reasonAt: string | null;
  earnedAt: string | null;
  percent: number | null;
}

export interface AwardView {
  /** Null for the program's. */
  courseId: string | null;
  title: string;
  credentialId: string;
  earnedAt: string;
  stands: boolean;
  lost: 'review' | 'award' | 'requirement' | null;
}

export interface ProgressView {
  programId: string;
  title: string;
  state: NodeState;
  version: number;
  beganAt: string;
  requirement: RequirementView;
  awards: AwardView[];
  /** The learner agrees that their name is published with what they earn in it. */
  namePublished: boolean;
}

export interface ProgramVersionView {
  number: number;
  /** Null for what is proposed. */
  inForceFrom: string | null;
  forEverybody: boolean;
  source: string;
  requirement: RequirementView;
}

export interface ProgramEntry {
  id: string;
  title: string;
}

export interface ProgramView {
  id: string;
  title: string;
  descriptionHtml: string;
  /** Newest first. */
  versions: ProgramVersionView[];
  proposal: ProgramVersionView | null;
}

export interface ChangeView {
  state: 'none' | 'looking' | 'ready' | 'applying' | 'applied' | 'dropped';
  preview: string | null;
  version: number;
  forEverybody: boolean;
  at: string | null;
  looked: number;
  gain: number;
  lose: number;
  told: number;
}

export interface ConcernedLearner {
  learnerId: string;
  legalName: string;
  courseId: string | null;
}

export interface ConcernedList {
  learners: ConcernedLearner[];
  next: number | null;
}

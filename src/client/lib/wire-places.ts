/** What the server says and takes about who may sit: reasons, entitlements, windows that learners choose; see `wire.ts`. */

/** Why an exam cannot begin, and what can be done about it. `by` says who does it; `time`: it ends by itself, at `endsAt` when that is known. */
export interface Reason {
  code: string;
  message: string;
  remedy: string;
  by: 'learner' | 'staff' | 'time' | 'nobody';
  endsAt: string | null;
}

export interface WindowChoices {
  examId: string;
  now: string;
  windows: WindowChoice[];
}

export interface WindowChoice {
  windowId: string;
  title: string;
  opens: string;
  closes: string;
  registration: 'notYet' | 'open' | 'over';
  registrationFrom: string | null;
  registrationUntil: string;
  changeUntil: string;
  free: number;
  waiting: number;
  mine: 'none' | 'seated' | 'waiting' | 'offered';
  position: number | null;
  offeredUntil: string | null;
}

export interface RegistrationRequest {
  commandId: string;
  windowId: string;
  insteadOf: string | null;
  waits: boolean;
}

export interface WindowPlace {
  windowId: string;
  state: WindowChoice['mine'];
  position: number | null;
  offeredUntil: string | null;
}

export interface Entitlements {
  legalName: string;
  nameConfirmed: boolean;
  programs: string[];
  payments: { reference: string; examId: string | null; programId: string | null; byVoucher: boolean; at: string }[];
  courseGrades: { courseId: string; passed: boolean; percent: number | null; at: string }[];
  requests: AccommodationRequest[];
}

export interface AccommodationRequest {
  requestId: string;
  wish: string;
  askedAt: string;
  state: 'pending' | 'granted' | 'declined' | 'withdrawn';
  reason: string;
  answeredAt: string | null;
}

/** For support: the same answer as the learner's own page gives. */
export interface Eligibility {
  learnerId: string;
  examId: string;
  examTitle: string;
  now: string;
  mayBegin: boolean;
  standing: string;
  reasons: Reason[];
  attemptsAllowed: number | null;
  attemptsUsed: number;
  windowId: string | null;
  opens: string | null;
  closes: string | null;
}

export interface PendingRequest {
  requestId: string;
  learnerId: string;
  legalName: string;
  wish: string;
  askedAt: string;
}

export interface Voucher {
  code: string;
  examId: string;
  uses: number;
  used: number;
  until: string | null;
}

/** How learners register for a window themselves; limits are minutes before the opening. */
export interface RegistrationTerms {
  from: string | null;
  endsBeforeMinutes: number | null;
  changeBeforeMinutes: number;
  offerMinutes: number;
}

export interface RegistrationView {
  terms: RegistrationTerms | null;
  openUntil: string | null;
  changeUntil: string | null;
  free: number;
  waiting: number;
}

export interface WaitingPage {
  waiting: { learnerId: string; legalName: string; number: number; since: string; offeredUntil: string | null }[];
  next: number | null;
}

/** What the server says and takes about live proctoring: the records of ExamEngine.Contracts/Proctoring as JSON. */
import type { AccommodationView, LedgerSpan, Problem, TimeView } from '../lib/wire';
import type { ChatLine, Surroundings } from '../lib/wire-watch';

export type { LedgerSpan } from '../lib/wire';
export type { ChatLine } from '../lib/wire-watch';

export type Stage = 'seated' | 'checkingIn' | 'waiting' | 'admitted' | 'denied' | 'over';

export interface RoomsView {
  /** `w~WINDOW` or `e~EXAM`. */
  id: string;
  title: string;
  leads: string[];
  rooms: RoomCard[];
}

export interface RoomCard {
  id: string;
  number: number;
  sessions: number;
  running: number;
  waiting: number;
  needAttention: number;
  proctors: string[];
  /** Proctors whose console is open now. */
  watching: number;
  responseP50Ms: number | null;
}

export interface BoardView {
  room: string;
  title: string;
  version: number;
  serverNow: string;
  cells: BoardCell[];
  acts: ActProgress[];
  /** Account ids. */
  proctors: string[];
  staffing: ProctorLoad[];
}

/** Changes from the version before `version`. */
export interface BoardDelta {
  room: string;
  version: number;
  serverNow: string;
  cells: BoardCell[];
  acts: ActProgress[];
  /** All of it when something of it changed; else empty. */
  staffing: ProctorLoad[];
}

/** What a proctor of the room has to do. */
export interface ProctorLoad {
  proctor: string;
  inCare: number;
  responseP50Ms: number | null;
  /** Has the fewest: whom the next session is suggested to. */
  isNext: boolean;
}

export interface BoardCell {
  session: string;
  learner: string;
  state: SessionCell;
  watch: WatchCell;
  care: string | null;
  still: string | null;
  stillAt: string | null;
}

export interface SessionCell {
  session: string;
  state: string;
  answered: number;
  items: number;
  currentItem: number;
  running: boolean;
  /** At `at`; counts down while `running`. */
  remainingMs: number;
  at: string;
  lastHeard: string | null;
}

export interface WatchCell {
  session: string;
  legalName: string;
  stage: Stage | (string & {});
  attention: number;
  flags: number;
  latest: string | null;
  latestAt: string | null;
  open: string[];
  incidents: number;
  handRaised: boolean;
  unanswered: number;
  waitingSince: string | null;
  /** How often the connection was lost so far, and when the last of them was over. Absent from an older server. */
  losses?: number;
  lostAt?: string | null;
}

export const actKinds = [
  'admit',
  'deny',
  'askIdentity',
  'askRoomScan',
  'confirmIdentity',
  'message',
  'warn',
  'announce',
  'pause',
  'resume',
  'addTime',
  'takeTime',
  'break',
  'lock',
  'unlock',
  'end',
  'terminate',
  'reopen',
  'report',
  'note',
  'flag',
  'unflag',
  'attach',
] as const;
export type ActKind = (typeof actKinds)[number];

export const actReasons = [
  'routine',
  'identity',
  'environment',
  'behaviour',
  'illness',
  'technical',
  'accommodation',
  'late',
  'request',
  'policy',
  'mistake',
] as const;
export type ActReason = (typeof actReasons)[number];

export const irregularities = [
  'environmentComfort',
  'environmentDisturbance',
  'environmentNoise',
  'environmentPowerOutage',
  'environmentWeather',
  'learnerBehaviour',
  'learnerComplaint',
  'learnerIdentity',
  'learnerIllness',
  'learnerLate',
  'learnerNavigation',
  'learnerNoShow',
  'staffBehaviour',
  'staffCompliance',
  'staffError',
  'staffLate',
  'staffNoShow',
  'technicalFreezing',
  'technicalLaunching',
  'technicalNetwork',
  'technicalPrinting',
  'technicalWorkstation',
  'other',
] as const;
export type Irregularity = (typeof irregularities)[number];

export const gravities = ['minor', 'moderate', 'serious'] as const;
export type Gravity = (typeof gravities)[number];

/** `id` is the command: repeating the order is harmless. */
export interface ActOrder {
  id: string;
  kind: ActKind;
  /** Null: every session of the room, or of all rooms when ordered there. */
  sessions: string[] | null;
  reason: ActReason;
  text: string;
  minutes: number | null;
  irregularity: Irregularity | null;
  gravity: Gravity | null;
  flag: number | null;
  attachment: string | null;
  /** When that happened which it is about; null when that is now. */
  happenedAt: string | null;
}

export interface ActPreview {
  count: number;
  /** At most 200 of them. */
  affected: ActTarget[];
  skipped: ActTarget[];
  canBeUndone: boolean;
}

export interface ActTarget {
  session: string;
  learner: string;
  state: string;
  problem: Problem | null;
  /** Why it goes and less comes of it than was said. */
  limit?: Problem | null;
}

export interface ActProgress {
  id: string;
  kind: ActKind;
  by: string;
  at: string;
  reason: string;
  text: string;
  minutes: number | null;
  outcomes: ActOutcome[];
  canBeUndone: boolean;
  undoneAt: string | null;
  /** How many sessions it is for; those without an outcome have not answered yet. */
  count: number;
}

export interface ActOutcome {
  session: string;
  problem: Problem | null;
  deliveredAt: string | null;
  confirmedAt: string | null;
  /** Why it was not taken back here; null when it was, and while it stands. */
  undoProblem: Problem | null;
  /** Why less comes of it than was said, as known when it was ordered. */
  limit?: Problem | null;
}

/** Everything about one session that its proctors see. */
export interface WatchView {
  session: string;
  room: string;
  examId: string;
  examTitle: string;
  learnerId: string;
  legalName: string;
  state: string;
  checkIn: CheckInView;
  identity: IdentityShown | null;
  flags: FlagView[];
  incidents: IncidentView[];
  talk: ChatLine[];
  handRaised: boolean;
  /** Newest last. */
  timeline: TimelineEntry[];
  /** Asked for as `before` it gives the entries before these; null when there are none. */
  earlier: string | null;
  ledger: LedgerSpan[];
  accommodation: AccommodationView;
  time: TimeView;
  /** Who confirmed the identity that was shown; null when nobody has. Absent from an older server. */
  confirmed?: { by: string; at: string } | null;
}

export interface CheckInView {
  stage: Stage | (string & {});
  missing: string[];
  message: string | null;
  legalName: string;
  identityNeeded: boolean;
  roomScanNeeded: boolean;
  consentedAt: string | null;
}

export interface IdentityShown {
  nameConfirmed: boolean;
  face: string | null;
  document: string | null;
}

export interface FlagView {
  number: number;
  rule: string;
  title: string;
  severity: number;
  from: string;
  to: string | null;
  standing: 'raised' | 'excused' | 'withdrawn' | (string & {});
  why: string;
}

export interface IncidentView {
  number: number;
  kind: string;
  gravity: string;
  comment: string;
  by: string;
  at: string;
  attachments: string[];
  /** When it happened, where that was before it was reported. */
  happenedAt?: string | null;
}

export interface TimelineEntry {
  at: string;
  kind: string;
  what: string;
  by: string;
  text: string;
  item?: number | null;
  amount?: number | null;
  context?: Surroundings | null;
  /** When that happened which was written down at `at`, where it was earlier. */
  happenedAt?: string | null;
}

/** What the server says and takes about the watch over a session: the learner's part of ExamEngine.Contracts.Proctoring as JSON. */
export type CheckInStage = 'seated' | 'checkingIn' | 'waiting' | 'admitted' | 'denied' | 'over' | (string & {});

export type CheckInPart = 'consent' | 'identity' | 'roomScan' | (string & {});

export interface ConsentText {
  version: string;
  camera: boolean;
  microphone: boolean;
  screen: boolean;
  purposeHtml: string;
  stillsDays: number;
  recordingDays: number;
  identityDays: number;
  talkDays: number;
  /** Camera and screen are recorded as a whole, with sound. */
  record: boolean;
  faceCounting: boolean;
  /** Photos of face and document before the start. */
  identity: boolean;
  roomScan: boolean;
  stillEverySeconds: number;
}

export interface CheckInView {
  stage: CheckInStage;
  missing: CheckInPart[];
  message: string | null;
  legalName: string;
  consent: ConsentText;
  identityNeeded: boolean;
  roomScanNeeded: boolean;
  consentedAt: string | null;
}

export interface IceServer {
  urls: string[];
  username: string | null;
  credential: string | null;
}

export interface WatchSettings {
  camera: boolean;
  microphone: boolean;
  screen: boolean;
  fullscreen: boolean;
  faceCounting: boolean;
  stillEverySeconds: number;
  record: boolean;
  iceServers: IceServer[];
  assistiveTools: boolean;
}

/** Acts that a learner is told of. */
export type ActKind =
  | 'admit'
  | 'deny'
  | 'askIdentity'
  | 'askRoomScan'
  | 'confirmIdentity'
  | 'message'
  | 'warn'
  | 'announce'
  | 'pause'
  | 'resume'
  | 'addTime'
  | 'takeTime'
  | 'break'
  | 'lock'
  | 'unlock'
  | 'end'
  | 'terminate'
  | 'reopen'
  | (string & {});

export interface ActNotice {
  id: string;
  kind: ActKind;
  at: string;
  text: string;
  minutes: number | null;
  delivered: boolean;
  confirmed: boolean;
  withdrawn: boolean;
}

export interface ChatLine {
  id: string;
  by: 'learner' | 'proctor';
  name: string;
  at: string;
  text: string;
}

export interface AttendView {
  proctored: boolean;
  checkIn: CheckInView;
  notices: ActNotice[];
  talk: ChatLine[];
  handRaised: boolean;
  settings: WatchSettings;
  /** The highest number of this device's signals that is durable. */
  lastSeq: number;
  /** What lasts as far as the server knows, whichever device noticed it; absent from an older server. */
  open?: Condition[] | null;
}

/** What lasts. */
export type Condition =
  | 'page-hidden'
  | 'window-blurred'
  | 'fullscreen-left'
  | 'second-display'
  | 'window-too-small'
  | 'screen-share-lost'
  | 'camera-lost'
  | 'microphone-lost'
  | 'microphone-muted'
  | 'no-face'
  | 'several-faces'
  | 'offline';

/** What happens in a moment. */
export type Moment =
  'copied' | 'cut' | 'pasted' | 'dropped' | 'printed' | 'context-menu-opened' | 'device-changed' | 'clock-jumped';

export interface Surroundings {
  online: boolean;
  visible: boolean;
  promptOpen: boolean;
  assistiveTools: boolean;
}

export interface SignalReport {
  seq: number;
  kind: Condition | Moment;
  phase: 'began' | 'ended' | 'did';
  at: string;
  context: Surroundings;
  amount: number | null;
  times: number;
}

export interface SignalsNoted {
  lastSeq: number;
}

export interface EvidenceItem {
  id: string;
  kind: string;
  mediaType: string;
  at: string;
}

export interface RecordingView {
  track: 'camera' | 'screen';
  parts: { part: number; at: string; until: string }[];
}

/** Until when a group of evidence is kept, or when it was erased and how many there were. */
export interface KeptGroup {
  group: 'stills' | 'recording' | 'identity' | 'talk' | (string & {});
  until: string;
  erasedAt: string | null;
  erased: number;
}

/** What is kept of a sitting. */
export interface EvidenceList {
  items: EvidenceItem[];
  recordings: RecordingView[];
  kept: KeptGroup[];
}

/** What the learner hub takes about the watch. */
export interface WatchMethods {
  Attend: (sessionId: string, device: string) => AttendView;
  Signals: (sessionId: string, device: string, signals: SignalReport[]) => SignalsNoted;
  Acknowledge: (sessionId: string, act: string, confirmed: boolean) => void;
  RaiseHand: (sessionId: string, commandId: string, raised: boolean) => void;
  Say: (sessionId: string, commandId: string, text: string) => ChatLine;
  Relay: (sessionId: string, peer: string, message: string) => void;
}

/** What the learner hub tells of the watch. */
export interface WatchNews {
  told: (sessionId: string, notice: ActNotice) => void;
  said: (sessionId: string, line: ChatLine) => void;
  checkIn: (sessionId: string, view: CheckInView) => void;
  relayed: (sessionId: string, peer: string, message: string) => void;
}

import type { ActKind, ActReason } from '../wire';

/** What an act asks for and how it is offered. */
export interface ActForm {
  /** Words for the learner, or of a note; `must` when there is nothing without them. */
  text: 'none' | 'may' | 'must';
  minutes?: { most: number; first: number };
  report?: boolean;
  gravity?: boolean;
  /** About something that was seen, perhaps a while ago. */
  seen?: boolean;
  /** For one session at a time only. */
  one?: boolean;
  /** The learner's page is told, and says that it arrived. */
  told: boolean;
  /** The learner has to confirm it. */
  confirmed?: boolean;
  /** Ends something for good: the button says so. */
  grave?: boolean;
  reason: ActReason;
  /** The key that begins it. */
  key?: string;
}

const time = { most: 240, first: 5 };

export const acts: Record<ActKind, ActForm> = {
  admit: { text: 'none', told: true, reason: 'routine', key: 'a' },
  deny: { text: 'must', told: true, grave: true, reason: 'identity', key: 'd' },
  askIdentity: { text: 'may', told: true, reason: 'identity', key: 'k' },
  askRoomScan: { text: 'may', told: true, reason: 'environment', key: 'q' },
  confirmIdentity: { text: 'none', one: true, told: true, reason: 'identity' },
  message: { text: 'must', told: true, reason: 'routine', key: 'm' },
  warn: { text: 'must', told: true, confirmed: true, reason: 'behaviour', key: 'w' },
  announce: { text: 'must', told: true, confirmed: true, reason: 'routine', key: 'o' },
  pause: { text: 'may', told: true, reason: 'technical', key: 'p' },
  resume: { text: 'may', told: true, reason: 'routine', key: 'r' },
  addTime: { text: 'may', minutes: time, told: true, reason: 'technical', key: 't' },
  takeTime: { text: 'may', minutes: time, told: true, reason: 'mistake' },
  break: { text: 'may', minutes: { most: 240, first: 10 }, told: true, reason: 'request', key: 'b' },
  lock: { text: 'must', told: true, reason: 'behaviour', key: 'l' },
  unlock: { text: 'may', told: true, reason: 'routine', key: 'u' },
  end: { text: 'may', told: true, grave: true, reason: 'request', key: 'e' },
  terminate: { text: 'must', told: true, grave: true, reason: 'behaviour' },
  reopen: { text: 'may', told: true, reason: 'mistake' },
  report: { text: 'must', report: true, gravity: true, seen: true, told: false, reason: 'behaviour', key: 'i' },
  note: { text: 'must', seen: true, told: false, reason: 'routine', key: 'n' },
  flag: { text: 'must', gravity: true, seen: true, told: false, reason: 'behaviour', key: 'f' },
  unflag: { text: 'must', one: true, told: false, reason: 'mistake' },
  attach: { text: 'may', one: true, told: false, reason: 'routine' },
};

/** How the acts stand together in menus. */
export const groups: readonly { name: 'entry' | 'words' | 'time' | 'end' | 'record'; acts: readonly ActKind[] }[] = [
  { name: 'entry', acts: ['admit', 'deny', 'askIdentity', 'askRoomScan'] },
  { name: 'words', acts: ['message', 'warn', 'announce'] },
  { name: 'time', acts: ['pause', 'resume', 'addTime', 'takeTime', 'break', 'lock', 'unlock'] },
  { name: 'record', acts: ['report', 'note', 'flag'] },
  { name: 'end', acts: ['end', 'terminate', 'reopen'] },
];

export const LONGEST_TEXT = 2000;

import { newId } from '../../lib/ids';
import type {
  ActNotice,
  AttendView,
  ChatLine,
  CheckInView,
  Condition,
  SignalReport,
  SignalsNoted,
  WatchSettings,
} from '../../lib/wire-watch';
import { iso, No, type FakeSession } from './session';

export interface FakePolicy {
  admitByPolicy: boolean;
  identity: boolean;
  roomScan: boolean;
  /** An accommodation: may not use a camera. */
  noCamera: boolean;
  settings: Partial<WatchSettings>;
}

const DAY_MS = 24 * 3_600_000;

/**
 * The watch over a fake session with the rules of the real one: the check-in moves the session, nothing is stored before consent
 * or after the end, signals count once by device and number, acts are told and acknowledged.
 */
export class FakeWatch {
  consentVersion = 'v1';
  consentedAt: number | null = null;
  identity: Record<string, unknown> | null = null;
  roomScan: string | null = null;
  completed = false;
  message: string | null = null;
  handRaised = false;
  identityAsked = false;
  roomScanAsked = false;
  readonly signals = new Map<string, SignalReport[]>();
  readonly evidence: { id: string; kind: string; bytes: number }[] = [];
  readonly chunks = new Map<string, number[]>();
  readonly notices: ActNotice[] = [];
  readonly talk: ChatLine[] = [];
  readonly relayed: { peer: string; message: Record<string, unknown> }[] = [];
  /** Told to every connection: name and arguments after the session's id. */
  tell: (name: string, ...args: unknown[]) => void = () => undefined;
  readonly policy: FakePolicy;

  constructor(
    readonly session: FakeSession,
    private readonly now: () => number,
    policy: Partial<FakePolicy> = {},
  ) {
    this.policy = { admitByPolicy: false, identity: true, roomScan: false, noCamera: false, settings: {}, ...policy };
    session.proctored = true;
  }

  get settings(): WatchSettings {
    const camera = !this.policy.noCamera;
    return {
      camera,
      microphone: camera,
      screen: true,
      fullscreen: false,
      faceCounting: false,
      stillEverySeconds: 0,
      record: false,
      iceServers: [],
      assistiveTools: false,
      ...this.policy.settings,
    };
  }

  get checkIn(): CheckInView {
    const { camera, microphone, screen } = this.settings;
    const state = this.session.state;
    const stages = ['seated', 'checkingIn', 'waiting', 'admitted', 'denied'];
    return {
      stage: stages.includes(state) ? state : 'over',
      missing: this.missing(),
      message: this.message,
      legalName: 'Amina Okonkwo-Lindqvist',
      consent: {
        version: this.consentVersion,
        camera,
        microphone,
        screen,
        purposeHtml: '<p>So that the certificate is worth something.</p>',
        stillsDays: 30,
        recordingDays: 30,
        identityDays: 7,
        talkDays: 180,
        record: this.settings.record,
        faceCounting: this.settings.faceCounting,
        identity: camera && this.policy.identity,
        roomScan: camera && this.policy.roomScan,
        stillEverySeconds: this.settings.stillEverySeconds,
      },
      identityNeeded: this.policy.identity || this.identityAsked,
      roomScanNeeded: camera && (this.policy.roomScan || this.roomScanAsked),
      consentedAt: this.consentedAt === null ? null : iso(this.consentedAt),
    };
  }

  attend(device: string): AttendView {
    const lastSeq = this.signals.get(device)?.at(-1)?.seq ?? 0;
    const { checkIn, notices, talk, handRaised, settings } = this;
    return {
      proctored: true,
      checkIn,
      notices: [...notices],
      talk: [...talk],
      handRaised,
      settings,
      lastSeq,
      open: this.open(),
    };
  }

  /** Whichever device began it or ended it. */
  private open(): Condition[] {
    const open = new Set<Condition>();
    const all = [...this.signals.values()].flat().sort((a, b) => a.at.localeCompare(b.at));
    for (const { kind, phase } of all) {
      if (phase === 'began') open.add(kind as Condition);
      else if (phase === 'ended') open.delete(kind as Condition);
    }
    return [...open];
  }

  begin(device: string): AttendView {
    this.mustGoOn();
    if (this.session.state === 'seated') this.move('checkingIn');
    return this.attend(device);
  }

  consent(device: string, given: Record<string, unknown>): AttendView {
    this.mustGoOn();
    if (given['textVersion'] !== this.consentVersion) throw new No(409, 'watch.consent-outdated');
    const { camera, microphone, screen } = this.settings;
    if ((camera && !given['camera']) || (microphone && !given['microphone']) || (screen && !given['screen']))
      throw new No(409, 'watch.consent-incomplete');
    this.consentedAt = this.now();
    return this.attend(device);
  }

  show(device: string, shown: Record<string, unknown>): AttendView {
    this.mustHaveConsent();
    if (!shown['nameConfirmed']) throw new No(409, 'watch.name-unconfirmed');
    if (!this.policy.noCamera && (!shown['face'] || !shown['document'])) throw new No(409, 'watch.photos-missing');
    this.identity = shown;
    return this.attend(device);
  }

  complete(device: string): AttendView {
    this.mustGoOn();
    if (this.missing().length > 0) throw new No(409, 'watch.check-in-incomplete');
    this.message = null;
    this.completed = true;
    this.move(this.policy.admitByPolicy ? 'admitted' : 'waiting');
    return this.attend(device);
  }

  note(device: string, reports: SignalReport[]): SignalsNoted {
    this.mustHaveAgreed();
    const before = reports.filter((report) => Date.parse(report.at) <= this.endedAt);
    if (this.now() > this.endedAt + DAY_MS) throw new No(410, 'watch.too-late');
    const kept = this.signals.get(device) ?? [];
    for (const report of before) if (report.seq > (kept.at(-1)?.seq ?? 0)) kept.push(report);
    this.signals.set(device, kept);
    if (before.length < reports.length) throw new No(409, 'watch.over');
    return { lastSeq: kept.at(-1)?.seq ?? 0 };
  }

  say(commandId: string, text: string): ChatLine {
    const known = this.talk.find((line) => line.id === commandId);
    if (known) return known;
    const line: ChatLine = { id: commandId, by: 'learner', name: 'Amina', at: iso(this.now()), text };
    this.talk.push(line);
    this.tell('said', line);
    return line;
  }

  raise(raised: boolean): void {
    this.handRaised = raised;
  }

  acknowledge(act: string, confirmed: boolean): void {
    const n = this.notices.findIndex((notice) => notice.id === act);
    const notice = this.notices[n];
    if (!notice) throw new No(404, 'watch.act-unknown');
    this.notices[n] = { ...notice, delivered: true, confirmed: notice.confirmed || confirmed };
  }

  store(kind: string, bytes: number): { id: string } {
    this.mustHaveConsent();
    const id = newId();
    this.evidence.push({ id, kind, bytes });
    if (kind === 'room-scan') this.roomScan = id;
    return { id };
  }

  chunk(track: string, number: number | null, begun: string): object {
    if (number === null) return { track, numbers: this.chunks.get(track) ?? [], parts: [] };
    if (Number.isNaN(Date.parse(begun))) throw new No(400, 'input.malformed');
    this.mustHaveAgreed();
    if (Date.parse(begun) > this.endedAt) throw new No(409, 'evidence.after-end');
    if (this.now() > this.endedAt + DAY_MS) throw new No(410, 'evidence.too-late');
    this.chunks.set(track, [...(this.chunks.get(track) ?? []), number]);
    return {};
  }

  // What a proctor does.

  admit(): void {
    this.message = null;
    this.move('admitted');
  }

  deny(message: string): void {
    this.message = message;
    this.move('denied');
  }

  /** Something is to be shown again: before the exam that leads back into the check-in, during it only asks. */
  ask(what: 'identity' | 'roomScan', message: string): void {
    this.message = message;
    if (what === 'identity') {
      this.identityAsked = true;
      this.identity = null;
    } else {
      this.roomScanAsked = true;
      this.roomScan = null;
    }
    if (['waiting', 'admitted'].includes(this.session.state)) this.move('checkingIn');
    else this.tell('checkIn', this.checkIn);
  }

  act(kind: ActNotice['kind'], text = '', minutes: number | null = null): ActNotice {
    const made = { id: newId(), kind, at: iso(this.now()), text, minutes };
    const notice = { ...made, delivered: false, confirmed: false, withdrawn: false };
    this.notices.push(notice);
    this.tell('told', notice);
    return notice;
  }

  answer(text: string): void {
    const line: ChatLine = { id: newId(), by: 'proctor', name: 'P. Okoro', at: iso(this.now()), text };
    this.talk.push(line);
    this.handRaised = false;
    this.tell('said', line);
  }

  private missing(): string[] {
    const { camera } = this.settings;
    return [
      ...(this.consentedAt === null ? ['consent'] : []),
      ...((this.policy.identity || this.identityAsked) && this.identity === null ? ['identity'] : []),
      ...(camera && (this.policy.roomScan || this.roomScanAsked) && this.roomScan === null ? ['roomScan'] : []),
    ];
  }

  private move(state: string): void {
    this.session.state = state;
    this.tell('checkIn', this.checkIn);
    this.tell('changed', null, this.session.time());
  }

  private mustGoOn(): void {
    if (this.session.over()) throw new No(409, 'watch.over');
  }

  /** What was noticed and begun before it counts after it, too. */
  private get endedAt(): number {
    return this.session.over() ? this.session.endedAt : Infinity;
  }

  private mustHaveConsent(): void {
    this.mustGoOn();
    this.mustHaveAgreed();
  }

  private mustHaveAgreed(): void {
    if (this.consentedAt === null) throw new No(409, 'watch.no-consent');
  }
}

import { vi } from 'vitest';
import { SignalBox } from '../learner/proctored/signals/box';
import { Api } from '../lib/api';
import { newId } from '../lib/ids';
import type { ActNotice, ChatLine, CheckInView, SignalReport } from '../lib/wire-watch';
import { Media, type MediaGiver, type Wanted } from '../learner/proctored/camera/media';
import { sendRemains } from '../learner/proctored/remains';
import type { Recorder } from '../learner/proctored/camera/recording';
import { ProctoredCtrl, type Pictures } from '../learner/proctored/ctrl';
import type { Place } from '../learner/proctored/signals/sources';
import type { SessionCtrl } from '../learner/session/ctrl';
import type { FakePolicy } from './fake/watch';
import { Rig, settle } from './rig';

/** A track that tests can end and mute. */
export class FakeTrack extends EventTarget {
  muted = false;
  stopped = false;

  constructor(readonly kind: 'video' | 'audio') {
    super();
  }

  stop(): void {
    this.stopped = true;
  }

  end(): void {
    this.dispatchEvent(new Event('ended'));
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

export class FakeStream {
  readonly id = newId();
  readonly #tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = []) {
    this.#tracks = tracks;
  }

  getTracks(): FakeTrack[] {
    return this.#tracks;
  }
}

/** What the browser gives, or why not. */
export class FakeGiver implements MediaGiver {
  refusal: string | null = null;
  remembers = true;
  readonly tracks: FakeTrack[] = [];

  camera = async ({ camera, microphone }: Wanted): Promise<MediaStream> =>
    this.give([...(camera ? ['video' as const] : []), ...(microphone ? ['audio' as const] : [])]);

  screen = async (): Promise<MediaStream> => this.give(['video']);

  granted = async (): Promise<boolean> => this.remembers && this.refusal === null;

  private give(kinds: ('video' | 'audio')[]): MediaStream {
    if (this.refusal) throw Object.assign(new Error('no'), { name: this.refusal });
    const made = kinds.map((kind) => new FakeTrack(kind));
    this.tracks.push(...made);
    return new FakeStream(made) as unknown as MediaStream;
  }
}

/** A browser's page: what it looks like is set, what happens is dispatched. */
export class FakePlace implements Place {
  readonly window = Object.assign(new EventTarget(), { innerWidth: 1200, innerHeight: 800 }) as EventTarget & {
    innerWidth: number;
    innerHeight: number;
  } as never as Place['window'] & EventTarget & { innerWidth: number; innerHeight: number };
  readonly document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    focused: true,
    fullscreenElement: null,
    selection: '',
    hasFocus(): boolean {
      return this.focused;
    },
    getSelection(): { toString: () => string } {
      return { toString: () => this.selection };
    },
  }) as never as Place['document'] &
    EventTarget & { visibilityState: string; focused: boolean; selection: string; fullscreenElement: unknown };
  readonly screen = Object.assign(new EventTarget(), { isExtended: false as boolean | undefined }) as EventTarget & {
    isExtended?: boolean;
  };
  readonly devices = new EventTarget();
  on = true;
  online = (): boolean => this.on;

  hide(hidden: boolean): void {
    this.document.visibilityState = hidden ? 'hidden' : 'visible';
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  fire(where: 'window' | 'document' | 'screen' | 'devices', name: string, more: object = {}): void {
    this[where].dispatchEvent(Object.assign(new Event(name), more));
  }
}

export class FakeRecorder implements Recorder {
  state: Recorder['state'] = 'inactive';
  ondataavailable: Recorder['ondataavailable'] = null;
  onerror: Recorder['onerror'] = null;

  start(): void {
    this.state = 'recording';
  }

  stop(): void {
    this.state = 'inactive';
    this.piece(1);
  }

  piece(bytes: number): void {
    this.ondataavailable?.({ data: new Blob([new Uint8Array(bytes)], { type: 'video/webm;codecs=vp8' }) });
  }
}

/** One tab with a proctored session. */
export interface Tab {
  session: SessionCtrl;
  ctrl: ProctoredCtrl;
  place: FakePlace;
  giver: FakeGiver;
  told: ActNotice[];
  said: ChatLine[];
  moved: CheckInView[];
  recorders: FakeRecorder[];
  close: () => void;
}

/** Storage of a tab, which a reload keeps. */
export class TabStorage {
  readonly #kept = new Map<string, string>();
  getItem = (key: string): string | null => this.#kept.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#kept.set(key, value);
}

export class ProctoredRig extends Rig {
  readonly #tabs = new Set<Tab>();
  faces: () => number = () => 1;
  pictures: Pictures = fakePictures;
  countable = true;

  constructor(policy: Partial<FakePolicy> = {}) {
    super({}, policy);
  }

  get watched() {
    if (!this.watch) throw new Error('not proctored');
    return this.watch;
  }

  /** Sends what pages of before left, as a page does when it is opened. */
  remains(): Promise<unknown> {
    return this.did(sendRemains(new Api(this.network.fetch, () => 'XSRF-TOKEN=token')));
  }

  async tab(device = newId(), storage = new TabStorage(), giver = new FakeGiver()): Promise<Tab> {
    const session = await this.window(device);
    const place = new FakePlace();
    const told: ActNotice[] = [];
    const said: ChatLine[] = [];
    const moved: CheckInView[] = [];
    const recorders: FakeRecorder[] = [];
    const opening = ProctoredCtrl.open({
      api: new Api(this.network.fetch, () => 'XSRF-TOKEN=token'),
      session,
      sessionId: this.session.id,
      device,
      newId,
      media: new Media(giver),
      place,
      storage,
      pictures: () => this.pictures,
      faceCounter: async () => {
        if (!this.countable) throw new Error('no WebGL');
        return { count: async () => this.faces(), close: () => undefined };
      },
      fullscreen: async () => undefined,
      recorder: () => {
        const made = new FakeRecorder();
        recorders.push(made);
        return made;
      },
      events: {
        told: (notice) => void told.push(notice),
        said: (line) => void said.push(line),
        moved: (view) => void moved.push(view),
      },
    });
    await settle();
    const ctrl = await opening;
    session.proctored.value = {
      joined: () => ctrl.joined(),
      leave: () => ctrl.leave(),
      starting: () => undefined,
      close: () => ctrl.close(),
      CheckIn: () => null,
      Dock: () => null,
    };
    await settle();
    const tab: Tab = { session, ctrl, place, giver, told, said, moved, recorders, close: () => ctrl.close() };
    this.#tabs.add(tab);
    return tab;
  }

  /** Through the whole check-in, up to waiting or, by policy, admitted. */
  async checkedIn(tab: Tab): Promise<void> {
    const { checkIn, media } = tab.ctrl;
    await this.did(checkIn.begin());
    await this.did(tab.ctrl.askCamera());
    await this.did(checkIn.consent());
    await this.did(media.askScreen());
    checkIn.photos.value = { face: photo(), document: photo() };
    checkIn.nameConfirmed.value = true;
    if (checkIn.step.value === 'identity') await this.did(checkIn.showIdentity());
    await this.did(checkIn.complete());
  }

  /** A tab in which the exam runs. */
  async running(): Promise<Tab> {
    const tab = await this.tab();
    await this.checkedIn(tab);
    this.watched.admit();
    await settle();
    await this.did(tab.session.start());
    return tab;
  }

  async did<T>(work: Promise<T>): Promise<T> {
    await settle();
    return work;
  }

  /** The page is gone without a word. */
  gone(tab: Tab): void {
    const noting = vi.spyOn(SignalBox.prototype, 'note').mockImplementation(() => undefined);
    tab.close();
    noting.mockRestore();
    this.crash(tab.session);
    this.#tabs.delete(tab);
  }

  override closeAll(): void {
    for (const tab of this.#tabs) tab.close();
    super.closeAll();
  }

  signals(device?: string): SignalReport[] {
    const all = this.watched.signals;
    return device === undefined ? [...all.values()].flat() : (all.get(device) ?? []);
  }

  /** Of all signals, what happened: `page-hidden.began`. */
  happened(): string[] {
    return this.signals().map((one) => `${one.kind}.${one.phase}`);
  }
}

export const photo = (): Blob => new Blob([new Uint8Array(9_000)], { type: 'image/jpeg' });

const fakePictures: Pictures = {
  bitmap: () => Promise.resolve({} as ImageBitmap),
  jpeg: () => Promise.resolve(new Blob([new Uint8Array(9_000)], { type: 'image/jpeg' })),
  close: () => undefined,
};

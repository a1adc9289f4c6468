import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { pause } from '../../lib/backoff';
import { serverTime } from '../../lib/server-time';
import type { SessionCtrl } from '../session/ctrl';
import { Attendance, type AttendanceEvents } from './attendance';
import { CheckIn } from './check-in';
import { Chunks, type Track } from './camera/chunks';
import { Filming } from './camera/filming';
import { Faces, type Counter } from './camera/faces';
import { Live } from './camera/live';
import { Media, type Medium } from './camera/media';
import type { Recorder } from './camera/recording';
import { Stills, STILL_BYTES } from './camera/stills';
import { WatchServer } from './server';
import { inHand } from './store';
import { SignalBox } from './signals/box';
import { SignalSender } from './signals/sender';
import { always, fullscreen, network, tracks, type Place, type Source } from './signals/sources';
import { Watching } from './signals/watching';
import type { WatchSettings } from '../../lib/wire-watch';

/** Pictures of a track as stills and for counting faces; tests give their own. */
export interface Pictures {
  bitmap: (mostWide: number) => Promise<ImageBitmap> | null;
  jpeg: (mostWide: number, mostBytes: number) => Promise<Blob | null>;
  close: () => void;
}

export interface ProctoredNeeds {
  api: Api;
  session: SessionCtrl;
  sessionId: string;
  device: string;
  newId: () => string;
  media: Media;
  place: Place;
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  pictures: (track: MediaStreamTrack) => Pictures;
  faceCounter: () => Promise<Counter>;
  /** Fills the screen with the page; only from a press. */
  fullscreen: () => Promise<void>;
  recorder?: (stream: MediaStream, track: Track) => Recorder | null;
  /** Says something aloud, and shows what there is to show. */
  events: Pick<AttendanceEvents, 'told' | 'said' | 'moved'>;
}

const STILL_WIDE = 480;
const FACES_WIDE = 320;

/** So long a camera may take to give its first picture. */
const FIRST_PICTURE_MS = 3_000;

/**
 * The watch over one sitting as the learner's page has its part in it. The parts own their rules ({@link Attendance},
 * {@link CheckIn}, {@link SignalBox}, {@link Live}, …); this says when each has its turn: nothing is noticed, sent or shown before
 * the learner has consented, nor after the end, nor while another device holds the session.
 */
export class ProctoredCtrl {
  readonly attendance: Attendance;
  readonly checkIn: CheckIn;
  readonly media: Media;
  readonly live: Live;
  readonly faces: Faces;
  readonly #needs: ProctoredNeeds;
  readonly #box: SignalBox;
  readonly #sender: SignalSender;
  readonly #watching: Watching;
  readonly #stills: Stills;
  readonly #filming: Filming;
  readonly #pictures = new Map<MediaStreamTrack, Pictures>();
  readonly #closing = new AbortController();
  readonly #stops: (() => void)[] = [];
  /** What waits of the session is this page's to send, since the first {@link go}. Until then it may be anybody's. */
  #sends = false;
  readonly #fullscreenLeft = signal(false);
  readonly #talking = signal(false);
  readonly #released = signal<readonly Medium[]>([]);
  /** Lines of the proctors' that were there when the talk was last looked at. */
  readonly #read = signal(0);

  /** True while the talk is open. */
  get talking(): ReadonlySignal<boolean> {
    return this.#talking;
  }

  /** Lines of the proctors' that the learner has not looked at. */
  readonly unread: ReadonlySignal<number> = computed(() =>
    this.#talking.value ? 0 : Math.max(0, this.said.value - this.#read.value),
  );

  private readonly said: ReadonlySignal<number> = computed(
    () => this.attendance.talk.value.filter((line) => line.by === 'proctor').length,
  );

  /** What a proctor asks for again while the exam runs; before, it is a step of the check-in. */
  readonly askedFor: ReadonlySignal<'identity' | 'roomScan' | null> = computed(() => {
    const missing = this.attendance.checkIn.value?.missing ?? [];
    if (!['running', 'paused'].includes(this.#needs.session.phase.value)) return null;
    if (missing.includes('identity')) return 'identity';
    return missing.includes('roomScan') ? 'roomScan' : null;
  });

  /** True from the consent to the end, on the device that holds the session. */
  readonly watched: ReadonlySignal<boolean> = computed(() => {
    const consented = this.attendance.checkIn.value?.consentedAt != null;
    return consented && ['seated', 'waiting', 'running', 'paused'].includes(this.#needs.session.phase.value);
  });

  /** What the exam asks for and this page does not have just now; each can be given again by a press. */
  readonly missing: ReadonlySignal<('camera' | 'screen' | 'fullscreen')[]> = computed(() => {
    const settings = this.attendance.view.value?.settings;
    if (!settings || !this.watched.value || this.media.busy.value) return [];
    const camera = settings.camera && this.media.camera.value === null;
    const microphone = settings.microphone && this.media.microphone.value === null;
    const screen = settings.screen && this.media.screen.value === null;
    const full = settings.fullscreen && this.#fullscreenLeft.value && this.#needs.session.phase.value === 'running';
    return [
      ...(camera || microphone ? (['camera'] as const) : []),
      ...(screen ? (['screen'] as const) : []),
      ...(full ? (['fullscreen'] as const) : []),
    ];
  });

  /** What was in use until the learner was exempted from it. */
  get released(): ReadonlySignal<readonly Medium[]> {
    return this.#released;
  }

  private constructor(needs: ProctoredNeeds, box: (wake: () => void) => SignalBox, chunks: Chunks) {
    const { session, media, place } = needs;
    this.#needs = needs;
    this.media = media;
    const server = new WatchServer(needs.api, needs.sessionId, needs.device);
    const line = session.line;
    this.attendance = new Attendance(server, line, {
      ...needs.events,
      moved: (view) => {
        needs.events.moved(view);
        session.look();
      },
      // A session that has no watch, or has none any more: the session itself says what is the matter.
      refused: () => session.look(),
    });
    this.checkIn = new CheckIn({
      attendance: this.attendance,
      server,
      media,
      storage: needs.storage,
      closing: this.#closing.signal,
      moved: () => session.look(),
    });
    this.#box = box(() => this.#sender.wake());
    this.#sender = new SignalSender(this.#box, {
      hubConnected: () => line.connected,
      byHub: (device, reports) => line.call('Signals', needs.sessionId, device, reports),
      byHttp: (device, reports) => server.signals(device, reports),
    });
    this.#watching = new Watching(
      place,
      this.#box,
      () => serverTime.now(),
      () => ({
        online: place.online() && session.sender.link.value !== 'down',
        promptOpen: media.asking.value,
        assistiveTools: this.attendance.settings?.assistiveTools ?? false,
      }),
    );
    this.faces = new Faces(
      needs.faceCounter,
      () => this.picturesOf(this.cameraNow())?.bitmap(FACES_WIDE) ?? null,
      (kind, on, faces) => this.#watching.lasts(kind, on, faces),
    );
    this.#stills = new Stills({
      take: async (kind) => {
        const track = kind === 'camera-still' ? this.cameraNow() : media.screen.value;
        return (await this.picturesOf(track)?.jpeg(STILL_WIDE, STILL_BYTES)) ?? null;
      },
      send: (kind, picture) => server.still(kind, picture),
    });
    this.#filming = new Filming(chunks, {
      media,
      wanted: computed(() => {
        const runs = session.phase.value === 'running' || session.phase.value === 'paused';
        return runs && this.watched.value && this.attendance.view.value?.settings.record === true;
      }),
      known: server.chunks,
      put: server.chunk,
      recorder: needs.recorder,
    });
    this.live = new Live(media, {
      iceServers: () => this.attendance.settings?.iceServers ?? [],
      send: (peer, message) => line.call('Relay', needs.sessionId, peer, message),
      may: () => this.watched.value,
    });
    session.line.watch = {
      joined: () => this.joined(),
      told: (_, notice) => this.attendance.told(notice),
      said: (_, chat) => this.attendance.said(chat),
      checkIn: (_, view) => this.attendance.moved(view),
      relayed: (_, peer, message) => this.live.take(peer, message),
    };
  }

  static async open(needs: ProctoredNeeds): Promise<ProctoredCtrl> {
    let wake = () => undefined as void;
    const [box, chunks] = await Promise.all([
      SignalBox.open(needs.sessionId, needs.device, needs.newId, () => wake()),
      Chunks.open(needs.sessionId),
    ]);
    const ctrl = new ProctoredCtrl(
      needs,
      (wakes) => {
        wake = wakes;
        return box;
      },
      chunks,
    );
    ctrl.start();
    return ctrl;
  }

  /** Signals that the server has not acknowledged. */
  get unsent(): ReadonlySignal<number> {
    return this.#box.size;
  }

  /** The hub is back, or the network: what was missed is read, what waits is sent. */
  joined(): void {
    this.attendance.refresh();
    this.#sender.kick();
  }

  /** The page may not come back: what still grows is written down. */
  leave(): void {
    this.#box.flush();
  }

  openTalk(): void {
    this.#talking.value = true;
  }

  closeTalk(): void {
    this.#read.value = this.said.peek();
    this.#talking.value = false;
  }

  /** The camera's picture of this moment; null while there is none. A camera that was not looked at before needs a moment for its first. */
  async photo(mostWide: number, mostBytes: number): Promise<Blob | null> {
    const pictures = this.picturesOf(this.media.camera.peek());
    for (const until = performance.now() + FIRST_PICTURE_MS; pictures;) {
      const photo = await pictures.jpeg(mostWide, mostBytes);
      if (photo || performance.now() >= until || this.#closing.signal.aborted) return photo;
      await pause(50, this.#closing.signal);
    }
    return null;
  }

  askCamera(): Promise<boolean> {
    const { camera = false, microphone = false } = this.attendance.settings ?? {};
    return this.media.ask({ camera, microphone });
  }

  async goFullscreen(): Promise<void> {
    if (this.attendance.settings?.fullscreen) await this.#needs.fullscreen().catch(() => undefined);
  }

  close(): void {
    // What was noticed and recorded before the end still goes, behind whatever the learner does next.
    const sends = this.#sends && this.#needs.session.phase.peek() === 'ended';
    this.#closing.abort();
    this.pause();
    for (const stop of this.#stops.splice(0)) stop();
    this.#filming.close(sends);
    this.live.close();
    this.attendance.stop();
    this.#box.stop();
    if (sends) this.#sender.kick();
    else {
      this.#sender.close();
      if (this.#sends) inHand.delete(this.#needs.sessionId);
    }
    this.media.stop();
    for (const pictures of this.#pictures.values()) pictures.close();
    this.#needs.session.line.watch = null;
  }

  private start(): void {
    this.attendance.start();
    const { session, media } = this.#needs;
    this.#stops.push(
      effect(() => {
        const lastSeq = this.attendance.view.value?.lastSeq;
        if (lastSeq !== undefined) this.#box.raise(lastSeq);
      }),
      effect(() => {
        const settings = this.attendance.view.value?.settings;
        const go = this.watched.value && settings !== undefined;
        untracked(() => (go ? this.go(settings) : this.pause()));
      }),
      effect(() => {
        // A track that is gone leaves its decoder behind.
        const held = new Set([media.camera.value, media.screen.value]);
        for (const [track, pictures] of this.#pictures) {
          if (held.has(track)) continue;
          pictures.close();
          this.#pictures.delete(track);
        }
      }),
      effect(() => {
        // The lamp of the camera goes out with the exam, and where another device has taken over.
        if (session.phase.value !== 'ended' && session.phase.value !== 'elsewhere') return;
        untracked(() => {
          this.live.close();
          media.stop();
        });
      }),
    );
  }

  /** Consent is there and the session goes on: from now on things are noticed, sent and shown. */
  private go(settings: WatchSettings): void {
    const released = this.media.keep(settings);
    if (released.length > 0) this.#released.value = [...this.#released.value, ...released];
    if (!this.#watching.running) {
      // First, so that what comes back by itself is not noticed as lost.
      void this.media.resume({ camera: settings.camera, microphone: settings.microphone });
      const running = () => ['running', 'paused'].includes(this.#needs.session.phase.value);
      const { sender } = this.#needs.session;
      const reach = {
        down: () => sender.link.value === 'down',
        heardAt: () => serverTime.now() - (performance.now() - sender.heardAt),
      };
      const asked = () => this.attendance.view.value?.settings ?? settings;
      const sources: Source[] = [...always, network(reach), tracks(this.media, asked, running)];
      if (settings.fullscreen) sources.push(this.fullscreenWhileRunning);
      this.#watching.start(sources);
    }
    this.#watching.settle(this.#box.lasting(this.attendance.view.peek()?.open ?? []));
    this.#sends = true;
    inHand.add(this.#needs.sessionId);
    this.#sender.open();
    this.#stills.start(settings.stillEverySeconds * 1000);
    if (settings.faceCounting && settings.camera) this.faces.start();
    else this.faces.stop();
  }

  private pause(): void {
    this.faces.stop();
    this.#watching.stop(this.#needs.session.phase.peek() === 'elsewhere');
    this.#stills.stop();
    this.#box.flush();
  }

  /** Outside the exam itself nobody has to fill their screen. */
  private readonly fullscreenWhileRunning: Source = (place, note, end) => {
    const look = (left: boolean) => {
      this.#fullscreenLeft.value = left;
      note.lasts('fullscreen-left', left && this.#needs.session.phase.peek() === 'running');
    };
    fullscreen(place, { ...note, lasts: (_, left) => look(left) }, end);
    const stop = effect(() => {
      void this.#needs.session.phase.value;
      look(place.document.fullscreenElement === null);
    });
    end.addEventListener('abort', stop);
  };

  /** A muted camera's last picture is not of this moment. */
  private cameraNow(): MediaStreamTrack | null {
    return this.media.dark.value ? null : this.media.camera.value;
  }

  private picturesOf(track: MediaStreamTrack | null): Pictures | null {
    if (!track) return null;
    const known = this.#pictures.get(track);
    if (known) return known;
    const made = this.#needs.pictures(track);
    this.#pictures.set(track, made);
    return made;
  }
}

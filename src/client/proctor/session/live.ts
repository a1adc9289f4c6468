import { signal, type ReadonlySignal } from '@preact/signals';

export interface Want {
  camera: boolean;
  screen: boolean;
  sound: boolean;
}

/** What the two sides say to one another; the server passes it on and keeps it nowhere. `streams` tells which stream is which. */
export type Signalling =
  | { description: RTCSessionDescriptionInit }
  | { candidate: RTCIceCandidateInit }
  | { want: Want }
  | { streams: { camera?: string | null; screen?: string | null } }
  | { bye: true };

export type LiveState = 'off' | 'asking' | 'on' | 'broken';

/** The part of RTCPeerConnection that is used here; tests give a fake. */
export type Peer = Pick<
  RTCPeerConnection,
  | 'addIceCandidate'
  | 'close'
  | 'connectionState'
  | 'localDescription'
  | 'onconnectionstatechange'
  | 'onicecandidate'
  | 'onnegotiationneeded'
  | 'ontrack'
  | 'restartIce'
  | 'setLocalDescription'
  | 'setRemoteDescription'
  | 'signalingState'
>;

export interface LiveNeeds {
  iceServers: () => Promise<RTCIceServer[]>;
  peer: (servers: RTCIceServer[]) => Peer;
  send: (message: string) => Promise<void>;
}

/** A page that says nothing for so long has no camera to show, or is not there. */
const PATIENCE_MS = 15_000;

/**
 * The live picture of one session, peer to peer. The console says what it wants and the learner's page offers it; when both offer at once
 * the learner's page gives way (perfect negotiation, W3C WebRTC 1.0 section 10.7; the console is the impolite side).
 */
export class Live {
  readonly #state = signal<LiveState>('off');
  readonly #want = signal<Want>({ camera: false, screen: false, sound: false });
  readonly #camera = signal<MediaStream | null>(null);
  readonly #screen = signal<MediaStream | null>(null);
  #names: { camera?: string | null; screen?: string | null } = {};
  #streams: MediaStream[] = [];
  #peer: Peer | null = null;
  #offering = false;
  #ignoring = false;
  /** Candidates that overtook the description they belong to; null from when that is there. */
  #early: RTCIceCandidateInit[] | null = [];
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Signalling is heard in the order in which it came: each message waits for the one before. */
  #hearing: Promise<void> = Promise.resolve();

  constructor(private readonly needs: LiveNeeds) {}

  get state(): ReadonlySignal<LiveState> {
    return this.#state;
  }

  get want(): ReadonlySignal<Want> {
    return this.#want;
  }

  get camera(): ReadonlySignal<MediaStream | null> {
    return this.#camera;
  }

  get screen(): ReadonlySignal<MediaStream | null> {
    return this.#screen;
  }

  /** Asks for these; for nothing ends it. */
  async ask(want: Want): Promise<void> {
    this.#want.value = want;
    if (!want.camera && !want.screen && !want.sound) return this.end();
    const turn = this.#turn;
    if (!this.#peer) {
      this.#state.value = 'asking';
      const servers = await this.needs.iceServers().catch(() => []);
      if (turn !== this.#turn || this.#peer) return;
      this.#peer = this.made(servers);
    }
    if (this.#state.value === 'broken') this.#state.value = 'asking';
    this.expect();
    await this.send({ want: this.#want.peek() });
  }

  /** The line to the server is new: the learner's page is told again what is wanted, by a fresh peer. */
  again(): Promise<void> {
    if (this.#state.peek() === 'off') return Promise.resolve();
    const want = this.#want.peek();
    this.drop();
    return this.ask(want);
  }

  end(): void {
    if (this.#peer) void this.send({ bye: true });
    this.drop();
    this.#want.value = { camera: false, screen: false, sound: false };
    this.#state.value = 'off';
  }

  hear(message: string): Promise<void> {
    const turn = this.#turn;
    this.#hearing = this.#hearing.then(async () => {
      if (turn === this.#turn) await this.take(message).catch(() => this.broken());
    });
    return this.#hearing;
  }

  private async take(text: string): Promise<void> {
    const said = JSON.parse(text) as Signalling;
    const peer = this.#peer;
    if (!peer) return;
    if ('bye' in said) return this.broken();
    if ('streams' in said) {
      this.#names = said.streams;
      return this.arrange();
    }
    if ('description' in said) {
      const { description } = said;
      const collision = description.type === 'offer' && (this.#offering || peer.signalingState !== 'stable');
      this.#ignoring = collision;
      if (collision) return;
      await peer.setRemoteDescription(description);
      for (const candidate of this.#early ?? []) await peer.addIceCandidate(candidate).catch(() => undefined);
      this.#early = null;
      if (description.type !== 'offer') return;
      await peer.setLocalDescription();
      if (peer.localDescription) await this.send({ description: peer.localDescription });
    }
    if ('candidate' in said && this.#early) this.#early.push(said.candidate);
    else if ('candidate' in said)
      await peer.addIceCandidate(said.candidate).catch((error: unknown) => {
        if (!this.#ignoring) throw error;
      });
  }

  private made(servers: RTCIceServer[]): Peer {
    const peer = this.needs.peer(servers);
    peer.onicecandidate = ({ candidate }) => {
      if (candidate) void this.send({ candidate: candidate.toJSON() });
    };
    peer.onnegotiationneeded = async () => {
      this.#offering = true;
      try {
        await peer.setLocalDescription();
        if (peer.localDescription) await this.send({ description: peer.localDescription });
      } finally {
        this.#offering = false;
      }
    };
    peer.ontrack = ({ track, streams }) => {
      const stream = streams[0] ?? new MediaStream([track]);
      if (!this.#streams.includes(stream)) this.#streams.push(stream);
      stream.onremovetrack = () => this.arrange();
      this.arrange();
    };
    peer.onconnectionstatechange = () => {
      if (peer !== this.#peer) return;
      if (peer.connectionState === 'connected') {
        this.calm();
        this.#state.value = 'on';
      } else if (peer.connectionState === 'failed') {
        peer.restartIce();
        this.broken();
      }
    };
    return peer;
  }

  /** Which stream is the camera's: as the learner's page names them, else in the order in which they came. */
  private arrange(): void {
    const seen = this.#streams.filter((stream) => stream.getVideoTracks().length > 0);
    const named = (id: string | null | undefined) => (id ? (this.#streams.find((one) => one.id === id) ?? null) : null);
    const screen = named(this.#names.screen) ?? (this.#want.peek().camera ? (seen[1] ?? null) : (seen[0] ?? null));
    const camera = named(this.#names.camera) ?? this.#streams.find((stream) => stream !== screen) ?? null;
    this.#screen.value = screen;
    this.#camera.value = camera;
  }

  private expect(): void {
    this.calm();
    this.#timer = setTimeout(() => {
      if (this.#state.peek() === 'asking') this.broken();
    }, PATIENCE_MS);
  }

  private calm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  private broken(): void {
    this.calm();
    this.drop();
    this.#state.value = 'broken';
  }

  private drop(): void {
    this.#turn++;
    this.calm();
    this.#peer?.close();
    this.#peer = null;
    this.#streams = [];
    this.#names = {};
    this.#offering = this.#ignoring = false;
    this.#early = [];
    this.#camera.value = null;
    this.#screen.value = null;
  }

  private async send(said: Signalling): Promise<void> {
    await this.needs.send(JSON.stringify(said)).catch(() => undefined);
  }
}

import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { IceServer } from '../../../lib/wire-watch';
import type { Media } from './media';

/** What a proctor wants to see and hear. */
export interface LiveWish {
  camera: boolean;
  screen: boolean;
  sound: boolean;
}

/**
 * What goes between a proctor's page and a learner's, as JSON through the hub. `streams` tells which stream is which before it is
 * described, because two pictures look alike in a description.
 */
export type LiveMessage =
  | { description: RTCSessionDescriptionInit }
  | { candidate: RTCIceCandidateInit }
  | { want: LiveWish }
  | { streams: { camera: string; screen: string } }
  | { bye: true };

export interface LiveNeeds {
  iceServers: () => IceServer[];
  send: (peer: string, message: string) => Promise<void>;
  /** False before consent and after the end: whatever is asked for then is not answered. */
  may: () => boolean;
  connect?: (servers: IceServer[]) => RTCPeerConnection;
}

/** More proctors than a room has at one session; the one who came first makes room. */
const MOST_PEERS = 4;

const LOST_MS = 30_000;

/** Shows camera, screen and sound to the proctors who open the session, to each over a connection of their own. */
export class Live {
  readonly #peers = signal<ReadonlyMap<string, Peer>>(new Map());

  /** How many proctors see or hear the learner just now. */
  readonly watchers: ReadonlySignal<number> = computed(
    () => [...this.#peers.value.values()].filter((peer) => peer.shows.value).length,
  );

  constructor(
    private readonly media: Media,
    private readonly needs: LiveNeeds,
  ) {}

  /** Takes a message of a proctor. One that cannot be read is left alone. */
  take(name: string, text: string): void {
    const message = read(text);
    if (!message) return;
    if ('bye' in message) return this.drop(name);
    if (!this.needs.may()) return;
    if ('want' in message) void this.wanted(name, message.want).take(message);
    else void this.#peers.peek().get(name)?.take(message);
  }

  close(): void {
    for (const [name, peer] of this.#peers.peek()) {
      void peer.send({ bye: true });
      this.drop(name);
    }
  }

  /** Who asks twice for the same has lost what they had, and is met anew. */
  private wanted(name: string, want: LiveWish): Peer {
    const known = this.#peers.peek().get(name);
    if (known && !known.wants(want)) return known;
    if (known) this.drop(name);
    const peers = new Map(this.#peers.peek());
    const [oldest] = peers.keys();
    if (peers.size >= MOST_PEERS && oldest !== undefined) {
      peers.get(oldest)?.close();
      peers.delete(oldest);
    }
    const connect = this.needs.connect ?? open;
    const connection = connect(this.needs.iceServers());
    // One after another: the line carries several calls at once, and no candidate may come before what it belongs to.
    let sent: Promise<void> = Promise.resolve();
    const send = (message: LiveMessage) =>
      (sent = sent.then(() => this.needs.send(name, JSON.stringify(message))).catch(() => undefined));
    const peer = new Peer(connection, this.media, send, () => this.drop(name));
    this.#peers.value = peers.set(name, peer);
    return peer;
  }

  private drop(name: string): void {
    const peers = new Map(this.#peers.peek());
    peers.get(name)?.close();
    if (peers.delete(name)) this.#peers.value = peers;
  }
}

type Medium = keyof LiveWish;

/**
 * One proctor. Perfect negotiation (WebRTC 1.0, 10.7), of which this side is the polite one: an offer that crosses one of ours takes
 * its place, and ours is made again.
 */
class Peer {
  readonly #want = signal<LiveWish>({ camera: false, screen: false, sound: false });
  readonly #senders = new Map<Medium, RTCRtpSender>();
  readonly #streams: Record<'camera' | 'screen', MediaStream> = {
    camera: new MediaStream(),
    screen: new MediaStream(),
  };
  readonly #stop: () => void;
  #lost: ReturnType<typeof setTimeout> | null = null;
  #taking: Promise<unknown> = Promise.resolve();

  readonly shows: ReadonlySignal<boolean> = computed(() => {
    const want = this.#want.value;
    return want.camera || want.screen || want.sound;
  });

  constructor(
    private readonly connection: RTCPeerConnection,
    media: Media,
    readonly send: (message: LiveMessage) => Promise<void>,
    gone: () => void,
  ) {
    connection.onnegotiationneeded = () => void this.describe();
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) void send({ candidate: candidate.toJSON() });
    };
    connection.onconnectionstatechange = () => {
      if (this.#lost !== null) clearTimeout(this.#lost);
      this.#lost = null;
      if (connection.connectionState === 'failed' || connection.connectionState === 'closed') gone();
      else if (connection.connectionState === 'disconnected') this.#lost = setTimeout(gone, LOST_MS);
    };
    this.#stop = effect(() => {
      const want = this.#want.value;
      this.show('camera', want.camera ? media.camera.value : null);
      this.show('screen', want.screen ? media.screen.value : null);
      this.show('sound', want.sound ? media.microphone.value : null);
    });
  }

  wants({ camera, screen, sound }: LiveWish): boolean {
    const want = this.#want.peek();
    return want.camera === camera && want.screen === screen && want.sound === sound;
  }

  /** One message after another, as they came. */
  take(message: LiveMessage): Promise<unknown> {
    this.#taking = this.#taking.then(() => this.act(message)).catch(() => undefined);
    return this.#taking;
  }

  close(): void {
    this.#stop();
    if (this.#lost !== null) clearTimeout(this.#lost);
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  private async act(message: LiveMessage): Promise<void> {
    if ('want' in message) this.#want.value = message.want;
    else if ('candidate' in message) await this.connection.addIceCandidate(message.candidate);
    else if ('description' in message) {
      await this.connection.setRemoteDescription(message.description);
      if (message.description.type === 'offer') await this.describe();
    }
  }

  private show(medium: Medium, track: MediaStreamTrack | null): void {
    const sender = this.#senders.get(medium);
    if (sender && track) {
      if (sender.track !== track) void sender.replaceTrack(track).catch(() => undefined);
    } else if (track) {
      this.#senders.set(
        medium,
        this.connection.addTrack(track, this.#streams[medium === 'screen' ? 'screen' : 'camera']),
      );
    } else if (sender) {
      this.#senders.delete(medium);
      this.connection.removeTrack(sender);
    }
  }

  private async describe(): Promise<void> {
    await this.connection.setLocalDescription().catch(() => undefined);
    const description = this.connection.localDescription?.toJSON() as RTCSessionDescriptionInit | undefined;
    if (!description) return;
    // Both at once: from now on there are candidates, which stand behind them.
    void this.send({ streams: { camera: this.#streams.camera.id, screen: this.#streams.screen.id } });
    await this.send({ description });
  }
}

function read(text: string): LiveMessage | null {
  try {
    const message: unknown = JSON.parse(text);
    return message && typeof message === 'object' ? (message as LiveMessage) : null;
  } catch {
    return null;
  }
}

const open = (servers: IceServer[]): RTCPeerConnection =>
  new RTCPeerConnection({
    iceServers: servers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === null ? {} : { username }),
      ...(credential === null ? {} : { credential }),
    })),
  });

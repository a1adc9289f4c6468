import { hubConnection, HubLine, type Connection, type LineEvents } from './line';
import type { WatchMethods, WatchNews } from './wire-watch';
import type { Entry, Receipt, ResultView, Saved, TimeView } from './wire';

/** What the learner hub takes: name → arguments and answer. */
interface ServerMethods extends WatchMethods {
  Join: (sessionId: string, device: string) => TimeView;
  Save: (sessionId: string, device: string, entries: Entry[]) => Saved;
  Presence: (sessionId: string, device: string) => TimeView;
  Submit: (sessionId: string, device: string, commandId: string, lastSeq: number) => Receipt;
  Receipt: (sessionId: string) => Receipt;
  Result: (sessionId: string) => ResultView;
}

/** What the learner hub calls. */
export interface ClientMethods {
  changed: (sessionId: string, holderDevice: string | null, time: TimeView) => void;
}

export interface SocketEvents extends ClientMethods, Omit<LineEvents, 'greet'> {
  /** Connected and joined; `sentAt` is the monotonic time of the request. */
  joined: (time: TimeView, sentAt: number) => void;
}

/** What the hub tells of the watch over a proctored session, and that it is back. */
export interface WatchListener extends WatchNews {
  joined: () => void;
}

/** The hub connection of one session. */
export class LearnerSocket {
  readonly #line: HubLine<ServerMethods, ClientMethods & WatchNews>;
  /** Who listens to news of the watch; nobody while the session is not proctored. */
  watch: WatchListener | null = null;

  constructor(
    private readonly session: string,
    private readonly device: string,
    build: () => Promise<Connection>,
    events: SocketEvents,
  ) {
    const ours =
      <A extends unknown[]>(tell: (sessionId: string, ...rest: A) => void) =>
      (sessionId: string, ...rest: A) => {
        if (sessionId === session) tell(sessionId, ...rest);
      };
    const calls: ClientMethods & WatchNews = {
      changed: ours(events.changed),
      told: ours((id, notice) => this.watch?.told(id, notice)),
      said: ours((id, line) => this.watch?.said(id, line)),
      checkIn: ours((id, view) => this.watch?.checkIn(id, view)),
      relayed: ours((id, peer, message) => this.watch?.relayed(id, peer, message)),
    };
    this.#line = new HubLine(build, calls, {
      ...events,
      greet: async () => {
        const sentAt = performance.now();
        const time = await this.#line.invoke('Join', session, device);
        return () => {
          events.joined(time, sentAt);
          this.watch?.joined();
        };
      },
    });
  }

  get connected(): boolean {
    return this.#line.connected;
  }

  start(): void {
    this.#line.start();
  }

  stop(): void {
    this.#line.stop();
  }

  /** Tries at once instead of waiting out the pause, unless the server asked for it; for the browser's `online` event. */
  hurry(): void {
    this.#line.hurry();
  }

  save(entries: Entry[]): Promise<Saved> {
    return this.#line.invoke('Save', this.session, this.device, entries);
  }

  presence(): Promise<TimeView> {
    return this.#line.invoke('Presence', this.session, this.device);
  }

  submit(commandId: string, lastSeq: number): Promise<Receipt> {
    return this.#line.invoke('Submit', this.session, this.device, commandId, lastSeq);
  }

  receipt(): Promise<Receipt> {
    return this.#line.invoke('Receipt', this.session);
  }

  result(): Promise<ResultView> {
    return this.#line.invoke('Result', this.session);
  }

  /** A call about the watch. */
  call<M extends keyof WatchMethods>(
    method: M,
    ...args: Parameters<WatchMethods[M]>
  ): Promise<ReturnType<WatchMethods[M]>> {
    return this.#line.invoke<M>(method, ...(args as Parameters<ServerMethods[M]>)) as Promise<
      ReturnType<WatchMethods[M]>
    >;
  }
}

/** The real connection. */
export const learnerConnection = (): Promise<Connection> => hubConnection('learner');

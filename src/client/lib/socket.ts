import { hubConnection, HubLine, type Connection, type LineEvents } from './line';
import type { Entry, Saved, TimeView } from './wire';

/** What the learner hub takes: name → arguments and answer. */
interface ServerMethods {
  Join: (sessionId: string, device: string) => TimeView;
  Save: (sessionId: string, device: string, entries: Entry[]) => Saved;
  Presence: (sessionId: string, device: string) => TimeView;
}

/** What the learner hub calls. */
export interface ClientMethods {
  changed: (sessionId: string, holderDevice: string | null, time: TimeView) => void;
}

export interface SocketEvents extends ClientMethods, Omit<LineEvents, 'greet'> {
  /** Connected and joined; `sentAt` is the monotonic time of the request. */
  joined: (time: TimeView, sentAt: number) => void;
}

/** The hub connection of one session. */
export class LearnerSocket {
  readonly #line: HubLine<ServerMethods, ClientMethods>;

  constructor(
    private readonly session: string,
    private readonly device: string,
    build: () => Promise<Connection>,
    events: SocketEvents,
  ) {
    const calls: ClientMethods = {
      changed: (sessionId, holder, time) => {
        if (sessionId === this.session) events.changed(sessionId, holder, time);
      },
    };
    this.#line = new HubLine(build, calls, {
      ...events,
      greet: async () => {
        const sentAt = performance.now();
        const time = await this.#line.invoke('Join', session, device);
        return () => events.joined(time, sentAt);
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
}

/** The real connection. */
export const learnerConnection = (): Promise<Connection> => hubConnection('learner');

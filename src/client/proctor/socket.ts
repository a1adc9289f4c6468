import { hubConnection, HubLine, type Connection, type LineEvents } from '../lib/line';
import type { BoardDelta, BoardView, ChatLine, TimelineEntry, WatchView } from './wire';

/** What the proctors' hub takes: name → arguments and answer. Acts go by plain HTTP: they may be repeated there. */
interface ServerMethods {
  Watch: (room: string) => BoardView;
  Leave: (room: string) => void;
  Open: (room: string, session: string) => WatchView;
  Close: (session: string) => void;
  Care: (room: string, command: string, session: string, proctor: string | null) => void;
  Say: (session: string, command: string, text: string) => ChatLine;
  Relay: (session: string, message: string) => void;
}

/** What the proctors' hub calls. */
export interface ClientMethods {
  board: (delta: BoardDelta) => void;
  said: (room: string, session: string, line: ChatLine) => void;
  happened: (room: string, session: string, entries: TimelineEntry[]) => void;
  relayed: (room: string, session: string, message: string) => void;
}

export interface SocketEvents extends ClientMethods, Omit<LineEvents, 'greet'> {
  /** Connected, and the room's news come from now on; `sentAt` is the monotonic time of the request. */
  watching: (board: BoardView, sentAt: number) => void;
}

/** The hub connection of one room's console. */
export class ProctorSocket {
  readonly #line: HubLine<ServerMethods, ClientMethods>;

  constructor(
    private readonly room: string,
    build: () => Promise<Connection>,
    events: SocketEvents,
  ) {
    const ours =
      <A extends unknown[]>(tell: (of: string, ...rest: A) => void) =>
      (of: string, ...rest: A) => {
        if (of === room) tell(of, ...rest);
      };
    const calls: ClientMethods = {
      board: (delta) => {
        if (delta.room === room) events.board(delta);
      },
      said: ours(events.said),
      happened: ours(events.happened),
      relayed: ours(events.relayed),
    };
    this.#line = new HubLine(build, calls, {
      ...events,
      greet: async () => {
        const sentAt = performance.now();
        const board = await this.#line.invoke('Watch', room);
        return () => events.watching(board, sentAt);
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

  hurry(): void {
    this.#line.hurry();
  }

  /** Asks for the whole board once more on the connection there is. */
  watch(): Promise<BoardView> {
    return this.#line.invoke('Watch', this.room);
  }

  open(session: string): Promise<WatchView> {
    return this.#line.invoke('Open', this.room, session);
  }

  close(session: string): Promise<void> {
    return this.#line.invoke('Close', session);
  }

  care(command: string, session: string, proctor: string | null): Promise<void> {
    return this.#line.invoke('Care', this.room, command, session, proctor);
  }

  say(session: string, command: string, text: string): Promise<ChatLine> {
    return this.#line.invoke('Say', session, command, text);
  }

  relay(session: string, message: string): Promise<void> {
    return this.#line.invoke('Relay', session, message);
  }
}

/** The real connection. */
export const proctorConnection = (): Promise<Connection> => hubConnection('proctor');

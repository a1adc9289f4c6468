import { Backoff, pause } from './backoff';
import { Refusal, refusalOfHub, Unreachable } from './refusal';

/** The part of a SignalR connection that is used here; tests give a fake. */
export interface Connection {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<T>(method: string, ...args: unknown[]): Promise<T>;
  on(method: string, handler: (...args: never[]) => void): void;
  onclose(handler: () => void): void;
}

export interface LineEvents {
  /** The first words on a new connection. It counts as connected when they are answered; what is given back is called then. */
  greet: () => Promise<() => void>;
  lost: () => void;
  /** An attempt to connect came to nothing, and the server did not say why. */
  failed: () => void;
  refused: (refusal: Refusal) => void;
}

const INVOKE_TIMEOUT_MS = 8_000;

/**
 * The first attempt after a loss is spread over so long. A server that leaves, by plan or not, drops all of its connections in one
 * instant; those who stay must not be met by all of them in the next.
 */
const FIRST_RETURN_MS = 2_000;

/** Messages above this go by plain HTTP: a hub refuses messages over 32 KB by closing the connection. */
export const HUB_BYTES = 24_000;

/**
 * A hub connection that lasts. Connects again for ever, with growing jittered pauses, whether it broke or the server closed it in
 * order to leave; a call that gets no answer in time closes the connection, because a half-dead one would swallow every call after it.
 *
 * @typeParam M what the hub takes: name → arguments and answer
 * @typeParam C what the hub calls
 */
export class HubLine<
  M extends { [K in keyof M]: (...args: never[]) => unknown },
  C extends { [K in keyof C]: (...args: never[]) => void },
> {
  #connection: Connection | null = null;
  #up = false;
  #stopped = true;
  /** Counts starts, so that a loop that was stopped ends even when another was started meanwhile. */
  #turn = 0;
  #waiting = new AbortController();
  /** True while waiting for as long as the server asked, which nothing cuts short. */
  #asked = false;
  readonly #backoff = new Backoff(FIRST_RETURN_MS, 15_000);

  constructor(
    private readonly build: () => Promise<Connection>,
    private readonly calls: C,
    private readonly events: LineEvents,
  ) {}

  get connected(): boolean {
    return this.#up;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    void this.keepConnected(++this.#turn);
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting.abort();
    void this.close();
  }

  /** Tries at once instead of waiting out the pause, unless the server asked for it; for the browser's `online` event. */
  hurry(): void {
    if (!this.#asked) this.#waiting.abort();
  }

  async invoke<K extends keyof M & string>(method: K, ...args: Parameters<M[K]>): Promise<ReturnType<M[K]>> {
    const connection = this.#connection;
    if (!connection) throw new Unreachable();
    try {
      return await within(connection.invoke<ReturnType<M[K]>>(method, ...args));
    } catch (error) {
      if (error instanceof TimedOut) void this.close();
      throw refusalOfHub(error);
    }
  }

  private async keepConnected(turn: number): Promise<void> {
    const stopped = () => this.#stopped || turn !== this.#turn;
    while (!stopped()) {
      const joined = await this.connect();
      if ('closed' in joined) {
        this.#backoff.reset();
        await joined.closed;
        this.#up = false;
        this.#connection = null;
        if (!stopped()) this.events.lost();
      }
      if (stopped()) return;
      const retryAfterMs = 'closed' in joined ? null : joined.retryAfterMs;
      this.#asked = retryAfterMs !== null;
      this.#waiting = new AbortController();
      await pause(this.#backoff.next(retryAfterMs), this.#waiting.signal);
      this.#asked = false;
    }
  }

  /** `closed` is in an object because a promise of a promise waits for both. */
  private async connect(): Promise<{ closed: Promise<void> } | { retryAfterMs: number | null }> {
    try {
      const connection = await this.build();
      this.#connection = connection;
      const closed = new Promise<void>((resolve) => connection.onclose(resolve));
      for (const [name, call] of Object.entries<(...args: never[]) => void>(this.calls)) connection.on(name, call);
      await within(connection.start());
      const connected = await this.events.greet();
      if (this.#stopped) {
        await this.close();
        return { retryAfterMs: null };
      }
      this.#up = true;
      connected();
      return { closed };
    } catch (error) {
      await this.close();
      if (this.#stopped) return { retryAfterMs: null };
      if (!(error instanceof Refusal)) this.events.failed();
      else if (!error.busy) this.events.refused(error);
      return { retryAfterMs: error instanceof Refusal ? error.retryAfterMs : null };
    }
  }

  private async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    this.#up = false;
    await connection?.stop().catch(() => undefined);
  }
}

class TimedOut extends Error {}

function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimedOut('no answer in time')), INVOKE_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** SignalR is loaded with the first page that needs it, or shortly before an opening. */
export const signalr = () => import('@microsoft/signalr');

/** The real connection to a hub. */
export async function hubConnection(hub: string): Promise<Connection> {
  const { HubConnectionBuilder, HttpTransportType, LogLevel } = await signalr();
  return new HubConnectionBuilder()
    .withUrl(`/hubs/${hub}`, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build();
}

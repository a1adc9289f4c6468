import type { Fetch } from '../../lib/api';
import type { Connection } from '../../lib/line';
import type { Entry } from '../../lib/wire';
import type { SignalReport } from '../../lib/wire-watch';
import { FakeSession, No } from './session';
import type { FakeWatch } from './watch';

/** What the network does to the next requests. */
export type Weather =
  /** Nothing gets through. */
  | 'offline'
  /** The server does it, and the answer is lost. */
  | 'replies-lost'
  | 'fine';

/** One session's server behind a network that can be broken, by HTTP and by hub. Counts what reached it. */
export class FakeNetwork {
  weather: Weather = 'fine';
  hubUp = true;
  signedIn = true;
  /** Answers given instead of the server's, one for each request. */
  refusals: No[] = [];
  /** Monotonic times at which somebody tried to connect. */
  readonly knocks: number[] = [];
  readonly requests: { method: string; url: string; body: Record<string, unknown>; keepalive: boolean }[] = [];
  readonly #connections = new Set<FakeConnection>();

  constructor(
    readonly session: FakeSession,
    readonly watch: FakeWatch | null = null,
  ) {
    if (watch) watch.tell = (name, ...args) => this.tellAll(name, ...args);
  }

  readonly fetch: Fetch = async (url, init) => {
    init.signal?.throwIfAborted();
    if (this.weather === 'offline') throw new TypeError('Failed to fetch');
    const file = init.body instanceof Blob ? init.body : null;
    const body = file ? { bytes: file.size } : (JSON.parse(String(init.body ?? '{}')) as Record<string, unknown>);
    const path = new URL(url, 'http://exam.test');
    const method = init.method ?? 'GET';
    this.requests.push({ method, url, body, keepalive: init.keepalive === true });
    const answer = this.answer(method, path, body);
    if (this.weather === 'replies-lost') throw new TypeError('Failed to fetch');
    return answer;
  };

  readonly connect = async (): Promise<Connection> => {
    const connection = new FakeConnection(this);
    this.#connections.add(connection);
    return connection;
  };

  /** Breaks the hub's connections, as a lost network or a server that is gone does. */
  drop(): void {
    this.hubUp = false;
    this.cut();
  }

  /** Ends the hub's connections; new ones are taken, as when one server of several leaves. */
  cut(): void {
    for (const connection of this.#connections) connection.break();
    this.#connections.clear();
  }

  goOffline(): void {
    this.weather = 'offline';
    this.drop();
  }

  comeBack(): void {
    this.weather = 'fine';
    this.hubUp = true;
  }

  /** The hub tells every connection about the lease and the time. */
  tellChanged(): void {
    this.tellAll('changed', this.session.holder, this.session.time());
  }

  private tellAll(name: string, ...args: unknown[]): void {
    for (const connection of this.#connections)
      connection.tell(name, this.session.id, ...(JSON.parse(JSON.stringify(args)) as unknown[]));
  }

  hub(method: string, args: unknown[]): unknown {
    const body = method === 'Submit' ? { commandId: args[2], lastSeq: args[3] } : { entries: args[2] };
    this.requests.push({ method: 'HUB', url: method, body, keepalive: false });
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const device = String(args[1]);
    if (method === 'Save') return this.session.save(device, args[2] as Entry[]);
    if (method === 'Submit') return this.session.submit(device, Number(args[3]));
    if (method === 'Receipt') return this.session.receipt();
    if (this.watch && method !== 'Join' && method !== 'Presence') return this.hubOfWatch(this.watch, method, args);
    return this.session.presence(device);
  }

  private hubOfWatch(watch: FakeWatch, method: string, args: unknown[]): unknown {
    switch (method) {
      case 'Attend':
        return watch.attend(String(args[1]));
      case 'Signals':
        return watch.note(String(args[1]), args[2] as SignalReport[]);
      case 'Acknowledge':
        return watch.acknowledge(String(args[1]), args[2] === true) ?? null;
      case 'RaiseHand':
        return watch.raise(args[2] === true) ?? null;
      case 'Say':
        return watch.say(String(args[1]), String(args[2]));
      case 'Relay':
        watch.relayed.push({ peer: String(args[1]), message: JSON.parse(String(args[2])) as Record<string, unknown> });
        return null;
      default:
        throw new No(404, 'http.404');
    }
  }

  private answer(method: string, url: URL, body: Record<string, unknown>): Response {
    if (url.pathname === '/api/account') return json(this.signedIn ? 200 : 401, {});
    if (!this.signedIn) return json(401, { code: 'account.signed-out' });
    const refusal = this.refusals.shift();
    if (refusal) return refused(refusal);
    try {
      return json(200, this.route(method, url, body));
    } catch (error) {
      if (error instanceof No) return refused(error);
      throw error;
    }
  }

  private route(method: string, url: URL, body: Record<string, unknown>): unknown {
    const { session } = this;
    const [, , , id, part, index] = url.pathname.split('/');
    if (id !== session.id) throw new No(404, 'session.unknown');
    const device = String(body['device'] ?? url.searchParams.get('device'));
    if (method === 'GET' && part === undefined) return session.view(device);
    if (part === 'start') return session.start(device);
    if (part === 'break' && index === 'end') return session.endBreak(device);
    if (part === 'break') return session.takeBreak(device, Number(body['minutes']));
    if (part === 'lease') return session.takeOver(device);
    if (part === 'sections') return session.enter(device, Number(index));
    if (part === 'entries') return session.save(device, body['entries'] as Entry[]);
    if (part === 'presence') return session.presence(device);
    if (part === 'submit') return session.submit(device, Number(body['lastSeq']));
    if (part === 'receipt') return session.receipt();
    const answer =
      this.watch &&
      answerOfWatch(this.watch, url.pathname.split('/').slice(4), device, {
        ...body,
        begun: url.searchParams.get('begun'),
      });
    if (answer === null) throw new No(404, 'http.404');
    return answer;
  }
}

/** The calls about the watch by plain HTTP; null when there is no such call. */
export function answerOfWatch(
  watch: FakeWatch,
  [part, second = '', third = '']: string[],
  device: string,
  body: Record<string, unknown>,
): unknown {
  switch (part) {
    case 'attend':
      return watch.attend(device);
    case 'check-in':
      return second === 'complete' ? watch.complete(device) : watch.begin(device);
    case 'consent':
      return watch.consent(device, body);
    case 'identity':
      return watch.show(device, body);
    case 'signals':
      return watch.note(device, body['signals'] as SignalReport[]);
    case 'talk':
      return watch.say(String(body['commandId']), String(body['text']));
    case 'hand':
      return watch.raise(body['raised'] === true) ?? {};
    case 'acts':
      return watch.acknowledge(second, body['confirmed'] === true) ?? {};
    case 'evidence':
      return watch.store(second, Number(body['bytes']));
    case 'recording':
      return watch.chunk(second, third === '' ? null : Number(third), String(body['begun']));
    default:
      return null;
  }
}

/** What stands at the other end of a hub connection. */
export interface HubSide {
  readonly weather: Weather;
  readonly hubUp: boolean;
  readonly knocks: number[];
  hub(method: string, args: unknown[], connection: FakeConnection): unknown;
}

export class FakeConnection implements Connection {
  readonly #handlers = new Map<string, (...args: never[]) => void>();
  #closed: () => void = () => undefined;
  #up = false;

  constructor(private readonly network: HubSide) {}

  async start(): Promise<void> {
    this.network.knocks.push(performance.now());
    if (!this.network.hubUp || this.network.weather === 'offline') throw new Error('WebSocket failed to connect.');
    this.#up = true;
  }

  async stop(): Promise<void> {
    this.break();
  }

  on(method: string, handler: (...args: never[]) => void): void {
    this.#handlers.set(method, handler);
  }

  onclose(handler: () => void): void {
    this.#closed = handler;
  }

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (!this.#up) throw new Error('Cannot send data if the connection is not in the Connected State.');
    try {
      const answer = await this.network.hub(method, args, this);
      if (this.network.weather === 'replies-lost') return await new Promise<T>(() => undefined);
      return JSON.parse(JSON.stringify(answer ?? null)) as T;
    } catch (error) {
      if (!(error instanceof No)) throw error;
      const retryAfterMs = error.retryAfter === undefined ? undefined : error.retryAfter * 1000;
      const body = JSON.stringify({
        code: error.code,
        message: error.message,
        problems: [error.problem],
        retryAfterMs,
      });
      throw new Error(`An unexpected error occurred invoking '${method}' on the server. HubException: ${body}`);
    }
  }

  tell(method: string, ...args: unknown[]): void {
    if (this.#up) this.#handlers.get(method)?.(...(args as never[]));
  }

  break(): void {
    if (!this.#up) return;
    this.#up = false;
    this.#closed();
  }
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

function refused(no: No): Response {
  const body = { type: 'about:blank', title: no.message, status: no.status, code: no.code, problems: [no.problem] };
  return json(no.status, body, no.retryAfter === undefined ? {} : { 'Retry-After': String(no.retryAfter) });
}

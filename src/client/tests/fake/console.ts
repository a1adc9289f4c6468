import { Api } from '../../lib/api';
import { RoomCtrl } from '../../proctor/board/room-ctrl';
import { Stills } from '../../proctor/board/stills';
import { ProctorServer } from '../../proctor/server';
import type { Peer } from '../../proctor/session/live';
import { settle } from '../rig';
import { FakeConnection, type HubSide, type Weather } from './network';
import { FakeRoom, people, type Tell } from './room';
import { No } from './session';

/** A proctor at a console, over a room behind a network that can be broken. */
export class Desk implements HubSide {
  weather: Weather = 'fine';
  hubUp = true;
  readonly knocks: number[] = [];
  readonly room: FakeRoom;
  readonly asked: { method: string; url: string; body: unknown }[] = [];
  /** Answers given instead of the server's, one for each request. */
  readonly refusals: No[] = [];
  readonly pictures: string[] = [];
  readonly api: Api;
  readonly server: ProctorServer;
  peer: () => Peer = () => {
    throw new Error('there is no peer');
  };
  readonly #connections = new Map<FakeConnection, Tell>();
  readonly #open = new Set<RoomCtrl>();

  constructor() {
    // The server's clock is the monotonic one, so tests may turn the wall clock as they like.
    const start = Date.now() - performance.now();
    this.room = new FakeRoom(undefined, () => start + performance.now());
    this.api = new Api(
      (url, init) => this.fetch(url, init),
      () => 'XSRF-TOKEN=t',
    );
    this.server = new ProctorServer(this.api);
  }

  async sit(more: { staff?: boolean; room?: string } = {}): Promise<RoomCtrl> {
    const stills = new Stills(
      async (url) => {
        this.pictures.push(url);
        return new Blob();
      },
      { createObjectURL: () => `blob:${this.pictures.length}`, revokeObjectURL: () => undefined },
    );
    const ctrl = new RoomCtrl(
      {
        server: this.server,
        connect: () => this.connect(),
        live: { iceServers: async () => [], peer: () => this.peer() },
        stills,
        me: 'p-mine',
        staff: more.staff ?? false,
      },
      more.room ?? this.room.id,
    );
    this.#open.add(ctrl);
    ctrl.start();
    await settle();
    return ctrl;
  }

  async connect(): Promise<FakeConnection> {
    const connection = new FakeConnection(this);
    this.#connections.set(connection, (method, ...args) => connection.tell(method, ...structuredClone(args)));
    return connection;
  }

  hub(method: string, args: unknown[], connection: FakeConnection): unknown {
    this.asked.push({ method: 'HUB', url: method, body: args });
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const tell = this.#connections.get(connection);
    return tell ? this.room.hub(tell, method, args) : null;
  }

  /** The hub's connections break, and no new ones come about. */
  drop(): void {
    this.hubUp = false;
    for (const [connection, tell] of this.#connections) {
      this.room.watchers.delete(tell);
      connection.break();
    }
    this.#connections.clear();
  }

  count(method: string, end: string): number {
    return this.asked.filter((one) => one.method === method && one.url.endsWith(end)).length;
  }

  close(): void {
    for (const ctrl of this.#open) ctrl.stop();
  }

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    if (this.weather === 'offline') throw new TypeError('Failed to fetch');
    const method = init.method ?? 'GET';
    const body: unknown = init.body instanceof Blob ? init.body : JSON.parse(String(init.body ?? '{}'));
    this.asked.push({ method, url, body });
    try {
      const refusal = this.refusals.shift();
      if (refusal) throw refusal;
      const answer = JSON.stringify(this.answer(method, new URL(url, 'http://exam.test'), body));
      if (this.weather === 'replies-lost') throw new TypeError('Failed to fetch');
      return new Response(answer);
    } catch (error) {
      if (!(error instanceof No)) throw error;
      const { status, code, message, problem } = error;
      return new Response(JSON.stringify({ code, title: message, problems: [problem] }), { status });
    }
  }

  private answer(method: string, url: URL, body: unknown): unknown {
    if (url.pathname.startsWith('/api/rooms')) return this.room.answer(method, url, body);
    if (url.pathname === '/api/proctors') return { proctors: people };
    if (method === 'PUT' && url.pathname.endsWith('/evidence/attachment')) return { id: 'attachment.1.pdf' };
    if (url.pathname.endsWith('/evidence')) return { items: [] };
    throw new No(404, 'http.404');
  }
}

import { Api } from '../../lib/api';
import { ServerTime } from '../../lib/server-time';
import type { WindowView } from '../../lib/wire';
import { No } from './session';
import { FakeWindows } from './windows';

/** Staff at their pages: windows behind a network that can fall silent or refuse, and all that was asked. */
export class Office {
  readonly windows = new FakeWindows(() => Date.now());
  readonly time = new ServerTime();
  readonly asked: { method: string; url: string; body: unknown }[] = [];
  /** Answers given instead of the server's, one for each request. */
  readonly refusals: No[] = [];
  silent = false;
  readonly api = new Api(
    (url, init) => this.fetch(url, init),
    () => 'XSRF-TOKEN=t',
  );
  readonly #stops: (() => void)[] = [];

  constructor() {
    this.windows.fill();
  }

  count(method: string, url: string): number {
    return this.asked.filter((one) => one.method === method && one.url === url).length;
  }

  view(id: string): WindowView {
    return this.windows.view(this.window(id));
  }

  window(id: string) {
    const window = this.windows.all.get(id);
    if (!window) throw new Error(`there is no window ${id}`);
    return window;
  }

  /** What is to be stopped when the test ends. */
  atEnd(stop: () => void): void {
    this.#stops.push(stop);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    if (this.silent) throw new TypeError('Failed to fetch');
    const method = init.method ?? 'GET';
    const csv = new Headers(init.headers).get('Content-Type') === 'text/csv';
    const body = csv ? String(init.body) : (JSON.parse(String(init.body ?? '{}')) as unknown);
    this.asked.push({ method, url, body });
    try {
      const no = this.refusals.shift();
      if (no) throw no;
      const answer = this.windows.answer(method, new URL(url, 'http://exam.test'), body);
      return method === 'DELETE' ? new Response(null, { status: 204 }) : new Response(JSON.stringify(answer));
    } catch (error) {
      if (!(error instanceof No)) throw error;
      const { status, code, message, problem, retryAfter } = error;
      const headers: HeadersInit = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
      return new Response(JSON.stringify({ code, title: message, problems: [problem] }), { status, headers });
    }
  }
}

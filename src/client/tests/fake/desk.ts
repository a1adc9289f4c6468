import { Api } from '../../lib/api';

export interface Answer {
  status: number;
  body: unknown;
  retryAfter?: number;
}

/** A server of fixed answers, each by its address, with or without the method before it; the last one for an address stays. */
export class Desk {
  readonly calls: { method: string; path: string; body: unknown; at: number }[] = [];
  readonly answers = new Map<string, (Answer | (() => Answer))[]>();
  readonly api = new Api(
    async (url, init) => {
      const method = init.method ?? 'GET';
      this.calls.push({ method, path: url, body: read(init), at: performance.now() });
      const queue = this.answers.get(`${method} ${url}`) ?? this.answers.get(url);
      const next = queue && queue.length > 1 ? queue.shift() : queue?.[0];
      if (!next) throw new TypeError('Failed to fetch');
      const { status, body, retryAfter } = typeof next === 'function' ? next() : next;
      const headers: HeadersInit = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
      return new Response(status === 204 ? null : JSON.stringify(body), { status, headers });
    },
    () => 'XSRF-TOKEN=t',
  );

  on(path: string, ...answers: (Answer | (() => Answer))[]): void {
    this.answers.set(path, answers);
  }

  count(path: string): number {
    return this.calls.filter((call) => call.path === path || `${call.method} ${call.path}` === path).length;
  }
}

function read({ body, headers }: RequestInit): unknown {
  if (body === undefined || body === null) return null;
  const json = new Headers(headers).get('Content-Type') === 'application/json';
  return json ? (JSON.parse(String(body)) as unknown) : String(body);
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

export const no = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { code, title: code, ...more },
});

import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Api } from '../lib/api';
import { Backoff } from '../lib/backoff';
import { readRetryAfter, Refusal, refusalOfHub, Unreachable } from '../lib/refusal';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'silence';

let replies: Reply[];
let calls: { url: string; init: RequestInit }[];
let cookie: string;
const fetch = async (url: string, init: RequestInit): Promise<Response> => {
  calls.push({ url, init });
  const reply = replies.shift() ?? { status: 200, body: {} };
  if (reply === 'silence') throw new TypeError('Failed to fetch');
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
  return new Response(reply.status === 204 ? null : text, { status: reply.status, headers: reply.headers ?? {} });
};
const api = () => new Api(fetch, () => cookie);
const header = (n: number, name: string) => new Headers(calls[n]?.init.headers).get(name);

beforeEach(() => {
  replies = [];
  calls = [];
  cookie = 'XSRF-TOKEN=a%2Fb';
});

describe('the api', () => {
  test('sends the antiforgery token with everything but a GET', async () => {
    await api().get('/api/home');
    await api().post('/api/x', { a: 1 });
    expect(header(0, 'X-XSRF-TOKEN')).toBeNull();
    expect(header(1, 'X-XSRF-TOKEN')).toBe('a/b');
    expect(calls[1]?.init.body).toBe('{"a":1}');
  });

  test('fetches the token first when there is none', async () => {
    cookie = '';
    await api().post('/api/x', {});
    expect(calls.map((call) => call.url)).toEqual(['/api/account', '/api/x']);
  });

  test('a stale token is fetched anew and the call made once more', async () => {
    replies = [
      { status: 400, body: { code: 'request.antiforgery' } },
      { status: 401 },
      { status: 200, body: { ok: 1 } },
    ];
    await expect(api().post('/api/x', {})).resolves.toEqual({ ok: 1 });
    expect(calls.map((call) => call.url)).toEqual(['/api/x', '/api/account', '/api/x']);
  });

  test('turns a ProblemDetails into a refusal with its stable code', async () => {
    const problems = [{ code: 'input.units', message: 'Give a unit.', where: 'f1' }];
    replies = [{ status: 422, body: { title: 'Bad', code: 'input.units', problems } }];
    const refusal = await api()
      .post('/api/x', {})
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ status: 422, code: 'input.units', message: 'Give a unit.', problems });
  });

  test('an answer that is no JSON is no answer', async () => {
    replies = [{ status: 200, body: '<html>' }];
    await expect(api().post('/api/x', {})).rejects.toBeInstanceOf(Unreachable);
  });

  test('an error page is a refusal by its status', async () => {
    replies = [{ status: 404, body: '<html>' }];
    await expect(api().post('/api/x', {})).rejects.toMatchObject({ code: 'http.404' });
  });

  test('repeats a GET after silence, and a POST only when told that it may be', async () => {
    replies = ['silence', { status: 200, body: { ok: 1 } }, 'silence'];
    const got = api().get('/api/home');
    await pass(1000);
    await expect(got).resolves.toEqual({ ok: 1 });
    await expect(api().post('/api/x', {})).rejects.toBeInstanceOf(Unreachable);
    expect(calls).toHaveLength(3);
  });

  test('keeps away for as long as Retry-After says', async () => {
    replies = [{ status: 503, body: { code: 'service.busy' }, headers: { 'Retry-After': '7' } }];
    const got = api().get('/api/home');
    await pass(6900);
    expect(calls).toHaveLength(1);
    await pass(2500);
    expect(calls).toHaveLength(2);
    await got;
  });

  test('does not repeat what was refused for good', async () => {
    replies = [{ status: 409, body: { code: 'session.ended' } }];
    await expect(api().get('/api/home')).rejects.toMatchObject({ code: 'session.ended' });
    expect(calls).toHaveLength(1);
  });

  test('waits for the sign-in after a 401 and then makes the call again', async () => {
    replies = [
      { status: 401, body: { code: 'account.signed-out' } },
      { status: 200, body: { ok: 1 } },
    ];
    let signedIn: (yes: boolean) => void = () => undefined;
    const server = api();
    server.onSignedOut = () => new Promise((resolve) => (signedIn = resolve));
    const got = server.post('/api/x', {});
    await settle();
    expect(calls).toHaveLength(1);
    signedIn(true);
    await expect(got).resolves.toEqual({ ok: 1 });
  });

  test('a wrong password is not a lost sign-in', async () => {
    replies = [{ status: 401, body: { code: 'account.bad-credentials' } }];
    const server = api();
    server.onSignedOut = vi.fn(async () => true);
    await expect(server.post('/api/account/sign-in', {})).rejects.toMatchObject({ code: 'account.bad-credentials' });
    expect(server.onSignedOut).not.toHaveBeenCalled();
  });
});

describe('refusals by the hub', () => {
  test('are read from the end of the exception’s text', () => {
    const error = new Error(
      'An unexpected error occurred invoking \'Save\' on the server. HubException: {"code":"session.held-elsewhere","message":"Elsewhere.","problems":[]}',
    );
    expect(refusalOfHub(error)).toMatchObject({ status: 0, code: 'session.held-elsewhere', message: 'Elsewhere.' });
  });

  test.each(['Connection closed.', 'Odd {text', '{"no":"code"}'])('%s is silence', (text) => {
    expect(refusalOfHub(new Error(text))).toBeInstanceOf(Unreachable);
  });
});

describe('backing off', () => {
  test('grows to its limit and is never more than that', () => {
    const backoff = new Backoff(500, 15_000, () => 1);
    const waits = Array.from({ length: 8 }, () => backoff.next());
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    backoff.reset();
    expect(backoff.next()).toBe(500);
  });

  test('spreads callers over the wait', () => {
    expect(new Backoff(1000, 1000, () => 0).next()).toBe(250);
  });

  test('never comes before Retry-After', () => {
    expect(new Backoff(500, 15_000, () => 0).next(20_000)).toBe(20_000);
    expect(new Backoff(500, 15_000, () => 1).next(20_000)).toBeGreaterThan(20_000);
  });

  test('Retry-After may be seconds or a date', () => {
    const now = Date.parse('2026-11-24T09:00:00Z');
    expect(readRetryAfter('3', now)).toBe(3000);
    expect(readRetryAfter('Tue, 24 Nov 2026 09:00:10 GMT', now)).toBe(10_000);
    expect(readRetryAfter('soon', now)).toBeNull();
    expect(readRetryAfter(null, now)).toBeNull();
  });
});

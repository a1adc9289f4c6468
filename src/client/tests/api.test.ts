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
    replies = [{ status: 503, body: { code: 'server.busy' }, headers: { 'Retry-After': '7' } }];
    const got = api().get('/api/home');
    await pass(6900);
    expect(calls).toHaveLength(1);
    await pass(7250);
    expect(calls).toHaveLength(2);
    await got;
  });

  test('is patient without end when told to, tells of each wait, and stops when the page is left', async () => {
    const busy = { status: 429, body: { code: 'service.rate-limited' }, headers: { 'Retry-After': '1' } };
    replies = [...Array.from({ length: 9 }, () => busy), { status: 200, body: { ok: 1 } }];
    const told: unknown[] = [];
    const got = api().post('/api/x', {}, { tries: Infinity, waiting: (error) => told.push(error) });
    await pass(20_000);
    await expect(got).resolves.toEqual({ ok: 1 });
    expect(told).toHaveLength(9);
    replies = Array.from({ length: 9 }, () => busy);
    const leaving = new AbortController();
    const left = api().post('/api/x', {}, { tries: Infinity, signal: leaving.signal });
    const failing = expect(left).rejects.toBeInstanceOf(Refusal);
    await settle();
    leaving.abort();
    await failing;
  });

  test('meets faults with three tries, however patient it is', async () => {
    replies = Array.from({ length: 9 }, () => ({ status: 500, body: { code: 'service.fault' } }));
    const got = api().post('/api/x', {}, { tries: Infinity });
    const failing = expect(got).rejects.toMatchObject({ code: 'service.fault' });
    await pass(10_000);
    await failing;
    expect(calls).toHaveLength(3);
  });

  test('sends text as it is', async () => {
    await api().post('/api/x', 'learner_id\na\n', { type: 'text/csv' });
    expect(header(0, 'Content-Type')).toBe('text/csv');
    expect(calls[0]?.init.body).toBe('learner_id\na\n');
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

  test('say how long to stay away', () => {
    const error = new Error('HubException: {"code":"server.busy","message":"Busy.","problems":[],"retryAfterMs":1500}');
    expect(refusalOfHub(error)).toMatchObject({ code: 'server.busy', busy: true, passing: true, retryAfterMs: 1500 });
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

  test('spreads callers over the whole wait', () => {
    expect([0, 0.25, 1].map((share) => new Backoff(1000, 1000, () => share).next())).toEqual([0, 250, 1000]);
  });

  test('keeps Retry-After and adds up to as much again', () => {
    expect([0, 0.5, 1].map((share) => new Backoff(500, 15_000, () => share).next(20_000))).toEqual([
      20_000, 30_000, 40_000,
    ]);
  });

  test('does not believe who asks for an hour, and grows where the server asks for no time at all', () => {
    expect(new Backoff(500, 15_000, () => 0).next(3_600_000)).toBe(60_000);
    const backoff = new Backoff(500, 15_000, () => 1);
    expect([backoff.next(0), backoff.next(0)]).toEqual([500, 1000]);
  });

  test('Retry-After may be seconds or a date', () => {
    const now = Date.parse('2026-11-24T09:00:00Z');
    expect(readRetryAfter('3', now)).toBe(3000);
    expect(readRetryAfter('Tue, 24 Nov 2026 09:00:10 GMT', now)).toBe(10_000);
    expect(readRetryAfter('soon', now)).toBeNull();
    expect(readRetryAfter(null, now)).toBeNull();
  });
});

import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Account } from '../lib/account';
import { toBase64 } from '../lib/hand-in';
import { newId } from '../lib/ids';
import { keepSession, Outbox } from '../lib/outbox';
import { ResultCtrl } from '../learner/result/result-ctrl';
import { routeOf } from '../learner/router';
import { takeTicket } from '../learner/ticket';
import { part, takeParting } from '../learner/parting';
import { Refusal, Unreachable } from '../lib/refusal';
import type { LearnerSocket } from '../lib/socket';
import type { Receipt, ResultView } from '../lib/wire';
import { MarkingCtrl } from '../staff/marking-ctrl';
import { VerifyCtrl } from '../verify/ctrl';
import { linkedIn, verifierPlus } from '../verify/links';
import { Desk, no, ok } from './fake/desk';
import { credential, ids, markingOf, result } from './fake/samples';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

let desk: Desk;
beforeEach(() => void (desk = new Desk()));

describe('a credential', () => {
  const verify = async () => {
    const ctrl = new VerifyCtrl(desk.api, `/v/${ids.credential.toUpperCase()}`);
    const checking = ctrl.check();
    await pass(60_000, 1000);
    await checking;
    return ctrl.outcome.value.is;
  };
  const path = `/api/credentials/${ids.credential}`;

  test('stands when the server says so', async () => {
    desk.on(path, ok(credential(ids.credential)));
    expect(await verify()).toBe('valid');
  });

  test('is revoked when the server says so', async () => {
    desk.on(path, ok({ ...credential(ids.credential), standing: 'revoked' }));
    expect(await verify()).toBe('revoked');
  });

  test('is superseded when another took its place', async () => {
    desk.on(path, ok({ ...credential(ids.credential), standing: 'superseded', supersededBy: ids.revoked }));
    expect(await verify()).toBe('superseded');
  });

  test('is taken to LinkedIn and VerifierPlus by its address', () => {
    vi.stubGlobal('location', { origin: 'https://exams.example.edu' });
    const shown = { ...credential(ids.credential), title: 'R&D: 100 %', issuedAt: '2026-01-31T23:30:00Z' };
    const form = new URL(linkedIn(shown)).searchParams;
    const address = `https://exams.example.edu/v/${ids.credential}`;
    expect(Object.fromEntries(form)).toMatchObject({
      name: 'R&D: 100 %',
      organizationName: shown.issuer,
      issueYear: '2026',
      issueMonth: '1',
      certUrl: address,
      certId: ids.credential,
    });
    expect(verifierPlus(shown)).toBe(`https://verifierplus.org/#verify?vc=${encodeURIComponent(address)}`);
    vi.unstubAllGlobals();
  });

  test('is unknown when there is none', async () => {
    desk.on(path, no(404, 'credential.unknown'));
    expect(await verify()).toBe('unknown');
  });

  test('cannot be checked when the server is silent or busy, which says nothing about it', async () => {
    expect(await verify()).toBe('unable');
    desk.on(path, no(503, 'service.busy'));
    expect(await verify()).toBe('unable');
  });
});

describe('the account', () => {
  const me = { userName: 'amina', displayName: 'Amina', roles: ['learner'] };

  test('knows whether somebody is signed in', async () => {
    desk.on('/api/account', no(401, 'account.signed-out'));
    const account = new Account(desk.api);
    await account.ask();
    expect(account.standing.value).toBe('out');
    desk.on('/api/account', ok(me));
    await account.ask();
    expect(account.standing.value).toBe('in');
  });

  test('is asked for until the server answers, and says meanwhile that it waits', async () => {
    desk.on('/api/account', ...Array.from({ length: 6 }, () => no(503, 'server.busy')), ok(me));
    const account = new Account(desk.api);
    const asking = account.ask();
    await settle();
    expect(account.standing.value).toBe('unreachable');
    expect(account.problem.value?.code).toBe('server.busy');
    await pass(60_000, 1000);
    await asking;
    expect(account.standing.value).toBe('in');
    expect(account.problem.value).toBeNull();
  });

  test('a wrong password leaves the form with the reason', async () => {
    desk.on('/api/account/sign-in', no(401, 'account.bad-credentials'));
    const account = new Account(desk.api);
    expect(await account.signIn('amina', 'x')).toBe(false);
    expect(account.problem.value?.code).toBe('account.bad-credentials');
  });

  test('a ticket signs in, and the token of the new identity is fetched', async () => {
    desk.on('POST /api/account/ticket', ok(me));
    desk.on('/api/account', ok(me));
    const account = new Account(desk.api);
    expect(await account.useTicket('t'.repeat(43))).toBe(true);
    expect(account.standing.value).toBe('in');
    expect(desk.calls.map((call) => call.path)).toEqual(['/api/account/ticket', '/api/account']);
    expect(desk.calls[0]?.body).toEqual({ ticket: 't'.repeat(43) });
  });

  test('a ticket that is no longer good leads to the form with the reason', async () => {
    desk.on('POST /api/account/ticket', no(401, 'account.bad-ticket'));
    desk.on('/api/account', no(401, 'account.signed-out'));
    const account = new Account(desk.api);
    expect(await account.useTicket('used')).toBe(false);
    expect(account.standing.value).toBe('out');
    expect(account.problem.value?.code).toBe('account.bad-ticket');
  });

  test('a ticket that is no longer good signs nobody out', async () => {
    desk.on('POST /api/account/ticket', no(401, 'account.bad-ticket'));
    desk.on('/api/account', ok(me));
    const account = new Account(desk.api);
    expect(await account.useTicket('used')).toBe(false);
    expect(account.standing.value).toBe('in');
    expect(account.problem.value).toBeNull();
  });

  test('a ticket is taken from a sign-in link only, and out of the address at once', () => {
    const left: string[] = [];
    const take = (pathname: string, hash: string) => takeTicket({ pathname, hash }, (to) => left.push(to));
    expect(take('/sign-in', '#ticket=abc-_1')).toBe('abc-_1');
    expect(left).toEqual(['/']);
    expect(take('/sign-in', '')).toBeNull();
    expect(take('/', '#ticket=abc')).toBeNull();
    expect(left).toEqual(['/']);
  });

  test('a call that meets a lapsed sign-in goes on after the same person has signed in again', async () => {
    desk.on('/api/account', ok(me));
    desk.on('/api/account/sign-in', ok(me));
    desk.on('/api/x', no(401, 'account.signed-out'), ok({ done: true }));
    const account = new Account(desk.api);
    await account.ask();
    const call = desk.api.post('/api/x', {});
    await settle();
    expect(account.standing.value).toBe('lapsed');
    await account.signIn('amina', 'right');
    await expect(call).resolves.toEqual({ done: true });
    expect(account.standing.value).toBe('in');
  });
});

describe('a result', () => {
  const session = newId();
  const root = `/api/sessions/${session}`;
  const open = async () => {
    const ctrl = new ResultCtrl(desk.api, session, await Outbox.open(session, newId));
    const opening = ctrl.open();
    return { ctrl, opening };
  };
  const grading = { ...result(), state: 'grading', pending: 0 };

  test('being graded by machine is asked for again until it is there', async () => {
    desk.on(`${root}/receipt`, ok({}));
    desk.on(`${root}/result`, ok(grading), ok(grading), ok(result()));
    const { ctrl, opening } = await open();
    await pass(5000);
    await opening;
    expect(ctrl.result.state.value).toMatchObject({ is: 'here', value: { state: 'released' } });
    expect(desk.count(`${root}/result`)).toBe(3);
  });

  const signed = { title: 'Exam' } as Receipt;
  const line = (asks: () => Promise<ResultView>) => {
    const there = { connected: true, result: vi.fn(asks), receipt: vi.fn(), stop: vi.fn() };
    return { ...there, parting: { line: there as unknown as LearnerSocket, receipt: signed } };
  };

  test('is asked for by the line of the session, which is let go when it is there; the receipt came with it', async () => {
    const answers: ResultView[] = [{ ...grading, state: 'grading' }, result()];
    const there = line(() => Promise.resolve(answers.shift() ?? result()));
    const ctrl = new ResultCtrl(desk.api, session, await Outbox.open(session, newId), there.parting);
    const opening = ctrl.open();
    await settle();
    expect(ctrl.receipt.state.value).toMatchObject({ is: 'here', value: signed });
    expect(there.stop).not.toHaveBeenCalled();
    await pass(2000);
    await opening;
    expect(ctrl.result.state.value).toMatchObject({ is: 'here', value: { state: 'released' } });
    expect([there.result.mock.calls.length, there.stop.mock.calls.length, desk.calls.length]).toEqual([2, 1, 0]);
  });

  test('waits on the line while the server is busy, and is asked for by plain HTTP when the line fails', async () => {
    desk.on(`${root}/result`, ok(result()));
    const failures = [new Refusal(503, 'service.busy', '', [], 2000), new Unreachable()];
    const there = line(() => Promise.reject(failures.shift() ?? new Unreachable()));
    const ctrl = new ResultCtrl(desk.api, session, await Outbox.open(session, newId), there.parting);
    const opening = ctrl.open();
    await settle();
    expect([there.result.mock.calls.length, desk.count(`${root}/result`)]).toEqual([1, 0]);
    await pass(5000);
    await opening;
    expect([there.result.mock.calls.length, there.stop.mock.calls.length, desk.count(`${root}/result`)]).toEqual([
      2, 1, 1,
    ]);
    expect(ctrl.result.state.value.is).toBe('here');
  });

  test('takes over what its session left once, and only its own; what nobody takes is hung up', async () => {
    const there = line(() => Promise.resolve(result()));
    part(session, there.parting);
    expect(takeParting(newId())).toBeNull();
    expect(takeParting(session)).toEqual(there.parting);
    expect(takeParting(session)).toBeNull();
    part(session, there.parting);
    await pass(15_000, 1000);
    expect(there.stop).toHaveBeenCalledTimes(1);
    expect(takeParting(session)).toBeNull();
  });

  test('that waits for a person is not asked for again and again', async () => {
    desk.on(`${root}/receipt`, ok({}));
    desk.on(`${root}/result`, ok({ ...grading, pending: 2 }));
    const { opening } = await open();
    await pass(60_000, 1000);
    await opening;
    expect(desk.count(`${root}/result`)).toBe(1);
  });

  test('takes unsent answers of this device, encrypted, and forgets them when they are taken', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const handInKey = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)));
    await keepSession({ id: session, title: 'Exam', handInKey });
    desk.on(`${root}/receipt`, ok({}));
    desk.on(`${root}/result`, ok(result()));
    desk.on(`${root}/hand-in`, no(409, 'attempt.hand-in-closed'), ok({ taken: 1, alreadyThere: 0 }));
    const { ctrl, opening } = await open();
    await ctrl.outbox.add({ kind: 'answer', item: 1, field: 'f', value: { choices: null, text: 'secret' } });
    await settle();
    await opening;
    expect(ctrl.outbox.size.value).toBe(1);
    await expect(ctrl.handInNow()).rejects.toMatchObject({ code: 'attempt.hand-in-closed' });
    expect(ctrl.outbox.size.value).toBe(1);
    await ctrl.handInNow();
    expect(ctrl.outbox.size.value).toBe(0);
    expect(ctrl.handedIn.value).toEqual({ taken: 1, alreadyThere: 0 });
    expect(JSON.stringify(desk.calls)).not.toContain('secret');
  });

  test('lets go of flags and showings that were never sent, and of no answer', async () => {
    const outbox = await Outbox.open(session, newId);
    void outbox.add({ kind: 'flag', item: 1, flagged: true });
    void outbox.add({ kind: 'answer', item: 1, field: 'f', value: { choices: ['a'], text: null } });
    await settle();
    desk.on(`${root}/receipt`, ok({}));
    desk.on(`${root}/result`, ok(result()));
    const { ctrl, opening } = await open();
    await settle();
    await opening;
    expect(ctrl.outbox.pending().map((entry) => entry.kind)).toEqual(['answer']);
    await ctrl.outbox.drop(ctrl.outbox.pending().map((entry) => entry.commandId));
  });

  test('takes a file of this session only', async () => {
    desk.on(`${root}/hand-in`, ok({ taken: 1, alreadyThere: 0 }));
    desk.on(`${root}/result`, ok(result()));
    const { ctrl } = await open();
    const file = { ephemeralKey: 'e', nonce: 'n', ciphertext: 'c' };
    expect(await ctrl.handInFile('nonsense')).toBe('notOurs');
    expect(await ctrl.handInFile(JSON.stringify({ ...file, sessionId: newId() }))).toBe('otherSession');
    expect(await ctrl.handInFile(JSON.stringify({ ...file, sessionId: session.toUpperCase() }))).toBeNull();
    expect(desk.count(`${root}/hand-in`)).toBe(1);
  });
});

describe('marking', () => {
  const path = `/api/marking/${ids.graded}`;

  test('begins at the first response without a mark and goes from one to the next', async () => {
    const view = markingOf();
    const [first, second] = view.responses;
    if (!first || !second) throw new Error('the sample has two responses');
    desk.on(`GET ${path}`, ok({ ...view, responses: [{ ...first, points: 3 }, second] }));
    desk.on(
      `PUT ${path}`,
      ok({ ...view, responses: [first, { ...second, points: 4 }].map((one) => ({ ...one, points: 4 })) }),
    );
    const ctrl = new MarkingCtrl(desk.api, ids.graded);
    await ctrl.open();
    expect(ctrl.current.value?.item).toBe(second.item);
    expect(await ctrl.mark(4, 'Well argued.')).toBe(true);
    expect(desk.calls.at(-1)?.body).toMatchObject({
      item: second.item,
      field: 'f1',
      points: 4,
      comment: 'Well argued.',
    });
    expect(ctrl.next()).toBe(false);
  });

  test('keeps what was written when the mark is refused', async () => {
    desk.on(`GET ${path}`, ok(markingOf()));
    desk.on(`PUT ${path}`, no(409, 'attempt.released'));
    const ctrl = new MarkingCtrl(desk.api, ids.graded);
    await ctrl.open();
    expect(await ctrl.mark(1, '')).toBe(false);
    expect(ctrl.problem.value?.code).toBe('attempt.released');
    expect(ctrl.current.value?.points).toBeNull();
  });
});

test.each([
  ['/', { page: 'home' }],
  ['/sign-in', { page: 'home' }],
  ['/exam/scm%2Finventory', { page: 'briefing', exam: 'scm/inventory' }],
  ['/session/ABC', { page: 'session', session: 'abc' }],
  ['/result/abc', { page: 'result', session: 'abc' }],
  ['/exam', { page: 'unknown' }],
  ['/session/abc/more', { page: 'unknown' }],
  ['/else/abc', { page: 'unknown' }],
])('%s leads to %o', (path, route) => expect(routeOf(path)).toEqual(route));

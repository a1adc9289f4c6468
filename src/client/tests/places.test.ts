import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Api } from '../lib/api';
import { ServerTime } from '../lib/server-time';
import type { ExamCard } from '../lib/wire';
import { HomeCtrl } from '../learner/home/home-ctrl';
import { AccommodationsCtrl } from '../learner/needs/accommodations-ctrl';
import { NeedsCtrl } from '../learner/needs/needs-ctrl';
import { routeOf } from '../learner/router';
import { ChoicesCtrl, hindrances } from '../learner/windows/choices-ctrl';
import { staffRouteOf } from '../staff/router';
import { newCode, RequestsCtrl } from '../staff/support/requests-ctrl';
import { draftOf, isTerms, termsOf } from '../staff/windows/registration-ctrl';
import { Desk, ok } from './fake/desk';
import { FakePlaces, withPlaces } from './fake/places';
import { home } from './fake/samples';
import { iso, No } from './fake/session';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

let places: FakePlaces;
let silent = false;
let lost = false;
let asked: { method: string; url: string }[] = [];
let closing: (() => void)[] = [];

beforeEach(() => {
  places = new FakePlaces(() => Date.now());
  places.fill();
  [silent, lost, asked, closing] = [false, false, [], []];
});
afterEach(() => closing.forEach((close) => close()));

const fetch = (url: string, init: RequestInit): Promise<Response> => {
  const method = init.method ?? 'GET';
  asked.push({ method, url });
  if (silent || init.signal?.aborted) return Promise.reject(new TypeError('Failed to fetch'));
  const body = JSON.parse(String(init.body ?? '{}')) as Record<string, unknown>;
  try {
    const answer = url === '/api/home' ? withPlaces(home(Date.now(), null), places) : places.answer(method, url, body);
    if (lost && method !== 'GET') {
      lost = false;
      return Promise.reject(new TypeError('The answer was lost'));
    }
    return Promise.resolve(answer === null ? new Response(null, { status: 204 }) : Response.json(answer));
  } catch (error) {
    if (!(error instanceof No)) throw error;
    const { status, code, message, problem } = error;
    return Promise.resolve(Response.json({ code, title: message, problems: [problem] }, { status }));
  }
};

const api = new Api(fetch, () => 'XSRF-TOKEN=t');
const pay = () => places.answer('POST', '/api/vouchers/redeem', { code: 'SPRING-2026' });

const open = async () => {
  const ctrl = new ChoicesCtrl(api, new ServerTime(), 'scm-comprehensive');
  closing.push(() => ctrl.close());
  ctrl.start();
  await settle();
  return ctrl;
};

const shown = (ctrl: ChoicesCtrl, id: string) => {
  const window = ctrl.poll.value?.windows.find(({ windowId }) => windowId === id);
  if (!window) throw new Error(`${id} is not shown`);
  return window;
};

describe('choosing a window', () => {
  test('takes a free place and shows it', async () => {
    pay();
    const ctrl = await open();
    expect(await ctrl.register(shown(ctrl, 'scm-jan'))).toBe('seated');
    expect(shown(ctrl, 'scm-jan')).toMatchObject({ mine: 'seated', free: 11 });
    expect(ctrl.seat.value?.windowId).toBe('scm-jan');
  });

  test('waits in line where it is full', async () => {
    pay();
    const ctrl = await open();
    expect(await ctrl.register(shown(ctrl, 'scm-feb'))).toBe('waiting');
    expect(shown(ctrl, 'scm-feb')).toMatchObject({ mine: 'waiting', position: 5 });
    expect(await ctrl.leave(shown(ctrl, 'scm-feb'))).toBe(true);
    expect(shown(ctrl, 'scm-feb').mine).toBe('none');
  });

  test('does not wait for a place that was free when it was shown', async () => {
    pay();
    const ctrl = await open();
    const seen = shown(ctrl, 'scm-jan');
    Object.assign(places.windows[0] ?? {}, { free: 0 });
    expect(await ctrl.register(seen)).toBeNull();
    expect(ctrl.asked.problem.value?.code).toBe('window.full');
    expect(shown(ctrl, 'scm-jan')).toMatchObject({ mine: 'none', free: 0 });
  });

  test('changes the seat for one in another window', async () => {
    pay();
    places.put('scm-apr', 'April', 110);
    const ctrl = await open();
    await ctrl.register(shown(ctrl, 'scm-jan'));
    expect(await ctrl.register(shown(ctrl, 'scm-apr'))).toBe('seated');
    expect([shown(ctrl, 'scm-jan').mine, shown(ctrl, 'scm-apr').mine]).toEqual(['none', 'seated']);
  });

  test('sends one command however often it has to be sent', async () => {
    pay();
    const ctrl = await open();
    lost = true;
    const registering = ctrl.register(shown(ctrl, 'scm-jan'));
    await pass(3000);
    expect(await registering).toBe('seated');
    expect(new Set(places.commands).size).toBe(1);
    expect(places.commands).toHaveLength(2);
    expect(places.windows[0]?.free).toBe(11);
  });

  test('goes on sending it while nobody looks, and not once the page is left', async () => {
    pay();
    const ctrl = await open();
    silent = true;
    const registering = ctrl.register(shown(ctrl, 'scm-jan'));
    await pass(1000);
    ctrl.stop();
    silent = false;
    await pass(15_000);
    expect(await registering).toBe('seated');

    silent = true;
    const leaving = ctrl.leave(shown(ctrl, 'scm-jan'));
    await pass(1000);
    ctrl.close();
    silent = false;
    await pass(15_000);
    expect(await leaving).toBe(false);
    expect(places.windows[0]?.mine).toBe('seated');
  });

  test('says why it was refused', async () => {
    const ctrl = await open();
    expect(await ctrl.register(shown(ctrl, 'scm-jan'))).toBeNull();
    expect(ctrl.asked.problem.value?.code).toBe('learner.not-paid');
  });

  test('an offer is looked at more often, and is gone at its end', async () => {
    const window = places.windows[1];
    Object.assign(window ?? {}, { mine: 'offered', offeredUntil: iso(Date.now() + 12_000) });
    const ctrl = await open();
    expect(shown(ctrl, 'scm-feb').mine).toBe('offered');
    const before = asked.filter(({ url }) => url.endsWith('/windows')).length;
    await pass(13_000, 500);
    expect(asked.filter(({ url }) => url.endsWith('/windows')).length - before).toBeGreaterThanOrEqual(2);
    await pass(5000);
    expect(shown(ctrl, 'scm-feb').mine).toBe('none');
  });

  test('an accepted offer is a seat', async () => {
    pay();
    Object.assign(places.windows[1] ?? {}, { mine: 'offered', offeredUntil: iso(Date.now() + 60_000) });
    const ctrl = await open();
    expect(await ctrl.register(shown(ctrl, 'scm-feb'))).toBe('seated');
  });

  test('a cancellation that comes too late says so and keeps the seat', async () => {
    const window = places.put('scm-soon', 'Soon', 1, { mine: 'seated' });
    const ctrl = await open();
    expect(await ctrl.leave(shown(ctrl, 'scm-soon'))).toBe(false);
    expect(ctrl.asked.problem.value?.code).toBe('window.change-too-late');
    expect(window.mine).toBe('seated');
  });

  test('keeps what was heard when the server falls silent', async () => {
    const ctrl = await open();
    silent = true;
    await pass(35_000, 500);
    expect(ctrl.poll.state.value).toMatchObject({ is: 'here', stale: { code: 'unreachable' } });
    expect(ctrl.poll.value?.windows).toHaveLength(4);
  });

  test('asks for nothing while nobody looks', async () => {
    const ctrl = await open();
    ctrl.stop();
    const before = asked.length;
    await pass(60_000, 1000);
    expect(asked).toHaveLength(before);
  });

  test('only what bars a window stands before it', () => {
    const codes = (exam: ExamCard) => hindrances(exam).map(({ code }) => code);
    expect(codes(places.exam())).toEqual(['learner.not-paid']);
    pay();
    expect(codes(places.exam())).toEqual([]);
  });
});

describe('what a learner does about a reason', () => {
  const openHome = async () => {
    const events = { warm: () => undefined, minute: () => undefined, open: () => undefined };
    const ctrl = new HomeCtrl(api, new ServerTime(), events);
    closing.push(() => ctrl.close());
    await ctrl.open();
    return { ctrl, needs: new NeedsCtrl(api, () => ctrl.refresh()) };
  };
  const codesOf = (ctrl: HomeCtrl) => {
    const state = ctrl.home.state.value;
    const exams = state.is === 'here' ? state.value.programs.flatMap((program) => program.exams) : [];
    return exams.find((exam) => exam.examId === 'scm-comprehensive')?.why.map(({ code }) => code);
  };

  test('a voucher takes the reason away', async () => {
    const { ctrl, needs } = await openHome();
    expect(codesOf(ctrl)).toContain('learner.not-paid');
    expect(await needs.redeem('scm-comprehensive', 'NOT-THIS-ONE')).toBe(false);
    expect(needs.voucherAt('scm-comprehensive').problem.value?.code).toBe('voucher.unknown');
    expect(needs.voucherAt('scm-other').problem.value).toBeNull();
    expect(await needs.redeem('scm-comprehensive', ' spring-2026 ')).toBe(true);
    expect(codesOf(ctrl)).not.toContain('learner.not-paid');
  });

  test('a name is confirmed as it is shown', async () => {
    const { ctrl, needs } = await openHome();
    expect(await needs.confirmName('Somebody Else')).toBe(false);
    expect(await needs.confirmName('Amina Okonkwo-Lindqvist')).toBe(true);
    expect(codesOf(ctrl)).not.toContain('learner.name-unconfirmed');
  });

  test('a request is asked once, however often it has to be sent, and can be withdrawn', async () => {
    let changes = 0;
    const ctrl = new AccommodationsCtrl(api, () => changes++);
    await ctrl.load.fetch();
    lost = true;
    const asking = ctrl.ask(' More time. ');
    await pass(3000);
    expect(await asking).toBe(true);
    expect(places.facts.requests).toMatchObject([{ wish: 'More time.', state: 'pending' }]);
    expect(await ctrl.withdraw(places.facts.requests[0]?.requestId ?? '')).toBe(true);
    expect(changes).toBe(2);
    const state = ctrl.load.state.value;
    expect(state.is === 'here' && state.value.requests[0]?.state).toBe('withdrawn');
  });
});

describe('the staff’s part', () => {
  test('terms are written in hours', () => {
    const terms = { from: null, endsBeforeMinutes: 90, changeBeforeMinutes: 2880, offerMinutes: 30 };
    expect(draftOf(terms)).toEqual({ ends: '1.5', change: '48', offer: '0.5' });
    expect(termsOf(draftOf(terms), terms)).toEqual(terms);
    expect(draftOf(null)).toEqual({ ends: '', change: '48', offer: '24' });
  });

  test.each([
    [{ ends: 'x', change: '48', offer: '24' }, ['ends']],
    [{ ends: '', change: '', offer: '0' }, ['change', 'offer']],
    [{ ends: '-1', change: '1', offer: '1' }, ['ends']],
  ])('%o is refused at its fields', (draft, fields) => {
    const read = termsOf(draft, null);
    expect(isTerms(read)).toBe(false);
    expect(read).toEqual(fields);
  });

  test('what the form does not show stays', () => {
    const before = { from: '2026-12-01T00:00:00Z', endsBeforeMinutes: null, changeBeforeMinutes: 0, offerMinutes: 60 };
    expect(termsOf(draftOf(before), before)).toEqual(before);
  });

  test('a code is of thirty signs, each as likely as the others', () => {
    expect(newCode(() => new Uint8Array(16).fill(31))).toBe('BBBB-BBBB-BBBB');
    let turn = 0;
    expect(newCode(() => new Uint8Array(16).map(() => (turn++ % 2 === 0 ? 255 : 0)))).toBe('AAAA-AAAA-AAAA');
    expect(newCode()).toMatch(/^[A-HJKMNP-TV-Z2-9]{4}(-[A-HJKMNP-TV-Z2-9]{4}){2}$/);
  });

  test('the pages have their addresses', () => {
    expect(routeOf('/result/0198F0/held')).toEqual({ page: 'held', session: '0198f0' });
    expect(routeOf('/result/0198f0/other')).toEqual({ page: 'unknown' });
    expect(routeOf('/windows/scm-comprehensive')).toEqual({ page: 'windows', exam: 'scm-comprehensive' });
    expect(staffRouteOf('/staff/learners', '')).toEqual({ page: 'support' });
  });
});

describe('a request for an accommodation', () => {
  const ONE = '/api/learners/ada/accommodation';
  const ASKED = `${ONE}-requests/r1`;

  test('is granted beside what the learner has already', async () => {
    const desk = new Desk();
    desk.on('/api/accommodation-requests', ok({ requests: [] }));
    desk.on(
      `GET ${ONE}`,
      ok({
        timeMultiplierPercent: 150,
        breakMinutes: 5,
        tools: ['zoom'],
        exemptRules: [],
        noCamera: true,
        noMicrophone: false,
        noScreen: false,
      }),
    );
    desk.on(`POST ${ASKED}`, { status: 204, body: null });
    const request = { requestId: 'r1', learnerId: 'ada', legalName: 'Ada', wish: 'No sound', askedAt: '' };
    const grant = {
      timeMultiplierPercent: 125,
      breakMinutes: 20,
      noCamera: false,
      noMicrophone: true,
      noScreen: false,
    };
    expect(await new RequestsCtrl(desk.api).grant(request, grant)).toBe(true);
    expect(desk.calls.find((call) => call.path === ASKED)?.body).toMatchObject({
      granted: {
        timeMultiplierPercent: 150,
        breakMinutes: 20,
        tools: ['zoom'],
        noCamera: true,
        noMicrophone: true,
        noScreen: false,
      },
    });
  });
});

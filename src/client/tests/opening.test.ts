import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BriefingCtrl } from '../learner/home/briefing-ctrl';
import { Briefings } from '../learner/home/briefings';
import { cardAt, opensByItself } from '../learner/home/card';
import { HomeCtrl } from '../learner/home/home-ctrl';
import { ServerTime } from '../lib/server-time';
import type { ExamCard } from '../lib/wire';
import { Desk, no, ok } from './fake/desk';
import { briefing, card, home } from './fake/samples';
import { iso } from './fake/session';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

const MINUTE = 60_000;
const NOT_OPEN = { code: 'learner.window-not-open', message: 'This exam has not opened yet.' };
const REHEARSE = { code: 'learner.rehearsal-needed', message: 'Finish the rehearsal first.' };

/** The server's clock is a year off the computer's, which therefore can be right about nothing. */
const OFF = 365 * 24 * 60 * MINUTE;
let start: number;
const serverNow = () => start + OFF + performance.now();

let desk: Desk;
let opens: number;
let told: string[];
let closing: (() => void)[];

beforeEach(() => {
  desk = new Desk();
  start = Date.parse('2026-11-24T09:00:00Z');
  opens = start + OFF + 10 * MINUTE;
  told = [];
  closing = [];
  desk.on('/api/home', () => ok(homeNow()));
  desk.on('/api/exams/e1/briefing', () => ok({ ...briefing(serverNow()), exam: exam() }));
});

afterEach(() => {
  for (const close of closing) close();
  vi.restoreAllMocks();
});

const exam = (more: Partial<ExamCard> = {}): ExamCard => {
  const early = serverNow() < opens;
  return card(serverNow(), {
    examId: 'e1',
    opens: iso(opens),
    standing: early ? 'notYet' : 'ready',
    reasons: early ? [NOT_OPEN] : [],
    ...more,
  });
};

const homeNow = () => {
  const view = home(serverNow(), null);
  return { ...view, programs: view.programs.map((program) => ({ ...program, exams: [exam()] })) };
};

const openHome = async () => {
  const ctrl = new HomeCtrl(desk.api, new ServerTime(), {
    warm: (id) => told.push(`warm ${id}`),
    minute: () => told.push('minute'),
    open: () => told.push('open'),
  });
  closing.push(() => ctrl.close());
  const opening = ctrl.open();
  await settle();
  await opening;
  return ctrl;
};

const openBriefing = async () => {
  const ctrl = new BriefingCtrl(desk.api, new ServerTime(), new Briefings(desk.api), 'e1', 'id-1', {
    warm: () => told.push('warm'),
    minute: () => told.push('minute'),
    open: () => told.push('open'),
  });
  closing.push(() => ctrl.close());
  const opening = ctrl.open();
  await settle();
  await opening;
  return ctrl;
};

const standing = (ctrl: HomeCtrl) => {
  const state = ctrl.home.state.value;
  const first = state.is === 'here' ? state.value.programs[0]?.exams[0] : undefined;
  return first && cardAt(first, ctrl.bell.now.value).standing;
};

describe('the home page before an opening', () => {
  test.each([0, 0.5, 0.99])('asks once more in the minute before, at a moment of its own (lot %d)', async (lot) => {
    vi.spyOn(Math, 'random').mockReturnValue(lot);
    await openHome();
    await pass(9 * MINUTE, 5000);
    expect(desk.count('/api/home')).toBe(1);
    await pass(MINUTE, 100);
    expect(desk.count('/api/home')).toBe(2);
    const before = 10 * MINUTE - (desk.calls[1]?.at ?? 0);
    expect(before).toBeGreaterThan(4800);
    expect(Math.abs(before - (5000 + lot * 55_000))).toBeLessThan(200);
  });

  test('opens the exam at the second, by the server’s time, with no request at that moment', async () => {
    const ctrl = await openHome();
    await pass(10 * MINUTE - 100, 100);
    expect(standing(ctrl)).toBe('notYet');
    const asked = desk.calls.length;
    // Half a step of the fake time is lost on the way of the last answer.
    await pass(160, 10);
    expect(standing(ctrl)).toBe('ready');
    expect(told).toEqual(['minute', 'warm e1', 'open']);
    await pass(20_000);
    expect(desk.calls).toHaveLength(asked);
  });

  test('loaded in the last minute it asks no more, and fetches at once what will be needed', async () => {
    opens = start + OFF + 40_000;
    const ctrl = await openHome();
    expect(told).toEqual(['warm e1']);
    await pass(41_000);
    expect(standing(ctrl)).toBe('ready');
    expect(desk.count('/api/home')).toBe(1);
  });

  test('follows an opening that was moved meanwhile', async () => {
    const ctrl = await openHome();
    opens += 30 * MINUTE;
    await pass(11 * MINUTE, 1000);
    expect(standing(ctrl)).toBe('notYet');
    expect(told).not.toContain('open');
    await pass(30 * MINUTE, 1000);
    expect(standing(ctrl)).toBe('ready');
  });

  test('a refresh that fails takes nothing away, and the exam opens all the same', async () => {
    const ctrl = await openHome();
    desk.on('/api/home', no(503, 'server.busy'));
    await pass(10 * MINUTE + 1000, 1000);
    expect(standing(ctrl)).toBe('ready');
  });

  test('a page that slept through the minute asks nothing at the opening', async () => {
    const ctrl = await openHome();
    ctrl.bell.stop();
    await pass(10 * MINUTE + 500, 5000);
    const asked = desk.calls.length;
    ctrl.wake();
    await settle();
    expect(standing(ctrl)).toBe('ready');
    expect(desk.calls).toHaveLength(asked);
  });

  test('a computer that slept asks for the time again', async () => {
    const ctrl = await openHome();
    vi.setSystemTime(Date.now() + 3_600_000);
    ctrl.wake();
    await settle();
    expect(desk.count('/api/home')).toBe(2);
  });

  test('a busy server is waited for, and the page goes on by itself', async () => {
    desk.on('/api/home', no(503, 'server.busy'));
    const ctrl = new HomeCtrl(desk.api, new ServerTime(), { warm: () => 0, minute: () => 0, open: () => 0 });
    closing.push(() => ctrl.close());
    const opening = ctrl.open();
    await pass(20_000);
    expect(ctrl.home.state.value).toMatchObject({ is: 'failed', passing: true });
    desk.on('/api/home', () => ok(homeNow()));
    await pass(16_000);
    await opening;
    expect(standing(ctrl)).toBe('notYet');
  });
});

describe('the card of an exam', () => {
  test('after the opening other reasons still stand', () => {
    const waiting = exam({ reasons: [NOT_OPEN, REHEARSE] });
    expect(opensByItself(waiting)).toBe(false);
    expect(cardAt(waiting, opens - 1)).toBe(waiting);
    expect(cardAt(waiting, opens)).toMatchObject({ standing: 'needsRehearsal', reasons: [REHEARSE] });
  });

  test('an exam that waits for something else does not open by itself', () => {
    const other = { code: 'learner.no-attempts-left', message: 'No attempts are left.' };
    expect(cardAt(exam({ reasons: [other] }), opens).standing).toBe('notYet');
  });
});

describe('the briefing before an opening', () => {
  test('counts down by the server’s time, also when it was reached straight', async () => {
    const ctrl = await openBriefing();
    expect(ctrl.opensIn.value).toBe(10 * MINUTE);
    await pass(4 * MINUTE, 1000);
    expect(ctrl.opensIn.value).toBe(6 * MINUTE);
  });

  test('lets nobody in before, and everybody at the moment, without a request of its own', async () => {
    desk.on('/api/exams/e1/sessions', ok({ sessionId: 's1' }));
    const ctrl = await openBriefing();
    await pass(10 * MINUTE - 100, 100);
    expect(await ctrl.begin()).toBeNull();
    expect(desk.count('/api/exams/e1/sessions')).toBe(0);
    const asked = desk.calls.length;
    await pass(160, 10);
    expect(ctrl.opensIn.value).toBeNull();
    expect(desk.calls).toHaveLength(asked);
    expect(await ctrl.begin()).toBe('s1');
    expect(told).toEqual(['minute', 'warm', 'open']);
  });

  test('refused as not open yet at the opening, it asks again by itself', async () => {
    desk.on('/api/exams/e1/sessions', no(409, NOT_OPEN.code), no(409, NOT_OPEN.code), ok({ sessionId: 's1' }));
    opens = start + OFF - 1;
    const ctrl = await openBriefing();
    const beginning = ctrl.begin();
    await settle();
    expect(ctrl.asked.waiting.value?.code).toBe(NOT_OPEN.code);
    await pass(6000);
    expect(await beginning).toBe('s1');
    const ids = desk.calls.filter((call) => call.method === 'POST').map((call) => call.body);
    expect(ids).toEqual(Array.from({ length: 3 }, () => ({ commandId: 'id-1', honourCodeAccepted: true })));
  });

  test('refused for longer, it hears where the exam stands and counts down again', async () => {
    desk.on('/api/exams/e1/sessions', no(409, NOT_OPEN.code));
    opens = start + OFF - 1;
    const ctrl = await openBriefing();
    opens = start + OFF + 20 * MINUTE;
    const beginning = ctrl.begin();
    await pass(40_000, 500);
    expect(await beginning).toBeNull();
    expect(ctrl.opensIn.value).toBeGreaterThan(19 * MINUTE);
  });

  test('a busy server is asked until it lets the learner in', async () => {
    desk.on(
      '/api/exams/e1/sessions',
      ...Array.from({ length: 6 }, () => ({ ...no(503, 'server.busy'), retryAfter: 1 })),
      ok({ sessionId: 's1' }),
    );
    opens = start + OFF - 1;
    const ctrl = await openBriefing();
    const beginning = ctrl.begin();
    await settle();
    expect(ctrl.asked.waiting.value?.code).toBe('server.busy');
    await pass(13_000);
    expect(await beginning).toBe('s1');
  });
});

describe('briefings fetched ahead', () => {
  test('are shown without another request, once and for two minutes', async () => {
    const briefings = new Briefings(desk.api);
    await briefings.ahead('e1');
    await briefings.get('e1');
    expect(desk.count('/api/exams/e1/briefing')).toBe(1);
    await briefings.get('e1');
    expect(desk.count('/api/exams/e1/briefing')).toBe(2);
    await briefings.ahead('e1');
    await pass(121_000, 5000);
    await briefings.get('e1');
    expect(desk.count('/api/exams/e1/briefing')).toBe(4);
  });

  test('that cannot be had are fetched when they are needed', async () => {
    const briefings = new Briefings(desk.api);
    desk.on('/api/exams/e1/briefing', no(404, 'exam.unknown'));
    await briefings.ahead('e1');
    await expect(briefings.get('e1')).rejects.toMatchObject({ code: 'exam.unknown' });
  });
});

describe('the server’s time', () => {
  test('is read in the middle of the round trip and counted with the monotonic clock', () => {
    let mono = 1000;
    const time = new ServerTime(
      () => mono,
      () => 5,
    );
    expect(time.known).toBe(false);
    expect(time.now()).toBe(5);
    mono = 1400;
    time.sync('2027-01-01T00:00:00Z', 1000);
    expect(time.now()).toBe(Date.parse('2027-01-01T00:00:00.200Z'));
    mono += 5000;
    expect(time.now()).toBe(Date.parse('2027-01-01T00:00:05.200Z'));
  });
});

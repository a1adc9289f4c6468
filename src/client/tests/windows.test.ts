import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Api } from '../lib/api';
import { ServerTime } from '../lib/server-time';
import type { WindowPlan } from '../lib/wire';
import { staffRouteOf } from '../staff/router';
import { WindowsCtrl } from '../staff/windows/list-ctrl';
import { PlanCtrl } from '../staff/windows/plan-ctrl';
import { RosterCtrl } from '../staff/windows/roster-ctrl';
import { SeatsCtrl } from '../staff/windows/seats-ctrl';
import { WindowCtrl } from '../staff/windows/window-ctrl';
import { iso, No } from './fake/session';
import { FakeWindows } from './fake/windows';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

const HOUR = 3_600_000;
const ID = 'scm-2026-11';
const URL_OF = `/api/windows/${ID}`;

let windows: FakeWindows;
let asked: { method: string; url: string; body: unknown }[];
let refusals: No[];
let silent: boolean;
let stops: (() => void)[];
let api: Api;
let time: ServerTime;

const fetch = async (url: string, init: RequestInit): Promise<Response> => {
  if (silent) throw new TypeError('Failed to fetch');
  const method = init.method ?? 'GET';
  const csv = new Headers(init.headers).get('Content-Type') === 'text/csv';
  const body = csv ? String(init.body) : (JSON.parse(String(init.body ?? '{}')) as unknown);
  asked.push({ method, url, body });
  try {
    const no = refusals.shift();
    if (no) throw no;
    const answer = windows.answer(method, new URL(url, 'http://exam.test'), body);
    return method === 'DELETE' ? new Response(null, { status: 204 }) : new Response(JSON.stringify(answer));
  } catch (error) {
    if (!(error instanceof No)) throw error;
    const { status, code, message, problem, retryAfter } = error;
    const headers: HeadersInit = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
    return new Response(JSON.stringify({ code, title: message, problems: [problem] }), { status, headers });
  }
};

beforeEach(() => {
  windows = new FakeWindows(() => Date.now());
  windows.fill();
  asked = [];
  refusals = [];
  silent = false;
  stops = [];
  api = new Api(fetch, () => 'XSRF-TOKEN=t');
  time = new ServerTime();
});

afterEach(() => {
  for (const stop of stops) stop();
});

const count = (method: string, url: string) => asked.filter((one) => one.method === method && one.url === url).length;

const openWindow = async (id = ID) => {
  const ctrl = new WindowCtrl(api, time, id);
  stops.push(() => ctrl.stop());
  ctrl.start();
  await settle();
  return ctrl;
};

const view = (id = ID) => {
  const window = windows.all.get(id);
  if (!window) throw new Error(`there is no window ${id}`);
  return windows.view(window);
};

describe('a window that is open', () => {
  test('asks for its figures every few seconds', async () => {
    const ctrl = await openWindow();
    const before = ctrl.view.value?.figures.running ?? 0;
    windows.seat(ID, 500, 'running');
    await pass(4500);
    expect(ctrl.view.value?.figures.running).toBe(before + 1);
    await pass(8000);
    expect(count('GET', URL_OF)).toBe(4);
  });

  test('keeps the figures when the server falls silent, says why they are old, and goes on by itself', async () => {
    const ctrl = await openWindow();
    const figures = ctrl.view.value?.figures;
    silent = true;
    await pass(30_000);
    expect(ctrl.poll.state.value).toMatchObject({ is: 'here', stale: { code: 'unreachable' } });
    expect(ctrl.view.value?.figures).toEqual(figures);
    silent = false;
    await pass(16_000);
    expect(ctrl.poll.state.value).toMatchObject({ is: 'here', stale: null });
  });

  test('leaves a busy server alone for as long as it says', async () => {
    await openWindow();
    refusals.push(new No(503, 'server.busy', 'Busy.', 20));
    await pass(4500);
    expect(count('GET', URL_OF)).toBe(2);
    await pass(19_000);
    expect(count('GET', URL_OF)).toBe(2);
    await pass(21_500);
    expect(count('GET', URL_OF)).toBeGreaterThan(2);
  });

  test('asks for nothing while nobody looks, and at once when somebody does again', async () => {
    const ctrl = await openWindow();
    ctrl.stop();
    await pass(60_000, 1000);
    expect(count('GET', URL_OF)).toBe(1);
    ctrl.start();
    await settle();
    expect(count('GET', URL_OF)).toBe(2);
  });

  test('closes at the second by the server’s time, though no answer comes', async () => {
    const ctrl = await openWindow();
    silent = true;
    await pass(3 * HOUR - 2000, 60_000);
    expect(ctrl.state.value).toBe('open');
    await pass(3000);
    expect(ctrl.state.value).toBe('closed');
  });

  test('cannot be cancelled, and the page says so', async () => {
    const ctrl = await openWindow();
    const cancelling = ctrl.cancel();
    await settle();
    expect(await cancelling).toBe(false);
    expect(ctrl.asked.problem.value?.code).toBe('window.opened');
  });
});

describe('a window that is planned', () => {
  test('is looked at less often', async () => {
    await openWindow('scm-2026-12');
    await pass(31_000);
    expect(count('GET', '/api/windows/scm-2026-12')).toBe(2);
  });

  test('is cancelled with one word, however busy the server is', async () => {
    const ctrl = await openWindow('scm-2026-12');
    refusals.push(...Array.from({ length: 5 }, () => new No(503, 'server.busy', 'Busy.', 1)));
    const cancelling = ctrl.cancel();
    await pass(11_000);
    expect(await cancelling).toBe(true);
    expect(ctrl.state.value).toBe('cancelled');
  });

  test('that there is none of is said at once and not asked for again', async () => {
    const ctrl = await openWindow('none');
    expect(ctrl.poll.state.value).toMatchObject({ is: 'failed', problem: { code: 'window.unknown' } });
    await pass(60_000, 1000);
    expect(count('GET', '/api/windows/none')).toBe(1);
  });
});

describe('planning', () => {
  const fill = (ctrl: PlanCtrl, more: Partial<Record<keyof WindowPlan, string>> = {}) => {
    const fields = { examId: 'sc0x', title: 'Late sitting', opens: '2026-12-01T10:00', closes: '2026-12-01T14:00' };
    for (const [field, value] of Object.entries({ ...fields, capacity: '50', ...more }))
      ctrl.set(field as keyof WindowPlan, value);
  };
  const save = async (ctrl: PlanCtrl) => {
    const saving = ctrl.save();
    await pass(2000);
    return saving;
  };

  test('sends the times as moments, whatever the zone they were written in', async () => {
    const ctrl = new PlanCtrl(api, time, 'Europe/Berlin', null);
    fill(ctrl);
    const saved = await save(ctrl);
    expect(saved).toMatchObject({
      opens: '2026-12-01T09:00:00.000Z',
      closes: '2026-12-01T13:00:00.000Z',
      capacity: 50,
    });
    expect(saved?.id).toMatch(/^sc0x-2026-12-01-[a-z]{4}$/);
  });

  test('other clocks show the same moments', async () => {
    const ctrl = new PlanCtrl(api, time, 'Europe/Berlin', null);
    fill(ctrl);
    ctrl.rezone('Asia/Kathmandu');
    expect(ctrl.draft.value).toMatchObject({ opens: '2026-12-01T14:45', closes: '2026-12-01T18:45' });
    expect((await save(ctrl))?.opens).toBe('2026-12-01T09:00:00.000Z');
  });

  test('what is missing is said at its field and nothing is sent', async () => {
    const ctrl = new PlanCtrl(api, time, 'UTC', null);
    fill(ctrl, { title: ' ', closes: '2026-12-01T09:00', capacity: 'many' });
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.faults.value).toEqual({ title: 'missing', closes: 'notAfter', capacity: 'number' });
    expect(asked).toEqual([]);
    ctrl.set('title', 'Late');
    expect(ctrl.faults.value).toEqual({ closes: 'notAfter', capacity: 'number' });
  });

  test('what the server refuses stands at the field it is about', async () => {
    const ctrl = new PlanCtrl(api, time, 'UTC', null);
    fill(ctrl, { examId: 'no-such' });
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.problems.value.examId?.code).toBe('exam.unknown');
  });

  test('repeated after a lost answer plans one window, not two', async () => {
    const ctrl = new PlanCtrl(api, time, 'UTC', null);
    fill(ctrl);
    refusals.push(new No(500, 'service.fault'), new No(500, 'service.fault'), new No(500, 'service.fault'));
    expect(await save(ctrl)).toBeNull();
    expect(await save(ctrl)).not.toBeNull();
    expect(new Set(asked.map((one) => one.url)).size).toBe(1);
  });

  test('a change that somebody else made meanwhile is shown before it is written over', async () => {
    const ctrl = new PlanCtrl(api, time, 'UTC', view());
    const theirs = windows.all.get(ID);
    if (theirs) theirs.capacity = 444;
    ctrl.set('capacity', '500');
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.conflict.value?.capacity).toBe(444);
    expect(ctrl.theirs).toEqual(['capacity']);
    expect(count('PUT', URL_OF)).toBe(0);
    ctrl.keepMine();
    expect((await save(ctrl))?.capacity).toBe(500);
  });

  test('theirs can be taken instead', async () => {
    const ctrl = new PlanCtrl(api, time, 'UTC', view());
    const theirs = windows.all.get(ID);
    if (theirs) theirs.capacity = 444;
    ctrl.set('capacity', '500');
    await save(ctrl);
    ctrl.takeTheirs();
    expect(ctrl.draft.value.capacity).toBe('444');
    expect(ctrl.conflict.value).toBeNull();
  });

  test('a change that two people made alike is no conflict', async () => {
    const ctrl = new PlanCtrl(api, time, 'UTC', view());
    const theirs = windows.all.get(ID);
    if (theirs) theirs.capacity = 500;
    ctrl.set('capacity', '500');
    expect((await save(ctrl))?.capacity).toBe(500);
  });

  test('an open window keeps its seconds where nothing was touched, and can only grow', async () => {
    time.sync(iso(Date.now()), performance.now());
    const before = view();
    const ctrl = new PlanCtrl(api, time, 'UTC', before);
    ctrl.set('capacity', '300');
    ctrl.set('closes', new Date(Date.parse(before.closes) - HOUR).toISOString().slice(0, 16));
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.faults.value).toEqual({ closes: 'sooner', capacity: 'fewer' });
    ctrl.set('capacity', '600');
    ctrl.set('closes', before.closes.slice(0, 16));
    expect(await save(ctrl)).toMatchObject({ opens: before.opens, closes: before.closes, capacity: 600 });
  });
});

describe('seats', () => {
  let changes: number;
  const seats = () => {
    changes = 0;
    const ctrl = new SeatsCtrl(api, URL_OF, () => changes++);
    stops.push(() => ctrl.close());
    return ctrl;
  };
  const order = (n: number) => ({ learnerId: `new-${n}`, timeMultiplierPercent: null });

  test('of a long list are given in batches, and the answers are one', async () => {
    const plan = windows.all.get(ID);
    if (plan) plan.capacity = 10_000;
    const ctrl = seats();
    const taking = ctrl.take([
      ...Array.from({ length: 2300 }, (_, n) => order(n)),
      { ...order(0), learnerId: 'nobody' },
    ]);
    await settle();
    expect(await taking).toBe(true);
    expect(count('POST', `${URL_OF}/seats`)).toBe(3);
    expect(ctrl.done.value).toMatchObject({ taken: 2300, known: 0, refused: [{ learnerId: 'nobody' }] });
    expect(changes).toBe(1);
  });

  test('given once more after a fault use the same commands', async () => {
    const ctrl = seats();
    const list = [order(1)];
    refusals.push(...Array.from({ length: 3 }, () => new No(500, 'service.fault')));
    const failing = ctrl.take(list);
    await pass(5000);
    expect(await failing).toBe(false);
    const taking = ctrl.take(list);
    await settle();
    expect(await taking).toBe(true);
    const ids = asked.map((one) => (one.body as { commandId: string }).commandId);
    expect(new Set(ids).size).toBe(1);
  });

  test('of a file go as the file is, and the server’s objections stand by their lines', async () => {
    const ctrl = seats();
    const file = 'learner_id\r\nnew-1\r\n';
    const taking = ctrl.takeFile(file);
    await settle();
    expect(await taking).toBe(true);
    expect(asked.at(-1)).toEqual({ method: 'POST', url: `${URL_OF}/seats/csv`, body: file });
    const refused = ctrl.takeFile('learner_id\nnew-2\nbad id\n');
    await settle();
    expect(await refused).toBe(false);
    expect(ctrl.lines.value).toEqual([{ code: 'input.csv', message: 'This line cannot be read.', where: 'line 3' }]);
    expect(windows.all.get(ID)?.seats.has('new-2')).toBe(false);
    expect(ctrl.done.value).toBeNull();
  });

  test('are released one at a time', async () => {
    const ctrl = seats();
    const releasing = ctrl.release('L100000');
    await settle();
    expect(await releasing).toBe(true);
    expect(windows.all.get(ID)?.seats.has('L100000')).toBe(false);
    expect(changes).toBe(1);
  });
});

describe('the roster', () => {
  const open = async () => {
    const ctrl = new RosterCtrl(api, URL_OF);
    stops.push(() => ctrl.poll.stop());
    ctrl.poll.start();
    await settle();
    return ctrl;
  };
  const first = (ctrl: RosterCtrl) => ctrl.poll.value?.seats[0]?.learnerId;

  test('goes forward and back page by page', async () => {
    const ctrl = await open();
    const start = first(ctrl);
    await ctrl.next();
    await ctrl.next();
    expect([ctrl.number.value, ctrl.poll.value?.seats.length, ctrl.hasNext]).toEqual([3, 63, false]);
    await ctrl.previous();
    await ctrl.previous();
    expect([ctrl.number.value, first(ctrl)]).toEqual([1, start]);
  });

  test('refreshes the page that is shown', async () => {
    const ctrl = await open();
    await ctrl.next();
    const learner = ctrl.poll.value?.seats[3]?.learnerId ?? '';
    windows.all.get(ID)?.seats.delete(learner);
    await pass(16_000);
    expect(ctrl.poll.value?.seats.some((seat) => seat.learnerId === learner)).toBe(false);
  });

  test('finds by name or id on any page, with or without accents and capitals', async () => {
    const ctrl = await open();
    ctrl.find('zoe');
    await settle();
    const byName = ctrl.search.value;
    expect(byName.is === 'done' && byName.found.length).toBe(38);
    ctrl.find('L109694');
    const byId = ctrl.search.value;
    expect(byId.is === 'done' && byId.found.map((seat) => seat.learnerId)).toEqual(['L109694']);
    expect(asked.filter((one) => one.url.includes('limit=1000'))).toHaveLength(1);
    ctrl.find('');
    expect(ctrl.search.value.is).toBe('off');
  });

  test('a search that the server does not answer says so', async () => {
    const ctrl = await open();
    silent = true;
    ctrl.find('zoe');
    await pass(15_000);
    expect(ctrl.search.value).toMatchObject({ is: 'failed', problem: { code: 'unreachable' } });
    silent = false;
    await ctrl.refresh();
    await settle();
    expect(ctrl.search.value.is).toBe('done');
  });
});

describe('the list', () => {
  const open = async () => {
    const ctrl = new WindowsCtrl(api);
    stops.push(() => ctrl.poll.stop());
    ctrl.poll.start();
    await settle();
    return ctrl;
  };
  const ids = (ctrl: WindowsCtrl) => {
    const { open: now, planned, past } = ctrl.groups.value;
    return [now, planned, past].map((group) => group.map((window) => window.id));
  };

  test('shows what is open, what comes and what is past, of one exam or of all', async () => {
    const ctrl = await open();
    expect(ids(ctrl)).toEqual([[ID], ['scm-2026-12'], ['scm-2026-05']]);
    ctrl.showExam('sc2x');
    expect(ids(ctrl)).toEqual([[], ['scm-2026-12'], []]);
    expect(ctrl.exams.value.map((exam) => exam.id)).toEqual(['scm-inventory', 'sc2x']);
  });

  test('leaves out what closed long ago until it is asked for', async () => {
    const old = windows.all.get('scm-2026-05');
    if (old) [old.opens, old.closes] = ['2026-01-02T00:00:00Z', '2026-01-02T04:00:00Z'];
    const ctrl = await open();
    expect(ids(ctrl)[2]).toEqual([]);
    await ctrl.showEarlier();
    expect(ids(ctrl)[2]).toEqual(['scm-2026-05']);
  });
});

test.each([
  ['/staff', '', { page: 'marking', session: null }],
  ['/staff', '#/marking/7A1B', { page: 'marking', session: '7a1b' }],
  ['/staff/windows', '', { page: 'windows' }],
  ['/staff/windows/scm%202026', '', { page: 'window', id: 'scm 2026' }],
  ['/staff/plan', '', { page: 'plan' }],
])('%s%s leads to %o', (path, hash, route) => expect(staffRouteOf(path, hash)).toEqual(route));

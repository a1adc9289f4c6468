import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { staffRouteOf } from '../staff/router';
import { WindowsCtrl } from '../staff/windows/list-ctrl';
import { WindowCtrl } from '../staff/windows/window-ctrl';
import { Office } from './fake/office';
import { No } from './fake/session';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

const ID = 'scm-2026-11';
const URL_OF = `/api/windows/${ID}`;
const HOUR = 3_600_000;

let office: Office;
beforeEach(() => void (office = new Office()));
afterEach(() => office.close());

const openWindow = async (id = ID) => {
  const ctrl = new WindowCtrl(office.api, office.time, id);
  office.atEnd(() => ctrl.stop());
  ctrl.start();
  await settle();
  return ctrl;
};

describe('a window that is open', () => {
  test('asks for its figures every few seconds', async () => {
    const ctrl = await openWindow();
    const before = ctrl.view.value?.figures.running ?? 0;
    office.windows.seat(ID, 500, 'running');
    await pass(4500);
    expect(ctrl.view.value?.figures.running).toBe(before + 1);
    await pass(8000);
    expect(office.count('GET', URL_OF)).toBe(4);
  });

  test('keeps the figures when the server falls silent, says why they are old, and goes on by itself', async () => {
    const ctrl = await openWindow();
    const figures = ctrl.view.value?.figures;
    office.silent = true;
    await pass(30_000);
    expect(ctrl.poll.state.value).toMatchObject({ is: 'here', stale: { code: 'unreachable' } });
    expect(ctrl.view.value?.figures).toEqual(figures);
    office.silent = false;
    await pass(16_000);
    expect(ctrl.poll.state.value).toMatchObject({ is: 'here', stale: null });
  });

  test('leaves a busy server alone for as long as it says', async () => {
    await openWindow();
    office.refusals.push(new No(503, 'server.busy', 'Busy.', 20));
    await pass(4500);
    expect(office.count('GET', URL_OF)).toBe(2);
    await pass(19_000);
    expect(office.count('GET', URL_OF)).toBe(2);
    await pass(21_500);
    expect(office.count('GET', URL_OF)).toBeGreaterThan(2);
  });

  test('asks for nothing while nobody looks, and at once when somebody does again', async () => {
    const ctrl = await openWindow();
    ctrl.stop();
    await pass(60_000, 1000);
    expect(office.count('GET', URL_OF)).toBe(1);
    ctrl.start();
    await settle();
    expect(office.count('GET', URL_OF)).toBe(2);
  });

  test('closes at the second by the server’s time, though no answer comes', async () => {
    const ctrl = await openWindow();
    office.silent = true;
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
    expect(office.count('GET', '/api/windows/scm-2026-12')).toBe(2);
  });

  test('is cancelled with one word, however busy the server is', async () => {
    const ctrl = await openWindow('scm-2026-12');
    office.refusals.push(...Array.from({ length: 5 }, () => new No(503, 'server.busy', 'Busy.', 1)));
    const cancelling = ctrl.cancel();
    await pass(11_000);
    expect(await cancelling).toBe(true);
    expect(ctrl.state.value).toBe('cancelled');
  });

  test('that there is none of is said at once and not asked for again', async () => {
    const ctrl = await openWindow('none');
    expect(ctrl.poll.state.value).toMatchObject({ is: 'failed', problem: { code: 'window.unknown' } });
    await pass(60_000, 1000);
    expect(office.count('GET', '/api/windows/none')).toBe(1);
  });
});

describe('the list', () => {
  const open = async () => {
    const ctrl = new WindowsCtrl(office.api);
    office.atEnd(() => ctrl.poll.stop());
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
    const old = office.window('scm-2026-05');
    [old.opens, old.closes] = ['2026-01-02T00:00:00Z', '2026-01-02T04:00:00Z'];
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

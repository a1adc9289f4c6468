import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WindowPlan } from '../lib/wire';
import { PlanCtrl } from '../staff/windows/plan-ctrl';
import { Office } from './fake/office';
import { iso, No } from './fake/session';
import { pass, useFakeTime } from './rig';

useFakeTime();

const ID = 'scm-2026-11';
const URL_OF = `/api/windows/${ID}`;
const HOUR = 3_600_000;

let office: Office;
beforeEach(() => void (office = new Office()));
afterEach(() => office.close());

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
    const ctrl = new PlanCtrl(office.api, office.time, 'Europe/Berlin', null);
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
    const ctrl = new PlanCtrl(office.api, office.time, 'Europe/Berlin', null);
    fill(ctrl);
    ctrl.rezone('Asia/Kathmandu');
    expect(ctrl.draft.value).toMatchObject({ opens: '2026-12-01T14:45', closes: '2026-12-01T18:45' });
    expect((await save(ctrl))?.opens).toBe('2026-12-01T09:00:00.000Z');
  });

  test('what is missing is said at its field and nothing is sent', async () => {
    const ctrl = new PlanCtrl(office.api, office.time, 'UTC', null);
    fill(ctrl, { title: ' ', closes: '2026-12-01T09:00', capacity: 'many' });
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.faults.value).toEqual({ title: 'missing', closes: 'notAfter', capacity: 'number' });
    expect(office.asked).toEqual([]);
    ctrl.set('title', 'Late');
    expect(ctrl.faults.value).toEqual({ closes: 'notAfter', capacity: 'number' });
  });

  test('what the server refuses stands at the field it is about', async () => {
    const ctrl = new PlanCtrl(office.api, office.time, 'UTC', null);
    fill(ctrl, { examId: 'no-such' });
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.problems.value.examId?.code).toBe('exam.unknown');
  });

  test('repeated after a lost answer plans one window, not two', async () => {
    const ctrl = new PlanCtrl(office.api, office.time, 'UTC', null);
    fill(ctrl);
    office.refusals.push(new No(500, 'service.fault'), new No(500, 'service.fault'), new No(500, 'service.fault'));
    expect(await save(ctrl)).toBeNull();
    expect(await save(ctrl)).not.toBeNull();
    expect(new Set(office.asked.map((one) => one.url)).size).toBe(1);
  });

  test('a change that somebody else made meanwhile is shown before it is written over', async () => {
    const ctrl = new PlanCtrl(office.api, office.time, 'UTC', office.view(ID));
    const theirs = office.window(ID);
    theirs.capacity = 444;
    ctrl.set('capacity', '500');
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.conflict.value?.capacity).toBe(444);
    expect(ctrl.theirs).toEqual(['capacity']);
    expect(office.count('PUT', URL_OF)).toBe(0);
    ctrl.keepMine();
    expect((await save(ctrl))?.capacity).toBe(500);
  });

  test('theirs can be taken instead', async () => {
    const ctrl = new PlanCtrl(office.api, office.time, 'UTC', office.view(ID));
    const theirs = office.window(ID);
    theirs.capacity = 444;
    ctrl.set('capacity', '500');
    await save(ctrl);
    ctrl.takeTheirs();
    expect(ctrl.draft.value.capacity).toBe('444');
    expect(ctrl.conflict.value).toBeNull();
  });

  test('a change that two people made alike is no conflict', async () => {
    const ctrl = new PlanCtrl(office.api, office.time, 'UTC', office.view(ID));
    const theirs = office.window(ID);
    theirs.capacity = 500;
    ctrl.set('capacity', '500');
    expect((await save(ctrl))?.capacity).toBe(500);
  });

  test('an open window keeps its seconds where nothing was touched, and can only grow', async () => {
    office.time.sync(iso(Date.now()), performance.now());
    const before = office.view(ID);
    const ctrl = new PlanCtrl(office.api, office.time, 'UTC', before);
    ctrl.set('capacity', '300');
    ctrl.set('closes', new Date(Date.parse(before.closes) - HOUR).toISOString().slice(0, 16));
    expect(await save(ctrl)).toBeNull();
    expect(ctrl.faults.value).toEqual({ closes: 'sooner', capacity: 'fewer' });
    ctrl.set('capacity', '600');
    ctrl.set('closes', before.closes.slice(0, 16));
    expect(await save(ctrl)).toMatchObject({ opens: before.opens, closes: before.closes, capacity: 600 });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RosterCtrl } from '../staff/windows/roster-ctrl';
import { SeatsCtrl } from '../staff/windows/seats-ctrl';
import { Office } from './fake/office';
import { No } from './fake/session';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

const ID = 'scm-2026-11';
const URL_OF = `/api/windows/${ID}`;

let office: Office;
beforeEach(() => void (office = new Office()));
afterEach(() => office.close());

describe('seats', () => {
  let changes: number;
  const seats = () => {
    changes = 0;
    const ctrl = new SeatsCtrl(office.api, URL_OF, () => changes++);
    office.atEnd(() => ctrl.close());
    return ctrl;
  };
  const order = (n: number) => ({ learnerId: `new-${n}`, timeMultiplierPercent: null });

  test('of a long list are given in batches, and the answers are one', async () => {
    const plan = office.window(ID);
    plan.capacity = 10_000;
    const ctrl = seats();
    const taking = ctrl.take([
      ...Array.from({ length: 2300 }, (_, n) => order(n)),
      { ...order(0), learnerId: 'nobody' },
    ]);
    await settle();
    expect(await taking).toBe(true);
    expect(office.count('POST', `${URL_OF}/seats`)).toBe(3);
    expect(ctrl.done.value).toMatchObject({ taken: 2300, known: 0, refused: [{ learnerId: 'nobody' }] });
    expect(changes).toBe(1);
  });

  test('given once more after a fault use the same commands', async () => {
    const ctrl = seats();
    const list = [order(1)];
    office.refusals.push(...Array.from({ length: 3 }, () => new No(500, 'service.fault')));
    const failing = ctrl.take(list);
    await pass(5000);
    expect(await failing).toBe(false);
    const taking = ctrl.take(list);
    await settle();
    expect(await taking).toBe(true);
    const ids = office.asked.map((one) => (one.body as { commandId: string }).commandId);
    expect(new Set(ids).size).toBe(1);
  });

  test('of a file go as the file is, and the server’s objections stand by their lines', async () => {
    const ctrl = seats();
    const file = 'learner_id\r\nnew-1\r\n';
    const taking = ctrl.takeFile(file);
    await settle();
    expect(await taking).toBe(true);
    expect(office.asked.at(-1)).toEqual({ method: 'POST', url: `${URL_OF}/seats/csv`, body: file });
    const refused = ctrl.takeFile('learner_id\nnew-2\nbad id\n');
    await settle();
    expect(await refused).toBe(false);
    expect(ctrl.lines.value).toEqual([{ code: 'input.csv', message: 'This line cannot be read.', where: 'line 3' }]);
    expect(office.window(ID).seats.has('new-2')).toBe(false);
    expect(ctrl.done.value).toBeNull();
  });

  test('are released one at a time', async () => {
    const ctrl = seats();
    const releasing = ctrl.release('L100000');
    await settle();
    expect(await releasing).toBe(true);
    expect(office.window(ID).seats.has('L100000')).toBe(false);
    expect(changes).toBe(1);
  });
});

describe('the roster', () => {
  const open = async () => {
    const ctrl = new RosterCtrl(office.api, URL_OF);
    office.atEnd(() => ctrl.poll.stop());
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
    office.window(ID).seats.delete(learner);
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
    expect(office.asked.filter((one) => one.url.includes('limit=1000'))).toHaveLength(1);
    ctrl.find('');
    expect(ctrl.search.value.is).toBe('off');
  });

  test('a search that the server does not answer says so', async () => {
    const ctrl = await open();
    office.silent = true;
    ctrl.find('zoe');
    await pass(15_000);
    expect(ctrl.search.value).toMatchObject({ is: 'failed', problem: { code: 'unreachable' } });
    office.silent = false;
    await ctrl.refresh();
    await settle();
    expect(ctrl.search.value.is).toBe('done');
  });
});

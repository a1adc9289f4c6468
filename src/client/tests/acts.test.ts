import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lastAt } from '../proctor/acts/act-ctrl';
import { reachedOf } from '../proctor/acts/progress';
import { acts } from '../proctor/acts/catalogue';
import { en } from '../proctor/text';
import { actKinds, actReasons, irregularities, type ActOrder } from '../proctor/wire';
import { RoomsCtrl } from '../proctor/rooms/rooms-ctrl';
import { Desk } from './fake/console';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

let desk: Desk;
beforeEach(() => void (desk = new Desk()));
afterEach(() => desk.close());

const seats = (n: number) => Array.from({ length: n }, (_, at) => desk.room.seat(at));

async function begin(...args: Parameters<Awaited<ReturnType<Desk['sit']>>['begin']>) {
  const ctrl = await desk.sit();
  ctrl.begin(...args);
  await pass(100, 50);
  const draft = ctrl.acts.draft.value;
  if (!draft) throw new Error('nothing is begun');
  return { ctrl, draft };
}

describe('an act', () => {
  test('says before whom it touches, and whom not and why', async () => {
    seats(4);
    const over = desk.room.seat(9, ({ state }) => Object.assign(state, { state: 'submitted', running: false }));
    const { draft } = await begin('pause', { of: 'room' });
    expect(draft.preview.value).toMatchObject({ count: 4, canBeUndone: true });
    expect(draft.preview.value?.skipped).toMatchObject([{ session: over, problem: { code: 'session.ended' } }]);
  });

  test('is for whoever is selected, else for the one that is open', async () => {
    const [first = '', second = '', third = ''] = seats(3);
    const ctrl = await desk.sit();
    ctrl.openSession(third);
    ctrl.begin('message');
    expect(ctrl.acts.draft.value?.some()).toEqual([third]);
    ctrl.looking.select(first);
    ctrl.looking.select(second);
    ctrl.begin('message');
    expect(ctrl.acts.draft.value?.some()).toEqual([first, second]);
  });

  test('that is announced is for the whole room, unless some are selected', async () => {
    const [first = ''] = seats(3);
    const ctrl = await desk.sit();
    ctrl.openSession(first);
    ctrl.begin('announce');
    expect(ctrl.acts.draft.value?.scope.value).toEqual({ of: 'room' });
  });

  test('that is ordered twice is done once', async () => {
    const [first = ''] = seats(1);
    const { ctrl, draft } = await begin('addTime', { of: 'some', sessions: [first] });
    const before = ctrl.board.cell(first)?.left.value ?? 0;
    await Promise.all([draft.order(), draft.order()]);
    await settle();
    expect(desk.room.progress.size).toBe(1);
    desk.room.flush();
    expect(ctrl.board.cell(first)?.left.value).toBe(before + 300);
  });

  test('whose answer is lost is asked again with the same id until there is one', async () => {
    const [first = ''] = seats(1);
    const { draft } = await begin('addTime', { of: 'some', sessions: [first] });
    desk.weather = 'replies-lost';
    const ordering = draft.order();
    await pass(4000);
    expect(draft.asked.waiting.value?.code).toBe('unreachable');
    desk.weather = 'fine';
    await pass(20_000);
    expect(await ordering).toBe(true);
    expect(desk.room.orders.length).toBeGreaterThan(1);
    expect(new Set(desk.room.orders.map((order) => order.id)).size).toBe(1);
    expect(desk.room.progress.size).toBe(1);
  });

  test('learns whom it touches as soon as the server can be reached, without being begun again', async () => {
    seats(4);
    const ctrl = await desk.sit();
    desk.weather = 'offline';
    ctrl.begin('pause', { of: 'room' });
    await pass(30_000);
    expect(ctrl.acts.draft.value?.previewProblem.value?.code).toBe('unreachable');
    desk.weather = 'fine';
    await pass(20_000);
    expect(ctrl.acts.draft.value?.preview.value?.count).toBe(4);
    expect(ctrl.acts.draft.value?.previewProblem.value).toBeNull();
  });

  test('says for whom less comes of it, before and after', async () => {
    const [, second = ''] = seats(2);
    desk.room.limits.set(second, { code: 'act.window-closes', message: 'The window closes first.' });
    const { ctrl, draft } = await begin('addTime', { of: 'room' });
    expect(draft.preview.value?.affected.filter((one) => one.limit).map((one) => one.session)).toEqual([second]);
    draft.setMinutes(30);
    await pass(400, 50);
    expect(
      desk.asked.filter(({ url }) => url.endsWith('/preview')).map(({ body }) => (body as ActOrder).minutes),
    ).toEqual([5, 30]);
    await draft.order();
    const done = ctrl.history.value[0];
    expect(done && reachedOf(done).limited.map((one) => one.session)).toEqual([second]);
    expect(done && reachedOf(done).of).toBe(2);
  });

  test('on what was seen a while ago says when that was', async () => {
    seats(1);
    const { ctrl, draft } = await begin('note', { of: 'room' });
    draft.text.value = 'Somebody came in.';
    const seen = new Date(ctrl.time.now() - 3 * 60_000);
    draft.seenAt.value = seen.toTimeString().slice(0, 5);
    await draft.order();
    seen.setSeconds(0, 0);
    expect(desk.room.orders.at(-1)?.happenedAt).toBe(seen.toISOString());
  });

  test('is not ordered with something missing, and says what', async () => {
    const [first = ''] = seats(1);
    const { draft } = await begin('report', { of: 'some', sessions: [first] });
    expect(await draft.order()).toBe(false);
    expect(draft.faults.value).toEqual(['text', 'irregularity']);
    draft.text.value = 'A phone rang.';
    draft.irregularity.value = 'environmentNoise';
    expect(await draft.order()).toBe(true);
    expect(desk.room.orders[0]).toMatchObject({ irregularity: 'environmentNoise', gravity: 'minor', minutes: null });
  });

  test.each([Number.NaN, 0, 241, 2.5])('takes no %s minutes', async (minutes) => {
    const [first = ''] = seats(1);
    const { draft } = await begin('addTime', { of: 'some', sessions: [first] });
    draft.minutes.value = minutes;
    expect(draft.faults.value).toEqual(['minutes']);
  });

  test('for nobody is not ordered', async () => {
    const [first = ''] = seats(1);
    const { draft } = await begin('admit', { of: 'some', sessions: [first] });
    expect(draft.faults.value).toEqual(['nobody']);
    expect(await draft.order()).toBe(false);
    expect(desk.room.orders).toEqual([]);
  });

  test('that is refused stays open with the reason', async () => {
    const [first = ''] = seats(1);
    const { ctrl, draft } = await begin('message', { of: 'some', sessions: [first] });
    draft.text.value = ' '.repeat(3);
    expect(draft.faults.value).toEqual(['text']);
    draft.text.value = 'Hello';
    const { No } = await import('./fake/session');
    desk.refusals.push(new No(403, 'account.forbidden', 'Not yours.'));
    expect(await draft.order()).toBe(false);
    expect(draft.asked.problem.value?.code).toBe('account.forbidden');
    expect(ctrl.acts.draft.value).toBe(draft);
  });

  test('with a file sends the file first, and once', async () => {
    const [first = ''] = seats(1);
    const { draft } = await begin('attach', { of: 'some', sessions: [first] });
    expect(draft.faults.value).toEqual(['file']);
    draft.file.value = new File(['%PDF'], 'plan.pdf', { type: 'application/pdf' });
    expect(await draft.order()).toBe(true);
    expect(await draft.order()).toBe(true);
    expect(desk.count('PUT', '/evidence/attachment')).toBe(1);
    expect(desk.room.orders[0]?.attachment).toBe('attachment.1.pdf');
  });
});

describe('what became of an act', () => {
  test('is counted as pages say that it arrived, and names those that have not', async () => {
    const sessions = seats(200);
    const late = sessions.slice(0, 2);
    for (const session of late) desk.room.sitting(session).online = false;
    const { ctrl, draft } = await begin('pause', { of: 'room' });
    await draft.order();
    const act = () => reachedOf(ctrl.history.value[0] ?? fail());
    expect(act()).toMatchObject({ of: 200, reached: 0, settled: false });
    desk.room.acknowledge(150);
    desk.room.flush();
    expect(act().reached).toBe(150);
    desk.room.acknowledge();
    desk.room.flush();
    expect(act()).toMatchObject({ of: 200, reached: 198, pending: late, settled: false });
    for (const session of late) desk.room.sitting(session).online = true;
    desk.room.acknowledge();
    desk.room.flush();
    expect(act()).toMatchObject({ reached: 200, pending: [], settled: true });
  });

  test('does not go back when an older word comes later', async () => {
    const [first = ''] = seats(1);
    const { ctrl, draft } = await begin('pause', { of: 'some', sessions: [first] });
    await draft.order();
    const early = structuredClone(ctrl.history.value[0] ?? fail());
    desk.room.acknowledge();
    desk.room.flush();
    ctrl.board.told(early);
    expect(reachedOf(ctrl.history.value[0] ?? fail()).reached).toBe(1);
  });

  test('is taken back once, however often that is asked', async () => {
    const [first = ''] = seats(1);
    const { ctrl, draft } = await begin('addTime', { of: 'some', sessions: [first] });
    const before = ctrl.board.cell(first)?.left.value;
    await draft.order();
    const [act] = ctrl.history.value;
    if (!act) return fail();
    await ctrl.undo(act, 'mistake');
    await ctrl.undo(act, 'mistake');
    desk.room.flush();
    expect(ctrl.history.value[0]?.undoneAt).not.toBeNull();
    expect(ctrl.board.cell(first)?.left.value).toBe(before);
    expect(desk.room.undos).toHaveLength(1);
  });

  test('is taken back by itself when the server comes back, and once', async () => {
    const [first = ''] = seats(1);
    const { ctrl, draft } = await begin('addTime', { of: 'some', sessions: [first] });
    await draft.order();
    const [act] = ctrl.history.value;
    if (!act) return fail();
    desk.weather = 'replies-lost';
    const undoing = ctrl.undo(act, 'mistake');
    await pass(20_000);
    expect(ctrl.acts.undoing.waiting.value?.code).toBe('unreachable');
    expect(await ctrl.undo(act, 'mistake')).toBe(false);
    desk.weather = 'fine';
    await pass(20_000);
    expect(await undoing).toBe(true);
    expect(ctrl.history.value[0]?.undoneAt).not.toBeNull();
    expect(new Set(desk.room.undos).size).toBe(1);
  });

  test('in all rooms is followed by asking until every page has it', async () => {
    seats(3);
    desk.room.leads = ['p-mine'];
    const { ctrl, draft } = await begin('announce', { of: 'room' });
    expect(draft.scopes()).toEqual(['room', 'all']);
    draft.setScope('all');
    draft.text.value = 'Ten minutes more for everybody.';
    await pass(500, 50);
    expect(await draft.order()).toBe(true);
    ctrl.acts.drop();
    desk.room.acknowledge();
    await pass(2000);
    expect(reachedOf(ctrl.history.value[0] ?? fail())).toMatchObject({ reached: 3, settled: true });
    expect(desk.room.orders.length).toBeGreaterThan(1);
  });

  test('in all rooms is for leads and staff only', async () => {
    seats(1);
    const { draft } = await begin('announce', { of: 'room' });
    expect(draft.scopes()).toEqual(['room']);
  });

  test('that nobody is told of is reached when it is done', async () => {
    const [first = ''] = seats(1);
    const { ctrl, draft } = await begin('note', { of: 'some', sessions: [first] });
    draft.text.value = 'Spoke to the learner.';
    await draft.order();
    expect(reachedOf(ctrl.history.value[0] ?? fail())).toMatchObject({ reached: 1, settled: true });
  });
});

test('a time of the day is the last one there was', () => {
  const noon = new Date(2026, 2, 2, 12, 0).getTime();
  expect(lastAt('11:59', noon)).toBe(new Date(2026, 2, 2, 11, 59).toISOString());
  expect(lastAt('23:30', noon)).toBe(new Date(2026, 2, 1, 23, 30).toISOString());
  expect(lastAt('', noon)).toBeNull();
});

test('every act, reason and irregularity has its words, and no two acts one key', () => {
  for (const kind of actKinds) {
    expect(en).toHaveProperty([`act.${kind}`]);
    expect(en).toHaveProperty([`hint.${kind}`]);
  }
  for (const reason of actReasons) expect(en).toHaveProperty([`reason.${reason}`]);
  for (const kind of irregularities) expect(en).toHaveProperty([`irregular.${kind}`]);
  const keys = [...actKinds.map((kind) => acts[kind].key).filter(Boolean), 'j', 's', 'v', 'c', 'y', 'x', 'z'];
  expect(new Set(keys).size).toBe(keys.length);
});

describe('rooms', () => {
  test('are asked for again and again, and proctors are assigned', async () => {
    seats(2);
    const ctrl = new RoomsCtrl(desk.server);
    ctrl.start();
    await settle();
    const [scope] = ctrl.poll.value ?? [];
    if (!scope) return fail();
    expect(scope.rooms[0]).toMatchObject({ sessions: 2, proctors: ['p-mine', 'p-other'] });
    ctrl.begin(scope, desk.room.id);
    const { assigning } = ctrl;
    if (assigning.value) assigning.value.chosen.value = new Set(['p-third']);
    expect(await ctrl.save()).toBe(true);
    expect(ctrl.poll.value?.[0]?.rooms[0]?.proctors).toEqual(['p-third']);
    ctrl.stop();
  });
});

function fail(): never {
  throw new Error('there is none');
}

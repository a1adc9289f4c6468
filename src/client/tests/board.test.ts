import { effect } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { proctorRouteOf } from '../proctor/router';
import { scopeOf } from '../proctor/board/room-ctrl';
import { Board } from '../proctor/board/board';
import { Stills } from '../proctor/board/stills';
import { lineWords, staffingWords } from '../proctor/board/words';
import { ServerTime } from '../lib/server-time';
import { Desk } from './fake/console';
import { No } from './fake/session';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

let desk: Desk;
beforeEach(() => void (desk = new Desk()));
afterEach(() => desk.close());

const SECOND = 1000;

const seats = (n: number) => Array.from({ length: n }, (_, at) => desk.room.seat(at));
const iso = (agoMs = 0) => new Date(Date.now() - agoMs).toISOString();

describe('the board', () => {
  test('stands by who needs somebody: waiting, hand, unanswered, flags, lost, then the rest', async () => {
    const rest = desk.room.seat(1);
    const lost = desk.room.seat(2, ({ state }) => void (state.lastHeard = iso(60 * SECOND)));
    const flagged = desk.room.seat(3, ({ watch }) => void (watch.attention = 0.7));
    const asks = desk.room.seat(4, ({ watch }) => Object.assign(watch, { unanswered: 1, waitingSince: iso() }));
    const hand = desk.room.seat(5, ({ watch }) => Object.assign(watch, { handRaised: true, waitingSince: iso() }));
    const late = desk.room.seat(6, waits(10 * SECOND));
    const early = desk.room.seat(7, waits(90 * SECOND));
    const over = desk.room.seat(8, ({ state }) => Object.assign(state, { state: 'submitted', running: false }));
    const ctrl = await desk.sit();
    expect(ctrl.board.order.value).toEqual([early, late, hand, asks, flagged, lost, rest, over]);
    expect(ctrl.board.needs.value).toEqual({ admit: 2, hand: 1, unanswered: 1, attention: 1, lost: 1, none: 2 });
  });

  test('changes in the cells that a delta names and in no other', async () => {
    const [first = '', second = ''] = seats(2);
    const ctrl = await desk.sit();
    const drawn = { first: 0, second: 0 };
    effect(() => void (ctrl.board.cell(first)?.answered.value, drawn.first++));
    effect(() => void (ctrl.board.cell(second)?.answered.value, drawn.second++));
    desk.room.change(first, ({ state }) => void state.answered++);
    desk.room.flush();
    expect(drawn).toEqual({ first: 2, second: 1 });
  });

  test('is read again when a delta is missing, once however many are', async () => {
    const [first = ''] = seats(3);
    const ctrl = await desk.sit();
    desk.room.dropping = 1;
    for (let n = 0; n < 3; n++) {
      desk.room.change(first, ({ state }) => void (state.answered = 30 + n));
      desk.room.flush();
    }
    await settle();
    expect(ctrl.board.cell(first)?.answered.value).toBe(32);
    expect(ctrl.board.version).toBe(desk.room.version);
    expect(desk.count('HUB', 'Watch')).toBe(2);
  });

  test('has the open session read again with it, which may have missed as much', async () => {
    const [first = ''] = seats(2);
    const ctrl = await desk.sit();
    ctrl.openSession(first);
    await pass(SECOND);
    const before = desk.count('HUB', 'Open');
    desk.room.dropping = 1;
    for (let n = 0; n < 2; n++) {
      desk.room.change(first, ({ state }) => void (state.answered = 30 + n));
      desk.room.flush();
    }
    await pass(3 * SECOND);
    expect(desk.count('HUB', 'Open')).toBe(before + 1);
  });

  test('takes a delta that comes twice once', async () => {
    const [first = ''] = seats(1);
    const ctrl = await desk.sit();
    desk.room.change(first, ({ state }) => void (state.answered = 30));
    desk.room.flush();
    const { version } = ctrl.board;
    const old = { ...desk.room.board(), acts: [], staffing: [], cells: [] };
    expect(ctrl.board.change(old)).toBe(true);
    expect(ctrl.board.version).toBe(version);
  });

  test('keeps every cell in its place until a calm moment', async () => {
    const [first = '', second = ''] = seats(2);
    const ctrl = await desk.sit();
    const before = ctrl.board.order.value;
    ctrl.touch();
    const last = before.at(-1) ?? '';
    desk.room.change(last, waits(0));
    desk.room.flush();
    await pass(2 * SECOND);
    expect(ctrl.board.order.value).toEqual(before);
    expect(ctrl.board.outOfOrder()).toBe(2);
    await pass(6 * SECOND);
    expect(ctrl.board.order.value).toEqual([last, last === first ? second : first]);
  });

  test('does not move under a pointer that has just been moved', async () => {
    seats(2);
    const ctrl = await desk.sit();
    const before = ctrl.board.order.value;
    ctrl.hold(true);
    desk.room.change(before.at(-1) ?? '', waits(0));
    desk.room.flush();
    await pass(10 * SECOND);
    expect(ctrl.board.order.value).toEqual(before);
    ctrl.sort();
    expect(ctrl.board.order.value).toEqual([...before].reverse());
  });

  test('puts a newcomer at the end until it is sorted', async () => {
    seats(3);
    const ctrl = await desk.sit();
    ctrl.touch();
    const late = desk.room.seat(9, waits(0));
    desk.room.flush();
    expect(ctrl.board.order.value.at(-1)).toBe(late);
    ctrl.sort();
    expect(ctrl.board.order.value[0]).toBe(late);
  });

  test('counts the time left by itself, and stands still while the exam is paused', async () => {
    const [first = ''] = seats(1);
    const ctrl = await desk.sit();
    const left = ctrl.board.cell(first)?.left.value ?? 0;
    await pass(20 * SECOND);
    expect(ctrl.board.cell(first)?.left.value).toBe(left - 20);
    desk.room.change(first, ({ state }) => Object.assign(state, { state: 'paused', running: false }));
    desk.room.flush();
    const paused = ctrl.board.cell(first)?.left.value;
    await pass(20 * SECOND);
    expect(ctrl.board.cell(first)?.left.value).toBe(paused);
  });

  test('takes a line that was lost a moment ago for weak, and says how often it went', async () => {
    const [first = ''] = seats(1);
    const ctrl = await desk.sit();
    const heard = async (lostAt: number, silent = 0) => {
      desk.room.change(first, (one) => {
        one.state.lastHeard = new Date(Date.now() - silent).toISOString();
        Object.assign(one.watch, { losses: 2, lostAt: new Date(lostAt).toISOString() });
      });
      desk.room.flush();
      await pass(SECOND);
      const cell = ctrl.board.cell(first);
      return [cell?.line.value, cell && lineWords(cell)];
    };
    expect(await heard(Date.now() - SECOND)).toEqual(['weak', 'weak line: lost 2 times so far']);
    expect(await heard(Date.now() - 301 * SECOND)).toEqual(['good', 'connected']);
    expect(await heard(Date.now() - 301 * SECOND, 20 * SECOND)).toEqual(['weak', 'weak line']);
  });

  test('says how long learners wait for each proctor', () => {
    const load = { proctor: 'p', inCare: 3, responseP50Ms: null, isNext: false };
    expect(staffingWords(load, 'Pat')).toBe('Pat: 3');
    expect(staffingWords({ ...load, responseP50Ms: 12_000 }, 'Pat')).toBe('Pat: 3, answers in 12 seconds');
  });

  test('tells a silent page by the server’s time, whatever this computer’s clock says', async () => {
    const [first = ''] = seats(1);
    const ctrl = await desk.sit();
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(12 * SECOND);
    expect(ctrl.board.cell(first)?.line.value).toBe('good');
    await pass(10 * SECOND);
    expect(ctrl.board.cell(first)?.line.value).toBe('weak');
    await pass(15 * SECOND);
    expect(ctrl.board.cell(first)?.line.value).toBe('lost');
    expect(ctrl.board.cell(first)?.need.value).toBe('lost');
  });
});

describe('the line', () => {
  test('that breaks is replaced by reading, and nothing is missed when it is back', async () => {
    const [first = ''] = seats(2);
    const ctrl = await desk.sit();
    expect(ctrl.line.value).toBe('live');
    desk.drop();
    desk.room.change(first, ({ state }) => void (state.answered = 33));
    await pass(5 * SECOND);
    expect(ctrl.line.value).toBe('reading');
    expect(ctrl.board.cell(first)?.answered.value).toBe(33);
    desk.hubUp = true;
    desk.room.change(first, ({ state }) => void (state.answered = 34));
    await pass(20 * SECOND);
    expect(ctrl.line.value).toBe('live');
    expect(ctrl.board.cell(first)?.answered.value).toBe(34);
  });

  test('says that what is shown is old when nothing can be reached, and keeps it', async () => {
    seats(2);
    const ctrl = await desk.sit();
    desk.weather = 'offline';
    desk.drop();
    await pass(30 * SECOND);
    expect(ctrl.line.value).toBe('away');
    expect(ctrl.board.count.value).toBe(2);
    // Pauses grow: nobody hammers a server that is away.
    expect(desk.knocks.length).toBeLessThan(15);
  });

  test('is refused for a room that is somebody else’s, and the page says so', async () => {
    const ctrl = await desk.sit({ room: 'w~other~1' });
    await pass(SECOND);
    expect(ctrl.refused.value?.code).toBe('room.unknown');
    expect(ctrl.board.count.value).toBe(0);
  });

  test('that comes back opens the open session again', async () => {
    const [first = ''] = seats(1);
    const ctrl = await desk.sit();
    ctrl.openSession(first);
    await settle();
    desk.drop();
    desk.room.write(first, 'Are you there?');
    desk.hubUp = true;
    await pass(20 * SECOND);
    expect(ctrl.open.value?.talk.value.at(-1)?.text).toBe('Are you there?');
    expect(desk.count('HUB', 'Open')).toBe(2);
  });
});

describe('looking', () => {
  test('finds names without their accents, and by every word', async () => {
    desk.room.seat(1, ({ watch }) => void (watch.legalName = 'Mateusz Wiśniewski'));
    desk.room.seat(2, ({ watch }) => void (watch.legalName = 'Sofía Hernández'));
    const ctrl = await desk.sit();
    ctrl.looking.find('wisn mat');
    expect(ctrl.looking.shown.value).toHaveLength(1);
    ctrl.looking.find('HERNANDEZ');
    expect(ctrl.board.cell(ctrl.looking.shown.value[0] ?? '')?.name.value).toBe('Sofía Hernández');
    ctrl.looking.find('nobody');
    expect(ctrl.looking.shown.value).toEqual([]);
  });

  test('goes from one that needs somebody to the next, and round', async () => {
    seats(5);
    const late = desk.room.seat(11, waits(10 * SECOND));
    const early = desk.room.seat(12, waits(90 * SECOND));
    const ctrl = await desk.sit();
    ctrl.looking.show('mine');
    expect(ctrl.looking.nextNeeded()).toBe(early);
    expect(ctrl.looking.filter.value).toBe('all');
    expect(ctrl.looking.nextNeeded()).toBe(late);
    expect(ctrl.looking.nextNeeded()).toBe(early);
  });

  test('selects from one to another, and all that are shown', async () => {
    seats(6);
    const ctrl = await desk.sit();
    const order = ctrl.looking.shown.value;
    ctrl.looking.select(order[1] ?? '');
    ctrl.looking.selectTo(order[3] ?? '');
    expect([...ctrl.looking.selected.value]).toEqual(order.slice(1, 4));
    expect(ctrl.board.cell(order[2] ?? '')?.selected.value).toBe(true);
    ctrl.looking.selectShown();
    expect(ctrl.targets.value).toHaveLength(6);
    ctrl.looking.clearSelection();
    expect(ctrl.looking.selected.value.size).toBe(0);
  });

  test('shows as much as fits by how many there are', async () => {
    seats(3);
    const ctrl = await desk.sit();
    expect(ctrl.looking.density.value).toBe('large');
    for (let n = 3; n < 80; n++) desk.room.seat(n);
    desk.room.flush();
    expect(ctrl.looking.density.value).toBe('rows');
    ctrl.looking.setDensity('small');
    expect(ctrl.looking.density.value).toBe('small');
  });
});

describe('stills', () => {
  test('come a few a second for cells that are seen, whoever has waited longest first', async () => {
    seats(40);
    const ctrl = await desk.sit();
    const cells = [...ctrl.board.cells()];
    for (const cell of cells.slice(0, 30)) ctrl.stills.seen(cell, true);
    await pass(2 * SECOND);
    expect(desk.pictures.length).toBeGreaterThan(5);
    expect(desk.pictures.length).toBeLessThan(10);
    await pass(8 * SECOND);
    expect(new Set(desk.pictures).size).toBe(30);
    expect(desk.pictures).toHaveLength(30);
  });

  test('stay until the next is there', async () => {
    const [first = ''] = seats(1);
    const ctrl = await desk.sit();
    const cell = ctrl.board.cell(first);
    if (!cell) throw new Error('no cell');
    let fail = false;
    const stills = new Stills(async () => (fail ? Promise.reject(new Error('410')) : new Blob()), {
      createObjectURL: () => 'blob:one',
      revokeObjectURL: () => undefined,
    });
    stills.start();
    stills.seen(cell, true);
    await pass(SECOND);
    expect(cell.picture.value).toBe('blob:one');
    fail = true;
    desk.room.change(first, (one) => void (one.still = 'camera-still.new.jpg'));
    desk.room.flush();
    await pass(2 * SECOND);
    expect(cell.picture.value).toBe('blob:one');
    stills.clear([cell]);
    expect(cell.picture.value).toBeNull();
  });
});

test('care goes over the hub, and a refusal is shown', async () => {
  const [first = ''] = seats(1);
  const ctrl = await desk.sit();
  await ctrl.care(first, 'p-mine');
  desk.room.flush();
  expect(ctrl.board.cell(first)?.care.value).toBe('p-mine');
  expect(ctrl.board.staffing.value.find((one) => one.proctor === 'p-mine')?.inCare).toBe(1);
  desk.refusals.push(new No(409, 'room.care-taken', 'Somebody else takes care of it.'));
  await ctrl.care(first, null);
  expect(ctrl.caring.problem.value?.code).toBe('room.care-taken');
});

test.each([
  ['/proctor', { page: 'rooms' }],
  ['/proctor/rooms/w~spring~2', { page: 'room', room: 'w~spring~2' }],
])('%s leads to its page', (path, page) => expect(proctorRouteOf(path)).toEqual(page));

test('a room belongs to all rooms of its window', () => expect(scopeOf('w~spring-2026~12')).toBe('w~spring-2026'));

function waits(ms: number): (cell: { watch: { stage: string; waitingSince: string | null }; state: object }) => void {
  return ({ watch, state }) => {
    Object.assign(state, { state: 'seated', running: false });
    watch.stage = 'waiting';
    watch.waitingSince = iso(ms);
  };
}

test('a large delta is shown over some frames, the latest of each session', async () => {
  const steps: (() => boolean)[] = [];
  const board = new Board(new ServerTime(), (step) => void steps.push(step));
  for (let n = 0; n < 60; n++) desk.room.seat(n);
  board.read(desk.room.board(), performance.now());
  const delta = (version: number, answered: number) => {
    const cells = desk.room.board().cells.map((cell) => ({ ...cell, state: { ...cell.state, answered } }));
    return {
      room: desk.room.id,
      version: desk.room.version + version,
      serverNow: iso(),
      cells,
      acts: [],
      staffing: [],
    };
  };
  const shown = (answered: number) => [...board.cells()].filter((cell) => cell.answered.value === answered).length;
  expect(board.change(delta(1, 100))).toBe(true);
  const [step] = steps;
  expect([shown(100), step?.()]).toEqual([0, true]);
  expect(shown(100)).toBe(40);
  expect(board.change(delta(2, 200))).toBe(true);
  while (step?.());
  expect(shown(200)).toBe(60);
  expect(steps).toHaveLength(1);
});

import { describe, expect, test } from 'vitest';
import type { WindowFigures, WindowView } from '../lib/wire';
import { concernsOf, stateAt } from '../staff/windows/concerns';
import { newWindowId } from '../staff/windows/plan';
import { readCsv, readTyped } from '../staff/windows/seat-lines';
import { besideUtc, inZone, localOf, momentsOf, timeInZone } from '../staff/zone';

const at = (iso: string) => Date.parse(iso);
const utc = (moments: number[]) => moments.map((moment) => new Date(moment).toISOString().slice(0, 16));

describe('times in a zone', () => {
  test.each([
    ['2026-11-24T10:00', 'Europe/Berlin', ['2026-11-24T09:00']],
    ['2026-07-24T10:00', 'Europe/Berlin', ['2026-07-24T08:00']],
    ['2026-11-24T10:00', 'Asia/Kathmandu', ['2026-11-24T04:15']],
    ['2026-11-24T10:00', 'Pacific/Apia', ['2026-11-23T21:00']],
    ['2026-11-24T10:00', 'UTC', ['2026-11-24T10:00']],
  ])('%s in %s is %j', (local, zone, moments) => expect(utc(momentsOf(local, zone))).toEqual(moments));

  test('an hour that clocks skip is no moment', () => {
    expect(momentsOf('2026-03-29T02:30', 'Europe/Berlin')).toEqual([]);
    expect(momentsOf('2026-03-08T02:15', 'America/New_York')).toEqual([]);
  });

  test('an hour that comes twice is two, the first of them first', () => {
    expect(utc(momentsOf('2026-10-25T02:30', 'Europe/Berlin'))).toEqual(['2026-10-25T00:30', '2026-10-25T01:30']);
  });

  test('what is no time is no moment', () => expect(momentsOf('soon', 'UTC')).toEqual([]));

  test('a moment is shown by the clocks of a zone, and read back', () => {
    const moment = at('2026-11-24T22:30:00Z');
    expect(localOf(moment, 'Asia/Yerevan')).toBe('2026-11-25T02:30');
    expect(momentsOf(localOf(moment, 'Asia/Yerevan'), 'Asia/Yerevan')).toEqual([moment]);
  });

  test('beside UTC, with its date where that is another', () => {
    expect(besideUtc('2026-11-24T09:00:00Z', 'Europe/Berlin')).toBe('09:00 UTC');
    expect(besideUtc('2026-11-24T22:30:00Z', 'Asia/Yerevan')).toBe('Tue, Nov 24, 2026, 22:30 UTC');
    expect(inZone('2026-11-24T22:30:00Z', 'Asia/Yerevan')).toBe('Wed, Nov 25, 2026, 02:30');
    expect(timeInZone('2026-11-24T22:30:07Z', 'Asia/Yerevan')).toBe('02:30:07');
  });
});

describe('seats that are typed', () => {
  test('are read one a line, with more time where it stands', () => {
    expect(readTyped(' a.1 \n\nb-2, 150\nc_3;200 %\nd\t100\n')).toEqual({
      seats: [
        { learnerId: 'a.1', timeMultiplierPercent: null },
        { learnerId: 'b-2', timeMultiplierPercent: 150 },
        { learnerId: 'c_3', timeMultiplierPercent: 200 },
        { learnerId: 'd', timeMultiplierPercent: 100 },
      ],
      bad: [],
    });
  });

  test('are each told their own mistake, by line', () => {
    const { seats, bad } = readTyped('ok\nnot ok\n-x\nok\nb, 99\nc, 1001\nd, half\ne, 1, 2');
    expect(seats.map((seat) => seat.learnerId)).toEqual(['ok']);
    expect(bad.map(({ line, fault, of }) => [line, fault, of])).toEqual([
      [2, 'id', undefined],
      [3, 'id', undefined],
      [4, 'repeated', 1],
      [5, 'percent', undefined],
      [6, 'percent', undefined],
      [7, 'percent', undefined],
      [8, 'columns', undefined],
    ]);
  });

  test('an id may be as long as 64 characters', () => {
    expect(readTyped('x'.repeat(64)).bad).toEqual([]);
    expect(readTyped('x'.repeat(65)).bad[0]?.fault).toBe('id');
  });
});

describe('seats in a file', () => {
  test('are read with the byte order mark, line ends and quotes that spreadsheets write', () => {
    expect(readCsv('\ufefflearner_id,time_multiplier_percent\r\n"a1",150\r\nb2,\r\nc3\r\n')).toEqual({
      seats: [
        { learnerId: 'a1', timeMultiplierPercent: 150 },
        { learnerId: 'b2', timeMultiplierPercent: null },
        { learnerId: 'c3', timeMultiplierPercent: null },
      ],
      bad: [],
    });
  });

  test('may have the one column', () => {
    expect(readCsv('learner_id\na1\n').seats).toHaveLength(1);
    expect(readCsv('learner_id\na1,150\n').bad).toEqual([{ line: 2, text: 'a1,150', fault: 'columns' }]);
  });

  test.each(['', 'name\na1', 'a1\nb2'])('%j has no header', (text) => {
    expect(readCsv(text).bad).toMatchObject([{ line: 1, fault: 'header' }]);
  });

  test('a quotation mark in the wrong place is a mistake, and lines keep their numbers over empty ones', () => {
    expect(readCsv('learner_id\n\na"1\n').bad).toEqual([{ line: 3, text: 'a"1', fault: 'quote' }]);
  });
});

describe('what needs attention', () => {
  const opens = at('2026-11-24T10:00:00Z');
  const MINUTE = 60_000;
  const none: WindowFigures = {
    seats: 0,
    prepared: 0,
    running: 0,
    submitted: 0,
    graded: 0,
    released: 0,
    passed: 0,
    notStarted: 0,
  };
  const view = (figures: Partial<WindowFigures>): WindowView => ({
    id: 'w',
    examId: 'e',
    examTitle: 'E',
    title: 'W',
    state: 'planned',
    opens: '2026-11-24T10:00:00Z',
    closes: '2026-11-24T14:00:00Z',
    capacity: 100,
    now: '2026-11-24T09:00:00Z',
    figures: { ...none, ...figures },
  });
  const about = (figures: Partial<WindowFigures>, now: number) =>
    concernsOf(view(figures), now).map((concern) => `${concern.tone} ${concern.about}`);

  test.each([
    ['empty, two days before', {}, opens - 2880 * MINUTE, []],
    ['empty, the day before', {}, opens - 60 * MINUTE, ['warn noSeats']],
    ['ready', { seats: 90, notStarted: 90, prepared: 90 }, opens - MINUTE, []],
    ['unprepared a minute before', { seats: 90, notStarted: 90, prepared: 80 }, opens - MINUTE, ['warn unprepared']],
    ['unprepared an hour before', { seats: 90, notStarted: 90 }, opens - 60 * MINUTE, []],
    ['full', { seats: 100, notStarted: 100 }, opens - 60 * MINUTE, ['calm full']],
    ['just opened', { seats: 90, notStarted: 90 }, opens + 9 * MINUTE, []],
    ['open and nobody comes', { seats: 90, notStarted: 90 }, opens + 10 * MINUTE, ['warn nobodyStarted']],
    ['open and going well', { seats: 90, notStarted: 10, running: 70, submitted: 10 }, opens + 60 * MINUTE, []],
    [
      'closed',
      { seats: 90, notStarted: 10, running: 5, submitted: 20, released: 55 },
      opens + 240 * MINUTE,
      ['calm stillRunning', 'calm ungraded', 'calm neverStarted'],
    ],
  ])('%s', (_, figures, now, expected) => expect(about(figures, now)).toEqual(expected));

  test('a cancelled window stays cancelled whatever the time', () => {
    expect(stateAt({ ...view({}), state: 'cancelled' }, opens + MINUTE)).toBe('cancelled');
  });
});

test('the id of a new window can be read and fits an address', () => {
  const plan = { examId: 'x'.repeat(64), title: 'T', opens: '2026-11-24T10:00:00.000Z', closes: '', capacity: 1 };
  const id = newWindowId(plan, () => 0.999);
  expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
  expect(newWindowId({ ...plan, examId: 'scm' }, () => 0)).toBe('scm-2026-11-24-bbbb');
});

import { describe, expect, test } from 'vitest';
import { ExamClock, warningShare } from '../lib/clock';
import { ServerTime } from '../lib/server-time';
import type { TimeView } from '../lib/wire';

const view = (more: Partial<TimeView> = {}): TimeView => ({
  serverNow: '2026-11-24T09:00:00Z',
  state: 'running',
  running: true,
  remainingMs: 60_000,
  limitMs: 600_000,
  deadline: null,
  sectionRemainingMs: null,
  sectionLimitMs: null,
  creditedMs: 0,
  graceMs: 5000,
  currentSection: 1,
  ...more,
});

/** A clock whose two sources the test moves. */
function clockAt(mono = 1000, wall = 5_000_000) {
  const time = { mono, wall };
  const clock = new ExamClock(
    new ServerTime(
      () => time.mono,
      () => time.wall,
    ),
  );
  return { clock, time };
}

describe('the exam clock', () => {
  test('knows nothing before the first sync', () => {
    expect(clockAt().clock.remaining()).toBeNull();
  });

  test('counts down with the monotonic clock and stops at zero', () => {
    const { clock, time } = clockAt();
    clock.sync(view());
    time.mono += 45_000;
    expect(clock.remaining()).toBe(15_000);
    time.mono += 45_000;
    expect(clock.remaining()).toBe(0);
  });

  test('takes the middle of the round trip as the moment of the server’s reading', () => {
    const { clock, time } = clockAt();
    const sentAt = time.mono;
    time.mono += 400;
    clock.sync(view(), sentAt);
    expect(clock.remaining()).toBe(59_800);
  });

  test('is not moved by a slow way there or back when it is known better', () => {
    const { clock, time } = clockAt();
    let sentAt = time.mono;
    time.mono += 100;
    clock.sync(view(), sentAt);
    // Answered ten seconds later: at once, and four seconds on the way back.
    time.mono += 9950;
    sentAt = time.mono;
    time.mono += 4000;
    clock.sync(view({ serverNow: '2026-11-24T09:00:10Z', remainingMs: 50_000 }), sentAt);
    expect(clock.remaining()).toBeCloseTo(46_000, -2);
    // Four seconds on the way there.
    sentAt = time.mono;
    time.mono += 4000;
    clock.sync(view({ serverNow: '2026-11-24T09:00:18Z', remainingMs: 42_000 }), sentAt);
    expect(clock.remaining()).toBeCloseTo(42_000, -2);
  });

  test('takes what was said unasked as past, and moves for it only when it must', () => {
    const { clock, time } = clockAt();
    clock.sync(view(), time.mono);
    time.mono += 5000;
    // Three seconds late.
    clock.sync(view({ serverNow: '2026-11-24T09:00:02Z', remainingMs: 58_000 }));
    expect(clock.remaining()).toBeCloseTo(55_000, -2);
  });

  test('believes the server after a computer has slept and its monotonic clock stood still', () => {
    const { clock, time } = clockAt();
    clock.sync(view(), time.mono);
    const sentAt = time.mono;
    time.mono += 200;
    clock.sync(view({ serverNow: '2026-11-24T09:00:30Z', remainingMs: 30_000 }), sentAt);
    expect(clock.remaining()).toBe(29_900);
  });

  test('stands still while the session does not run', () => {
    const { clock, time } = clockAt();
    clock.sync(view({ running: false, state: 'paused' }));
    time.mono += 30_000;
    expect(clock.remaining()).toBe(60_000);
  });

  test('is not moved by the wall clock, and calls the difference doubtful', () => {
    const { clock, time } = clockAt();
    clock.sync(view());
    time.wall -= 86_400_000;
    time.mono += 1000;
    expect(clock.remaining()).toBe(59_000);
    expect(clock.doubtful()).toBe(true);
    clock.sync(view({ serverNow: '2026-11-24T09:00:01Z' }), time.mono);
    expect(clock.doubtful()).toBe(false);
  });

  test('has no doubt after the first word, and what is said unasked takes none away', () => {
    const { clock, time } = clockAt();
    clock.sync(view());
    expect(clock.doubtful()).toBe(false);
    time.wall += 3000;
    clock.sync(view({ serverNow: '2026-11-24T09:00:00.001Z' }));
    expect(clock.doubtful()).toBe(true);
  });

  test('a reply that was overtaken by a later one changes nothing', () => {
    const { clock } = clockAt();
    clock.sync(view({ serverNow: '2026-11-24T09:00:10Z', remainingMs: 50_000 }));
    expect(clock.sync(view({ serverNow: '2026-11-24T09:00:05Z', remainingMs: 55_000 }))).toBe(false);
    expect(clock.remaining()).toBe(50_000);
  });

  test('counts the section beside the whole', () => {
    const { clock, time } = clockAt();
    clock.sync(view({ sectionRemainingMs: 10_000 }));
    time.mono += 4000;
    expect(clock.sectionRemaining()).toBe(6000);
  });
});

test.each([
  [600_000, null],
  [120_000, 20],
  [30_001, 20],
  [30_000, 5],
  [0, 5],
])('with %i ms of ten minutes left the warning due is %s', (remaining, share) => {
  expect(warningShare(remaining, 600_000)).toBe(share);
});

test('an exam without a limit warns of nothing', () => {
  expect(warningShare(0, 0)).toBeNull();
});

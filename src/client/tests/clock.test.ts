import { describe, expect, test } from 'vitest';
import { ExamClock, warningShare } from '../lib/clock';
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
    () => time.mono,
    () => time.wall,
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
    clock.sync(view({ serverNow: '2026-11-24T09:00:01Z' }));
    expect(clock.doubtful()).toBe(false);
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

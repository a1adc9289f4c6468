import { describe, expect, test } from 'vitest';
import { bytes, countdown, directionOf, fromNow, span, t } from '../lib/i18n';
import { wordCount } from '../learner/session/fields/text';
import { en } from '../lib/text';
import type { Phrase } from '../lib/words';
import { readPoints } from '../staff/marking-ctrl';
import { en as choices } from '../learner/windows/text';
import { en as proctored } from '../learner/proctored/text';
import { en as sharing } from '../learner/sharing/text';
import { en as proctor } from '../proctor/text';
import { en as school } from '../school/text';
import { en as staff, say } from '../staff/text';
import { en as verify } from '../verify/text';

/** Where there is nothing to say. */
const SILENT = new Set(['need.none', 'cell.line.none']);

describe('words', () => {
  test('put values in their places', () => {
    expect(t('item.of', { n: 3, total: 12 })).toBe('Question 3 of 12');
  });

  test('choose by number', () => {
    expect(t('item.points', { n: 1 })).toBe('1 point');
    expect(t('item.points', { n: 2.5 })).toBe('2.5 points');
  });

  test('of the staff are chosen in the same way', () => {
    expect(say('seats.taken', { n: 1 })).toBe('One seat given.');
    expect(say('windows.seats', { n: 1200, capacity: 2000 })).toBe('1,200 of 2,000 seats taken');
  });

  test('write numbers as the language does', () => {
    expect(t('item.essay.words', { n: 1200 })).toBe('1,200 words');
  });

  test('every entry is said', () => {
    for (const catalogue of [en, staff, proctor, proctored, choices, sharing, school, verify])
      for (const [key, entry] of Object.entries<Phrase>(catalogue))
        for (const words of typeof entry === 'string' ? [entry] : [entry.one, entry.other])
          if (!SILENT.has(key)) expect(words.trim(), key).not.toBe('');
  });
});

describe('spans and times', () => {
  test.each([
    [0, '0 seconds'],
    [90_000, '1 minute, 30 seconds'],
    [5_400_000, '1 hour, 30 minutes'],
    [90_061_000, '1 day, 1 hour'],
  ])('%i ms is %s', (ms, words) => expect(span(ms)).toBe(words));

  test.each([
    [3_723_000, '1:02:03'],
    [59_001, '01:00'],
    [59_000, '00:59'],
    [0, '00:00'],
  ])('a countdown of %i ms shows %s', (ms, digits) => expect(countdown(ms)).toBe(digits));

  test('are counted from the server’s now', () => {
    expect(fromNow('2026-11-27T09:00:00Z', '2026-11-24T09:00:00Z')).toBe('in 3 days');
    expect(fromNow('2026-11-24T07:00:00Z', '2026-11-24T09:00:00Z')).toBe('2 hours ago');
  });

  test('room on disk is said in a unit of its size', () => {
    expect(bytes(10_737_000_000)).toBe('11 GB');
    expect(bytes(3_000_000)).toBe('3 MB');
  });
});

test.each([
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['en', 'ltr'],
  ['pt-BR', 'ltr'],
])('%s runs %s', (tag, direction) => expect(directionOf(tag)).toBe(direction));

test.each([
  ['', 0],
  ['  ', 0],
  ['one', 1],
  ['two – words', 2],
  ['two\n\nparagraphs here', 3],
  ['naïve l’été', 2],
])('%j has %i words', (text, count) => expect(wordCount(text)).toBe(count));

test.each([
  ['4', 4],
  ['4.5', 4.5],
  ['4,5', 4.5],
  [' 0 ', 0],
  ['5.1', null],
  ['-1', null],
  ['four', null],
  ['', null],
])('a grader’s %j is %s of 5 points', (text, points) => expect(readPoints(text, 5)).toBe(points));

import { signal, type ReadonlySignal } from '@preact/signals';
import { language } from '../lib/i18n';

const KEY = 'examengine.zone';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const chosen = signal(globalThis.localStorage?.getItem(KEY) ?? own);

/** The time zone in which staff read and write times; kept on this computer. */
export const zone: ReadonlySignal<string> = chosen;

export function chooseZone(name: string): void {
  chosen.value = name;
  localStorage.setItem(KEY, name);
}

/** All names, the computer's own zone and UTC first. */
export function zones(): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/**
 * The moments at which clocks in a zone show a time such as `2026-11-24T10:00`, in milliseconds since 1970 and in order: one, or two
 * in the hour that comes twice when clocks go back, or none in the hour that clocks skip.
 */
export function momentsOf(local: string, name: string): number[] {
  const shown = Date.parse(`${local}:00Z`);
  if (Number.isNaN(shown)) return [];
  // Zones change their offset at most once in two days.
  const offsets = new Set([shown - DAY_MS, shown + DAY_MS].map((at) => offsetAt(at, name)));
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((at) => localOf(at, name) === local)
    .sort((a, b) => a - b);
}

/** What clocks in a zone show at a moment: `2026-11-24T10:00`. */
export function localOf(at: number, name: string): string {
  return new Date(at + offsetAt(at, name)).toISOString().slice(0, 16);
}

function offsetAt(at: number, name: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return Math.round((shown - at) / MINUTE_MS) * MINUTE_MS;
}

/** "Tue, 24 Nov 2026, 10:00". */
export const inZone = (iso: string, name: string): string => dateIn(iso, name, { hour: '2-digit', minute: '2-digit' });

/** The time by UTC, with the date where it is another than in the zone: "09:00 UTC". */
export function besideUtc(iso: string, name: string): string {
  const sameDay = dateIn(iso, name, {}) === dateIn(iso, 'UTC', {});
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const words = sameDay
    ? new Intl.DateTimeFormat(language.value, { timeZone: 'UTC', hourCycle: 'h23', ...time }).format(new Date(iso))
    : dateIn(iso, 'UTC', time);
  return `${words} UTC`;
}

/** "24 Nov, 10:00", for tables. */
export const inZoneShort = (iso: string, name: string): string =>
  new Intl.DateTimeFormat(language.value, {
    timeZone: name,
    hourCycle: 'h23',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));

/** "10:00:07". */
export const timeInZone = (iso: string, name: string): string =>
  new Intl.DateTimeFormat(language.value, { timeZone: name, hourCycle: 'h23', timeStyle: 'medium' }).format(
    new Date(iso),
  );

function dateIn(iso: string, name: string, time: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language.value, {
    timeZone: name,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    ...time,
  }).format(new Date(iso));
}

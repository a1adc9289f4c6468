import { signal } from '@preact/signals';
import { en, type Catalogue } from './text';
import type { Phrase, Values, Words } from './words';

const catalogues: { en: typeof en } & Record<string, Catalogue> = { en };
const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Language of words, dates and numbers: the first the reader's browser asks for that there is a catalogue of. */
export const language = signal('en');

export const directionOf = (tag: string): 'rtl' | 'ltr' =>
  RIGHT_TO_LEFT.has(tag.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';

/** Sets the language of the page. Dates and numbers follow the reader's region even where the words are English. */
export function speak(wanted: readonly string[] = navigator.languages): void {
  const found = wanted.find((tag) => catalogues[tag.split('-')[0]?.toLowerCase() ?? '']) ?? 'en';
  language.value = found;
  document.documentElement.lang = found;
  document.documentElement.dir = directionOf(found);
}

/** Makes the function that gives the words for a key, in the page's language. English has them all and stands in for the rest. */
export function speakerOf<T extends Record<string, Phrase>>(words: { en: T } & Record<string, Words<T>>) {
  return <K extends keyof T>(key: K, ...args: Values<T[K]>): string => {
    const catalogue: Words<T> = words[language.value.split('-')[0] ?? 'en'] ?? words.en;
    const values: Record<string, string | number> = args[0] ?? {};
    const entry = catalogue[key];
    const phrase = typeof entry === 'string' ? entry : entry[plural(Number(values['n']))];
    return phrase.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? number(value) : (value ?? '');
    });
  };
}

/** The words that all pages share, and the learner's. */
export const t = speakerOf(catalogues);

/** Makes the question whether there are words for a key; for keys built from a code the server sent. */
export const keyOf =
  <T extends object>(words: T) =>
  (key: string): key is Extract<keyof T, string> =>
    key in words;

export const isKey = keyOf(en);

/** A formatter is dear to make and cheap to use: there is one of each, for the language that is spoken. */
export function kept<T>(make: (tag: string) => T): () => T {
  let made: { tag: string; format: T } | null = null;
  return () => {
    const tag = language.value;
    if (made?.tag !== tag) made = { tag, format: make(tag) };
    return made.format;
  };
}

const plurals = kept((tag) => new Intl.PluralRules(tag));
const numbers = kept((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }));
const twoDigits = kept((tag) => new Intl.NumberFormat(tag, { minimumIntegerDigits: 2, useGrouping: false }));

const plural = (n: number): 'one' | 'other' => (plurals().select(n) === 'one' ? 'one' : 'other');

export const number = (value: number): string => numbers().format(value);

export const percent = (value: number): string =>
  new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 1 }).format(value / 100);

/** "Tuesday, 24 November 2026 at 14:05 GMT+1". */
export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(language.value, {
    weekday: 'short',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(iso));

export const day = (iso: string): string =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'long' }).format(new Date(iso));

/** "12:03:04", in the reader's zone. */
export const timeOfDay = (iso: string): string =>
  new Intl.DateTimeFormat(language.value, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));

export const list = (parts: string[]): string =>
  new Intl.ListFormat(language.value, { type: 'conjunction' }).format(parts);

/** A span in words, with at most two parts: "1 hour, 30 minutes". */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3600), 'hour'],
    [Math.floor((seconds % 3600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ];
  const shown = parts.filter(([n]) => n > 0).slice(0, 2);
  if (shown.length === 0) shown.push([0, 'second']);
  const words = shown.map(([n, unit]) =>
    new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'long' }).format(n),
  );
  return new Intl.ListFormat(language.value, { type: 'unit' }).format(words);
}

/** "in 3 days", "2 hours ago"; by the server's `now` where one is at hand. */
export function fromNow(iso: string, now: string): string {
  const seconds = (Date.parse(iso) - Date.parse(now)) / 1000;
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' });
  for (const [size, unit] of [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(Math.trunc(seconds), 'second');
}

/** "1:02:03" or "02:03"; digits as the language writes them. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (n: number) => twoDigits().format(n);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return h > 0 ? `${number(h)}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

export function bytes(n: number): string {
  const [unit, size] = n >= 1e9 ? (['gigabyte', 1e9] as const) : (['megabyte', 1e6] as const);
  return new Intl.NumberFormat(language.value, { style: 'unit', unit, maximumFractionDigits: 0 }).format(n / size);
}

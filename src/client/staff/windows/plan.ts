import type { Problem, WindowPlan, WindowState } from '../../lib/wire';
import { localOf, momentsOf } from '../zone';

/** A plan as it stands in the form: times as clocks in the zone show them, the capacity as it was written. */
export interface PlanDraft {
  examId: string;
  title: string;
  opens: string;
  closes: string;
  capacity: string;
}

export type PlanField = keyof PlanDraft;

/** What is wrong with a field, before the server is asked. */
export type PlanFault = 'missing' | 'tooLong' | 'skipped' | 'notAfter' | 'past' | 'number' | 'fewer' | 'sooner';

export type PlanFaults = Partial<Record<PlanField, PlanFault>>;

const MINUTE_MS = 60_000;
const LONGEST_TITLE = 200;
const MOST_CAPACITY = 100_000;

export const emptyDraft: PlanDraft = { examId: '', title: '', opens: '', closes: '', capacity: '' };

export const draftOf = (plan: WindowPlan, zone: string): PlanDraft => ({
  examId: plan.examId,
  title: plan.title,
  opens: localOf(Date.parse(plan.opens), zone),
  closes: localOf(Date.parse(plan.closes), zone),
  capacity: String(plan.capacity),
});

/** The same moments as clocks in another zone show them; what is no time stays as it is. */
export function inOtherZone(draft: PlanDraft, from: string, to: string): PlanDraft {
  const move = (local: string) => {
    const [at] = momentsOf(local, from);
    return at === undefined ? local : localOf(at, to);
  };
  return { ...draft, opens: move(draft.opens), closes: move(draft.closes) };
}

/** What the draft says, or what is wrong with it. Of an hour that comes twice the first is meant. */
export function planOf(draft: PlanDraft, zone: string, now: number, before: Fixed | null): WindowPlan | PlanFaults {
  const faults: PlanFaults = {};
  const [opens] = momentsOf(draft.opens, zone);
  const [closes] = momentsOf(draft.closes, zone);
  const capacity = /^\d{1,6}$/.test(draft.capacity.trim()) ? Number(draft.capacity) : 0;
  const title = draft.title.trim();
  if (draft.examId.trim() === '') faults.examId = 'missing';
  if (title === '') faults.title = 'missing';
  else if (title.length > LONGEST_TITLE) faults.title = 'tooLong';
  if (opens === undefined) faults.opens = draft.opens === '' ? 'missing' : 'skipped';
  if (closes === undefined) faults.closes = draft.closes === '' ? 'missing' : 'skipped';
  else if (opens !== undefined && closes <= opens) faults.closes = 'notAfter';
  else if (closes <= now) faults.closes = 'past';
  else if (before?.open && closes < minuteOf(before.plan.closes)) faults.closes = 'sooner';
  if (capacity < 1 || capacity > MOST_CAPACITY) faults.capacity = 'number';
  else if (before && capacity < leastCapacity(before)) faults.capacity = 'fewer';
  if (opens === undefined || closes === undefined || Object.keys(faults).length > 0) return faults;
  const plan = { examId: draft.examId.trim(), title, capacity };
  return { ...plan, opens: kept(opens, before?.plan.opens), closes: kept(closes, before?.plan.closes) };
}

/** What a window that is there already allows of a change. */
export interface Fixed {
  plan: WindowPlan;
  open: boolean;
  seats: number;
}

export const leastCapacity = ({ plan, open, seats }: Fixed): number =>
  Math.max(1, open ? Math.max(plan.capacity, seats) : seats);

export const isPlan = (read: WindowPlan | PlanFaults): read is WindowPlan =>
  'capacity' in read && typeof read.capacity === 'number';

export const samePlan = (a: WindowPlan, b: WindowPlan): boolean => differences(a, b).length === 0;

/** The fields in which two plans differ. */
export function differences(a: WindowPlan, b: WindowPlan): PlanField[] {
  const fields: PlanField[] = ['examId', 'title', 'opens', 'closes', 'capacity'];
  return fields.filter((field) =>
    field === 'opens' || field === 'closes' ? Date.parse(a[field]) !== Date.parse(b[field]) : a[field] !== b[field],
  );
}

/** The field a problem of the server is about, if it is about one. */
export function fieldOf({ where }: Problem): PlanField | null {
  const name = where?.split('.').at(-1) ?? '';
  return name in emptyDraft ? (name as PlanField) : null;
}

export const canChange = (state: WindowState): boolean => state === 'planned' || state === 'open';

/** An id that can be read and typed: the exam, the day, and four letters that keep two windows of a day apart. */
export function newWindowId(plan: WindowPlan, random: () => number = Math.random): string {
  const letters = Array.from({ length: 4 }, () => 'bcdfghjkmnpqrstvwxz'.charAt(Math.floor(random() * 19))).join('');
  return `${plan.examId.slice(0, 48)}-${plan.opens.slice(0, 10)}-${letters}`;
}

/** The whole minute a moment lies in. */
const minuteOf = (iso: string): number => Math.floor(Date.parse(iso) / MINUTE_MS) * MINUTE_MS;

/** The form shows minutes; a time that was not touched keeps its seconds. */
function kept(at: number, before: string | undefined): string {
  const same = before !== undefined && minuteOf(before) === at;
  return same ? before : new Date(at).toISOString();
}

import type { WindowState, WindowView } from '../../lib/wire';

export type Concern = {
  tone: 'warn' | 'calm';
} & (
  | { about: 'noSeats' | 'full' }
  | { about: 'unprepared' | 'stillRunning' | 'ungraded' | 'neverStarted'; n: number }
  | { about: 'nobodyStarted'; minutes: number }
);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Before that, a window without seats is only unfinished planning. */
const SEATS_BY_MS = 24 * HOUR_MS;

/** Sessions are drawn ahead of the opening; by then they should be. */
const PREPARED_BY_MS = 2 * MINUTE_MS;
const STARTED_BY_MS = 10 * MINUTE_MS;

/** A window as it stands at a time after the server told of it, in milliseconds since 1970. */
export function stateAt(window: { state: WindowState; opens: string; closes: string }, now: number): WindowState {
  if (window.state === 'cancelled') return 'cancelled';
  if (Date.parse(window.closes) <= now) return 'closed';
  return Date.parse(window.opens) <= now ? 'open' : 'planned';
}

/** What somebody on duty should know of, worst first. Nothing in it means that nothing needs attention. */
export function concernsOf(view: WindowView, now: number): Concern[] {
  const { figures, capacity } = view;
  const state = stateAt(view, now);
  const untilOpen = Date.parse(view.opens) - now;
  const concerns: Concern[] = [];
  if (state === 'planned') {
    if (figures.seats === 0 && untilOpen <= SEATS_BY_MS) concerns.push({ tone: 'warn', about: 'noSeats' });
    const n = figures.notStarted - figures.prepared;
    if (untilOpen <= PREPARED_BY_MS && n > 0) concerns.push({ tone: 'warn', about: 'unprepared', n });
  }
  if (state === 'open') {
    if (figures.seats === 0) concerns.push({ tone: 'warn', about: 'noSeats' });
    else if (-untilOpen >= STARTED_BY_MS && figures.notStarted === figures.seats && sittings(view) === 0)
      concerns.push({ tone: 'warn', about: 'nobodyStarted', minutes: Math.floor(-untilOpen / MINUTE_MS) });
  }
  if (state === 'closed') {
    if (figures.running > 0) concerns.push({ tone: 'calm', about: 'stillRunning', n: figures.running });
    if (figures.submitted > 0) concerns.push({ tone: 'calm', about: 'ungraded', n: figures.submitted });
    if (figures.notStarted > 0) concerns.push({ tone: 'calm', about: 'neverStarted', n: figures.notStarted });
  }
  if (figures.seats >= capacity && (state === 'planned' || state === 'open'))
    concerns.push({ tone: 'calm', about: 'full' });
  return concerns;
}

/** All that have begun, ended or not. */
const sittings = ({ figures: { running, submitted, graded, released } }: WindowView): number =>
  running + submitted + graded + released;

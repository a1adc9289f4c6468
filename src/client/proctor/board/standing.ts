import type { BoardCell } from '../wire';

/** Why somebody should look at a session now, the most urgent first; the order is the board's. */
export const needs = ['admit', 'hand', 'unanswered', 'attention', 'lost', 'none'] as const;
export type Need = (typeof needs)[number];

/** Attention from which on a session stands with those to look at; a mild flag alone stays below. */
export const ATTENTION = 0.4;

/** A page says that it is there each 10 s. Two missed are a weak line, more than that a lost one. */
const WEAK_MS = 14_000;
const LOST_MS = 30_000;

/** A line that was lost stays weak for so long: what went twice goes a third time. */
const SHAKY_MS = 5 * 60_000;

export type Line = 'good' | 'weak' | 'lost' | 'none';

const ENDED = new Set(['submitted', 'expired', 'terminated', 'withdrawn']);

/** States in which the exam itself is under way. */
const UNDER_WAY = new Set(['running', 'paused', 'locked', 'onBreak']);

export const hasEnded = (cell: BoardCell): boolean => ENDED.has(cell.state.state);

/** What a proctor would call it: the check-in's stage until the exam runs, then the session's state. */
export function stageOf(cell: BoardCell): string {
  const { state, watch } = cell;
  if (ENDED.has(state.state) || UNDER_WAY.has(state.state)) return state.state;
  return watch.stage === 'over' || watch.stage === '' ? state.state : watch.stage;
}

/**
 * How the connection is: by when the page was last heard of, and by what page and session noticed of their way to each other. `none` when
 * nobody is expected on the line.
 */
export function lineOf(cell: BoardCell, now: number): Line {
  if (hasEnded(cell) || cell.state.lastHeard === null) return 'none';
  if (cell.watch.open.includes('offline')) return 'lost';
  const silent = now - Date.parse(cell.state.lastHeard);
  if (silent > LOST_MS) return 'lost';
  return silent <= WEAK_MS && !isShaky(cell, now) ? 'good' : 'weak';
}

/** Lost a moment ago: that alone makes a line weak. */
export function isShaky({ watch: { lostAt } }: BoardCell, now: number): boolean {
  return lostAt != null && now - Date.parse(lostAt) < SHAKY_MS;
}

export function needOf(cell: BoardCell, now: number): Need {
  const { watch } = cell;
  if (watch.stage === 'waiting' && !hasEnded(cell)) return 'admit';
  if (watch.handRaised) return 'hand';
  if (watch.unanswered > 0) return 'unanswered';
  if (hasEnded(cell)) return 'none';
  if (watch.attention >= ATTENTION) return 'attention';
  return lineOf(cell, now) === 'lost' ? 'lost' : 'none';
}

/** Working time left in milliseconds by the server's time `now`; null when there is none to count. */
export function timeLeft(cell: BoardCell, now: number): number | null {
  const { state } = cell;
  if (hasEnded(cell) || state.remainingMs <= 0) return null;
  const gone = state.running ? now - Date.parse(state.at) : 0;
  return Math.max(0, state.remainingMs - Math.max(0, gone));
}

interface Place {
  need: number;
  within: number;
  ended: number;
  name: string;
  session: string;
}

/**
 * The board's order: by need; who waits longest first, the most attention first (in tenths, so that a trifle moves nobody), then by
 * name. Those who have ended come last.
 */
export function ordered(cells: readonly BoardCell[], now: number): string[] {
  const places = cells.map((cell): Place => {
    const need = needOf(cell, now);
    const waiting = cell.watch.waitingSince === null ? Infinity : Date.parse(cell.watch.waitingSince);
    return {
      need: needs.indexOf(need),
      within: ['admit', 'hand', 'unanswered'].includes(need) ? waiting : -Math.round(cell.watch.attention * 10),
      ended: hasEnded(cell) ? 1 : 0,
      name: cell.watch.legalName,
      session: cell.session,
    };
  });
  return places
    .sort(
      (a, b) =>
        a.need - b.need ||
        a.ended - b.ended ||
        (a.within === b.within ? 0 : a.within - b.within) ||
        a.name.localeCompare(b.name) ||
        a.session.localeCompare(b.session),
    )
    .map((place) => place.session);
}

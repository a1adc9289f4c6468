import type { ActOutcome, ActProgress } from '../wire';
import { acts } from './catalogue';

export interface Reached {
  /** How many it is for, without those it did not go for. */
  of: number;
  reached: number;
  confirmed: number;
  /** Sessions whose page has not said yet that it arrived. */
  pending: string[];
  /** Done, and not confirmed by the learner yet. */
  unconfirmed: string[];
  refused: ActOutcome[];
  /** Done, and less comes of it than was said. */
  limited: ActOutcome[];
  /** Where it stands although it was taken back. */
  kept: ActOutcome[];
  /** Nothing more will come. */
  settled: boolean;
}

/** What became of an act. Of what no learner is told, a session is reached when it was done there. */
export function reachedOf(act: ActProgress): Reached {
  const form = acts[act.kind];
  const refused = act.outcomes.filter((one) => one.problem !== null);
  const done = act.outcomes.filter((one) => one.problem === null);
  const there = (one: ActOutcome) => !form.told || one.deliveredAt !== null;
  const pending = done.filter((one) => !there(one)).map((one) => one.session);
  const unconfirmed = form.confirmed
    ? done.filter((one) => there(one) && one.confirmedAt === null).map((one) => one.session)
    : [];
  const of = Math.max(act.count, act.outcomes.length) - refused.length;
  const reached = done.length - pending.length;
  return {
    of,
    reached,
    confirmed: done.filter((one) => one.confirmedAt !== null).length,
    pending,
    unconfirmed,
    refused,
    limited: done.filter((one) => one.limit),
    kept: act.undoneAt === null ? [] : act.outcomes.filter((one) => one.undoProblem),
    settled: reached >= of,
  };
}

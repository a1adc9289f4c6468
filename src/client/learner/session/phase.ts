import type { SessionView } from '../../lib/wire';

/** What the page is. `waiting`: a person has to let the learner in (proctored exams). */
export type Phase = 'loading' | 'failed' | 'seated' | 'waiting' | 'running' | 'paused' | 'elsewhere' | 'ended';

export function phaseOf(view: SessionView): Phase {
  if (['submitted', 'expired', 'terminated'].includes(view.state)) return 'ended';
  if (view.state === 'seated' || view.state === 'admitted') return 'seated';
  if (view.heldElsewhere || (view.state === 'running' && !view.holds)) return 'elsewhere';
  if (view.state === 'running') return 'running';
  return view.state === 'paused' ? 'paused' : 'waiting';
}

import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { countdown, list, span } from '../../lib/i18n';
import { isBusy } from '../../lib/refusal';
import type { WindowState, WindowView } from '../../lib/wire';
import { say } from '../text';
import { timeInZone, zone } from '../zone';
import type { Concern } from './concerns';
import { When } from './when';
import type { WindowCtrl } from './window-ctrl';

const TONES: Record<WindowState, string> = { planned: 'accent', open: 'good', closed: 'calm', cancelled: 'warn' };
const DAY_MS = 24 * 3_600_000;

export function StateBadge({ state }: { state: WindowState }) {
  return <span class={`badge badge-${TONES[state]}`}>{say(`window.state.${state}`)}</span>;
}

/** What somebody on duty wants to know first: whether it is open, for how long, and whether anything is wrong. */
export function StatusPart({ ctrl, view }: { ctrl: WindowCtrl; view: WindowView }) {
  const state = ctrl.state.value ?? view.state;
  useSpokenTurns(state);
  return (
    <section class={`card status status-${state}`} aria-labelledby="status-state">
      <div class="status-head">
        <h2 id="status-state" class="status-state">
          {say(`window.state.${state}`)}
        </h2>
        <Left state={state} view={view} now={ctrl.now.value} />
      </div>
      {state !== 'cancelled' && <p class="status-sum">{sumOf(state, view)}.</p>}
      <dl class="window-times">
        <dt>{say(state === 'planned' ? 'window.opens' : 'window.opened')}</dt>
        <dd>
          <When iso={view.opens} />
        </dd>
        <dt>{say(state === 'closed' ? 'window.closed' : 'window.closes')}</dt>
        <dd>
          <When iso={view.closes} />
        </dd>
      </dl>
      {state === 'cancelled' ? <p>{say('window.cancelledText')}</p> : <Concerns ctrl={ctrl} state={state} />}
    </section>
  );
}

/** The figures that matter at this stage, in a sentence. */
function sumOf(state: WindowState, { figures, capacity }: WindowView): string {
  const { seats, prepared, running, submitted, graded, released, notStarted } = figures;
  if (state === 'planned') {
    const taken = say('status.seats', { n: seats, capacity });
    return prepared > 0 ? list([taken, say('status.prepared', { n: prepared })]) : taken;
  }
  return list([
    say('status.running', { n: running }),
    say('status.notStarted', { n: notStarted }),
    say('status.ended', { n: submitted + graded + released }),
  ]);
}

/** The time to the next turn. A timer is no live region; the turns themselves are spoken. */
function Left({ state, view, now }: { state: WindowState; view: WindowView; now: number }) {
  if (state !== 'planned' && state !== 'open') return null;
  const left = Math.max(0, Date.parse(state === 'planned' ? view.opens : view.closes) - now);
  const name = say(state === 'planned' ? 'window.opensIn' : 'window.closesIn');
  return (
    <p class="status-left" role="timer" aria-label={name}>
      {name} <span class="status-digits">{left >= DAY_MS ? span(left) : countdown(left)}</span>
    </p>
  );
}

function Concerns({ ctrl, state }: { ctrl: WindowCtrl; state: WindowState }) {
  const polled = ctrl.poll.state.value;
  const stale = polled.is === 'here' ? polled.stale : null;
  const at = polled.is === 'here' ? timeInZone(polled.value.now, zone.value) : '';
  const concerns = ctrl.concerns.value;
  const well = stale === null && concerns.every((concern) => concern.tone !== 'warn');
  return (
    <ul class="concerns">
      {stale && (
        <li class="concern concern-warn">
          {say(isBusy(stale.code) ? 'window.staleBusy' : 'window.staleAway', { at })}
        </li>
      )}
      {well && <li class="concern concern-good">{say(state === 'open' ? 'window.wellOpen' : 'window.wellPlanned')}</li>}
      {concerns.map((concern) => (
        <li key={concern.about} class={`concern concern-${concern.tone}`}>
          {wordsFor(concern)}
        </li>
      ))}
    </ul>
  );
}

function wordsFor(concern: Concern): string {
  switch (concern.about) {
    case 'noSeats':
    case 'full':
      return say(`concern.${concern.about}`);
    case 'nobodyStarted':
      return say('concern.nobodyStarted', { n: concern.minutes });
    case 'unprepared':
    case 'stillRunning':
    case 'ungraded':
    case 'neverStarted':
      return say(`concern.${concern.about}`, { n: concern.n });
  }
}

function useSpokenTurns(state: WindowState): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (state === 'open') announce(say('window.nowOpen'));
    if (state === 'closed') announce(say('window.nowClosed'));
  }, [state]);
}

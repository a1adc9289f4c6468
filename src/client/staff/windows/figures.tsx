import { number, percent } from '../../lib/i18n';
import type { WindowFigures, WindowView } from '../../lib/wire';
import { say } from '../text';
import { timeInZone, zone } from '../zone';
import type { WindowCtrl } from './window-ctrl';

/** How the window goes, in numbers that keep their places. */
export function FiguresPart({ ctrl, view }: { ctrl: WindowCtrl; view: WindowView }) {
  const { figures, capacity } = view;
  const ended = figures.submitted + figures.graded + figures.released;
  const marked = figures.graded + figures.released;
  return (
    <section class="part" aria-labelledby="figures-title">
      <h2 id="figures-title">{say('figures.title')}</h2>
      <Share figures={figures} ended={ended} />
      <dl class="figures">
        <Figure name="seats" value={figures.seats} hint={say('figures.seatsOf', { capacity })} />
        <Figure name="prepared" value={figures.prepared} hint={say('figures.preparedHint')} />
        <Figure name="notStarted" value={figures.notStarted} />
        <Figure name="running" value={figures.running} main />
        <Figure name="submitted" value={figures.submitted} hint={say('figures.submittedHint')} />
        <Figure name="graded" value={figures.graded} hint={say('figures.gradedHint')} />
        <Figure name="released" value={figures.released} />
        <Figure
          name="passed"
          value={figures.passed}
          hint={marked > 0 ? percent((100 * figures.passed) / marked) : say('figures.passedHint')}
        />
      </dl>
      <Freshness ctrl={ctrl} />
    </section>
  );
}

function Figure(props: { name: keyof WindowFigures; value: number; main?: boolean; hint?: string }) {
  return (
    <div class={props.main ? 'figure figure-main' : 'figure'}>
      <dt>{say(`figures.${props.name}`)}</dt>
      <dd>
        <span class="figure-value">{number(props.value)}</span>
        {props.hint && <span class="figure-hint">{props.hint}</span>}
      </dd>
    </div>
  );
}

/** The same as a bar, for the eye: ended, sitting, not started. */
function Share({ figures, ended }: { figures: WindowFigures; ended: number }) {
  const all = ended + figures.running + figures.notStarted;
  if (all === 0) return null;
  const at = (n: number) => (100 * n) / all;
  return (
    <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="share-rest" width="100" height="4" />
      <rect class="share-running" width={at(ended + figures.running)} height="4" />
      <rect class="share-ended" width={at(ended)} height="4" />
    </svg>
  );
}

function Freshness({ ctrl }: { ctrl: WindowCtrl }) {
  const state = ctrl.poll.state.value;
  if (state.is !== 'here') return null;
  const at = timeInZone(state.value.now, zone.value);
  return (
    <p class="soft fresh">
      {state.stale
        ? say('window.staleAt', { at })
        : say(ctrl.often.value ? 'window.fresh' : 'window.freshSlow', { at })}
    </p>
  );
}

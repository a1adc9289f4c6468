import { number, span, timeOfDay } from '../../lib/i18n';
import type { RoomCtrl } from '../board/room-ctrl';
import type { People } from '../people';
import { evidenceUrl } from '../server';
import { say, sayCode } from '../text';
import type { FlagView, WatchView } from '../wire';
import type { SessionCtrl } from './session-ctrl';

interface Props {
  ctrl: RoomCtrl;
  session: SessionCtrl;
  view: WatchView;
  people: People;
}

/** Flags and reports: what the review will look at. */
export function RecordPart({ ctrl, session, view, people }: Props) {
  const some = { of: 'some' as const, sessions: [session.session] };
  return (
    <>
      <h3>{say('flags.title')}</h3>
      {view.flags.length === 0 && <p class="soft">{say('flags.none')}</p>}
      <ul class="plain">
        {[...view.flags].reverse().map((flag) => (
          <li key={flag.number} class={`flag flag-${flag.standing}`}>
            <Flag flag={flag} />
            {flag.standing !== 'withdrawn' && (
              <button
                type="button"
                class="button button-quiet"
                aria-label={say('flags.unflagLabel', { n: flag.number, title: flag.title })}
                onClick={() => ctrl.begin('unflag', some, { flag: flag.number })}
              >
                {say('flags.unflag')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <h3>{say('incidents.title')}</h3>
      {view.incidents.length === 0 && <p class="soft">{say('incidents.none')}</p>}
      <ul class="plain">
        {[...view.incidents].reverse().map((incident) => (
          <li key={incident.number} class="flag">
            <div>
              <b>{sayCode('irregular', incident.kind)}</b> · {sayCode('gravity', incident.gravity)}
              <p>{incident.comment}</p>
              <p class="soft">
                {say('incidents.by', { name: people.nameOf(incident.by), time: timeOfDay(incident.at) })}
                {incident.happenedAt && ` · ${say('timeline.happened', { time: timeOfDay(incident.happenedAt) })}`}
              </p>
              {incident.attachments.map((id, at) => (
                <a key={id} href={evidenceUrl(session.session, id)} target="_blank" rel="noreferrer">
                  {say('incidents.attachment', { n: at + 1 })}
                </a>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <div class="actions">
        <button type="button" class="button" onClick={() => ctrl.begin('report', some)}>
          {say('act.report')} <kbd>i</kbd>
        </button>
        <button type="button" class="button" onClick={() => ctrl.begin('flag', some)}>
          {say('act.flag')} <kbd>f</kbd>
        </button>
        <button type="button" class="button" onClick={() => ctrl.begin('note', some)}>
          {say('act.note')} <kbd>n</kbd>
        </button>
        <button type="button" class="button" onClick={() => ctrl.begin('attach', some)}>
          {say('incidents.attach')}
        </button>
      </div>
    </>
  );
}

function Flag({ flag }: { flag: FlagView }) {
  const lasted = flag.to === null ? say('flags.lasts') : lastedOf(flag.from, flag.to);
  const standing = `flags.standing.${flag.standing}` as 'flags.standing.raised';
  return (
    <div>
      <b>{flag.title}</b>
      <p class="soft">
        {[
          timeOfDay(flag.from),
          lasted,
          say('flags.severity', { n: number(flag.severity) }),
          say(standing),
          flag.rule === 'by-hand' ? say('flags.by-hand') : '',
          flag.standing === 'excused' ? sayCode('excuse', flag.why) : flag.why,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}

const lastedOf = (from: string, to: string): string => {
  const ms = Date.parse(to) - Date.parse(from);
  return ms < 1000 ? '' : say('flags.lasted', { span: span(ms) });
};

import { timeOfDay } from '../../lib/i18n';
import type { RoomCtrl } from '../board/room-ctrl';
import type { People } from '../people';
import { evidenceUrl } from '../server';
import { say } from '../text';
import type { WatchView } from '../wire';
import type { SessionCtrl } from './session-ctrl';

interface Props {
  ctrl: RoomCtrl;
  session: SessionCtrl;
  view: WatchView;
  people: People;
  open: boolean;
}

/** Face and document beside the legal name, which are to be one person's. */
export function IdentityPart({ ctrl, session, view, people, open }: Props) {
  const { identity, checkIn } = view;
  const scans = session.evidence.value.filter((card) => card.kind === 'room-scan').slice(0, 3);
  const some = { of: 'some' as const, sessions: [session.session] };
  return (
    <details class="identity more" open={open}>
      <summary>{say('identity.title')}</summary>
      <p class="identity-name">
        <span class="soft">{say('identity.legalName')}</span>
        <b>{view.legalName}</b>
      </p>
      {!identity && <p class="soft">{say(view.accommodation.noCamera ? 'identity.exempt' : 'identity.none')}</p>}
      {identity && (
        <>
          <div class="picture-pair">
            <Photo session={session.session} id={identity.face} label={say('identity.face')} />
            <Photo session={session.session} id={identity.document} label={say('identity.document')} />
          </div>
          <p class={identity.nameConfirmed ? 'soft' : 'wrong'}>
            {say(identity.nameConfirmed ? 'identity.nameConfirmed' : 'identity.nameNotConfirmed')}
          </p>
          <p class="soft">
            {view.confirmed
              ? say('identity.confirmedBy', {
                  name: people.nameOf(view.confirmed.by),
                  time: timeOfDay(view.confirmed.at),
                })
              : say('identity.unconfirmed')}
          </p>
        </>
      )}
      {scans.length > 0 && (
        <p>
          {scans.map((scan) => (
            <a key={scan.id} href={evidenceUrl(session.session, scan.id)} target="_blank" rel="noreferrer">
              {say('identity.scan', { time: timeOfDay(scan.at) })}
            </a>
          ))}
        </p>
      )}
      <div class="actions">
        {identity && (
          <button type="button" class="button" onClick={() => ctrl.begin('confirmIdentity', some)}>
            {say('act.confirmIdentity')}
          </button>
        )}
        <button type="button" class="button" onClick={() => ctrl.begin('askIdentity', some)}>
          {say('act.askIdentity')} <kbd>k</kbd>
        </button>
        {checkIn.stage === 'waiting' && (
          <button type="button" class="button button-main" onClick={() => ctrl.begin('admit', some)}>
            {say('act.admit')} <kbd>a</kbd>
          </button>
        )}
      </div>
    </details>
  );
}

function Photo({ session, id, label }: { session: string; id: string | null; label: string }) {
  return (
    <figure class="picture-one">
      {id === null ? (
        <span class="picture-none">{say('identity.noPicture')}</span>
      ) : (
        <a href={evidenceUrl(session, id)} target="_blank" rel="noreferrer">
          <img src={evidenceUrl(session, id)} alt={label} decoding="async" />
        </a>
      )}
      <figcaption>{label}</figcaption>
    </figure>
  );
}

import { useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { list, number, span } from '../../lib/i18n';
import { useLooking } from '../../lib/looking';
import { Dialog } from '../../lib/ui/dialog';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { Me } from '../../lib/wire';
import type { People } from '../people';
import { paths } from '../router';
import type { ProctorServer } from '../server';
import { say } from '../text';
import type { RoomCard, RoomsView } from '../wire';
import { RoomsCtrl, type Assigning } from './rooms-ctrl';
import './rooms.css';

export function RoomsPage({ server, people, me }: { server: ProctorServer; people: People; me: Me }) {
  const ctrl = useMemo(() => new RoomsCtrl(server), []);
  useLooking(ctrl);
  const state = ctrl.poll.state.value;
  const staff = me.roles.some((role) => role === 'staff' || role === 'admin');
  return (
    <>
      <PageTitle>{say('proctor.title')}</PageTitle>
      {state.is === 'loading' && <Loading lines={8} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => ctrl.poll.start()} />}
      {state.is === 'here' && (
        <>
          {state.stale && (
            <Notice tone="warn" live>
              <p>{say('rooms.stale', { span: span(performance.now() - state.at) })}</p>
            </Notice>
          )}
          {state.value.every((scope) => scope.rooms.length === 0 && !staff) && (
            <Notice title={say('rooms.none')}>
              <p>{say('rooms.noneText')}</p>
            </Notice>
          )}
          {state.value.map((scope) => (
            <Scope key={scope.id} ctrl={ctrl} scope={scope} people={people} staff={staff} />
          ))}
        </>
      )}
      {ctrl.assigning.value && <Assign ctrl={ctrl} assigning={ctrl.assigning.value} people={people} />}
    </>
  );
}

interface ScopeProps {
  ctrl: RoomsCtrl;
  scope: RoomsView;
  people: People;
  staff: boolean;
}

function Scope({ ctrl, scope, people, staff }: ScopeProps) {
  const leads = scope.leads.map((id) => people.nameOf(id));
  return (
    <section class="part">
      <div class="part-head">
        <h2>{scope.title}</h2>
        <p class="soft">
          {leads.length > 0 ? say('rooms.leads', { list: list(leads) }) : staff && say('rooms.noLeads')}{' '}
          {staff && (
            <button type="button" class="button button-quiet" onClick={() => ctrl.begin(scope, null)}>
              {say('rooms.assignLeads')}
            </button>
          )}
        </p>
      </div>
      <ul class="plain rooms">
        {scope.rooms.map((room) => (
          <li key={room.id} class={`card room${room.waiting + room.needAttention > 0 ? ' room-needs' : ''}`}>
            <Room ctrl={ctrl} scope={scope} room={room} people={people} staff={staff} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Room({ ctrl, scope, room, people, staff }: ScopeProps & { room: RoomCard }) {
  const names = room.proctors.map((id) => people.nameOf(id));
  return (
    <>
      <h3>
        <a
          href={paths.room(room.id)}
          data-route
          aria-label={say('rooms.openLabel', { n: room.number, title: scope.title })}
        >
          {say('rooms.room', { n: room.number })}
        </a>
      </h3>
      <dl class="room-figures">
        <Figure n={room.sessions} words={say('rooms.sessions')} />
        <Figure n={room.running} words={say('rooms.running')} />
        <Figure n={room.waiting} words={say('rooms.waiting')} tone={room.waiting > 0 ? 'warn' : ''} />
        <Figure n={room.needAttention} words={say('rooms.attention')} tone={room.needAttention > 0 ? 'warn' : ''} />
      </dl>
      <p class="soft">
        {names.length > 0 ? `${say('rooms.proctors')}: ${list(names)}` : say('rooms.noProctors')}
        <br />
        {room.watching > 0 ? `${say('rooms.watching')}: ${number(room.watching)}` : <b>{say('rooms.nobodyWatches')}</b>}
        <br />
        {say('rooms.response')}: {room.responseP50Ms === null ? say('rooms.responseNone') : span(room.responseP50Ms)}
      </p>
      {staff && (
        <button
          type="button"
          class="button"
          aria-label={say('rooms.assignLabel', { n: room.number })}
          onClick={() => ctrl.begin(scope, room.id)}
        >
          {say('rooms.assign')}
        </button>
      )}
    </>
  );
}

function Figure({ n, words, tone = '' }: { n: number; words: string; tone?: string }) {
  return (
    <div class={`room-figure${tone && ` room-figure-${tone}`}`}>
      <dd>{number(n)}</dd>
      <dt>{words}</dt>
    </div>
  );
}

function Assign({ ctrl, assigning, people }: { ctrl: RoomsCtrl; assigning: Assigning; people: People }) {
  const { scope, room, chosen } = assigning;
  const card = scope.rooms.find((one) => one.id === room);
  // Somebody who is assigned and has lost the role since is listed as well, so that they can be taken away.
  const known = [...people.known.value.values()].filter((one) => one.isProctor || chosen.value.has(one.id));
  const others = [...chosen.value].filter((id) => !people.known.value.has(id));
  const problem = ctrl.asked.problem.value;
  const toggle = (id: string) => {
    const next = new Set(chosen.value);
    if (!next.delete(id)) next.add(id);
    chosen.value = next;
  };
  const save = async () => {
    if (await ctrl.save()) announce(say('assign.saved'));
  };
  return (
    <Dialog
      title={card ? say('assign.title', { n: card.number }) : say('assign.titleLeads')}
      onClose={() => ctrl.drop()}
      actions={
        <>
          <button type="button" class="button" onClick={() => ctrl.drop()}>
            {say('act.cancel')}
          </button>
          <button type="button" class="button button-main" aria-disabled={ctrl.asked.busy} onClick={() => void save()}>
            {say('assign.save')}
          </button>
        </>
      }
    >
      {!card && <p class="soft">{say('assign.textLeads')}</p>}
      <fieldset class="act-whom">
        <legend>{say('assign.list')}</legend>
        {known.length + others.length === 0 && <p class="soft">{say('assign.none')}</p>}
        {[...known.map((one) => one.id), ...others].map((id) => (
          <label key={id} class="tick">
            <input type="checkbox" checked={chosen.value.has(id)} onChange={() => toggle(id)} />
            {people.known.value.has(id) ? people.nameOf(id) : say('assign.unknown', { id })}
          </label>
        ))}
      </fieldset>
      {problem && (
        <Notice tone="warn" live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
    </Dialog>
  );
}

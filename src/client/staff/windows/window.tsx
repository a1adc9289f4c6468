import './windows.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { serverTime } from '../../lib/server-time';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading } from '../../lib/ui/notice';
import type { WindowView } from '../../lib/wire';
import { useLooking } from '../../lib/looking';
import { paths } from '../router';
import { say } from '../text';
import { zone } from '../zone';
import { AddSeatsPart } from './add-seats';
import { CancelDialog } from './cancel';
import { FiguresPart } from './figures';
import { canChange } from './plan';
import { PlanCtrl } from './plan-ctrl';
import { PlanForm } from './plan-form';
import { RegistrationPart } from './registration';
import { RosterPart } from './roster';
import { RosterCtrl } from './roster-ctrl';
import { SeatsCtrl } from './seats-ctrl';
import { StatusPart } from './status';
import { ZonePicker } from './when';
import { WindowCtrl } from './window-ctrl';

export function WindowPage({ id }: { id: string }) {
  const ctrl = useMemo(() => new WindowCtrl(api, serverTime, id), [id]);
  useLooking(ctrl);
  const state = ctrl.poll.state.value;
  return (
    <>
      <p>
        <a href={paths.windows} data-route>
          {say('window.back')}
        </a>
      </p>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => ctrl.poll.start()} />}
      {state.is === 'here' && <Window ctrl={ctrl} view={state.value} />}
    </>
  );
}

function Window({ ctrl, view }: { ctrl: WindowCtrl; view: WindowView }) {
  const changing = useSignal<PlanCtrl | null>(null);
  const state = ctrl.state.value ?? view.state;
  const begin = () => (changing.value = new PlanCtrl(api, serverTime, zone.peek(), view));
  const saved = (change: WindowView) => {
    ctrl.poll.put(change);
    changing.value = null;
    announce(say('plan.saved'));
  };
  return (
    <>
      <PageTitle label={view.examTitle}>{view.title}</PageTitle>
      <StatusPart ctrl={ctrl} view={view} />
      {changing.value ? (
        <section aria-labelledby="change-title">
          <h2 id="change-title">{say('plan.changeTitle')}</h2>
          <PlanForm ctrl={changing.value} exams={[]} onSaved={saved} onCancel={() => (changing.value = null)} />
        </section>
      ) : (
        <div class="window-tools">
          {canChange(state) && (
            <button type="button" class="button" onClick={begin}>
              {say('window.change')}
            </button>
          )}
          {state === 'planned' && <CancelButton ctrl={ctrl} view={view} />}
          <ZonePicker />
        </div>
      )}
      {state !== 'cancelled' && (
        <>
          <FiguresPart ctrl={ctrl} view={view} />
          <RegistrationPart url={ctrl.url} open={canChange(state)} />
          <Seats ctrl={ctrl} view={view} open={canChange(state)} />
        </>
      )}
    </>
  );
}

function CancelButton({ ctrl, view }: { ctrl: WindowCtrl; view: WindowView }) {
  const asking = useSignal(false);
  return (
    <>
      <button type="button" class="button" onClick={() => (asking.value = true)}>
        {say('window.cancel')}
      </button>
      {asking.value && <CancelDialog ctrl={ctrl} view={view} onClose={() => (asking.value = false)} />}
    </>
  );
}

function Seats({ ctrl, view, open }: { ctrl: WindowCtrl; view: WindowView; open: boolean }) {
  const roster = useMemo(() => new RosterCtrl(api, ctrl.url), [ctrl]);
  const seats = useMemo(
    () => new SeatsCtrl(api, ctrl.url, () => void Promise.all([ctrl.poll.now(), roster.refresh()])),
    [ctrl, roster],
  );
  useLooking(roster.poll);
  useEffect(() => () => seats.close(), [seats]);
  const room = view.capacity - view.figures.seats;
  return (
    <section class="part" aria-labelledby="seats-title">
      <div class="part-head">
        <h2 id="seats-title">{say('roster.title')}</h2>
        <a href={`${ctrl.url}/seats.csv`} class="button button-quiet" download>
          {say('window.export')}
        </a>
      </div>
      {open ? <AddSeatsPart ctrl={seats} room={room} /> : <p class="soft">{say('seats.closed')}</p>}
      <RosterPart roster={roster} seats={seats} open={open} />
    </section>
  );
}

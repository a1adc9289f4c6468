import { useSignal } from '@preact/signals';
import { announce } from '../../lib/announce';
import { number, t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import { Failed, Loading, Notice, Patience, wordsOf } from '../../lib/ui/notice';
import type { SeatState, SeatView } from '../../lib/wire';
import { say } from '../text';
import { inZoneShort, zone } from '../zone';
import { MOST_FOUND, type RosterCtrl } from './roster-ctrl';
import type { SeatsCtrl } from './seats-ctrl';

const TONES: Record<SeatState, string> = {
  seated: 'calm',
  prepared: 'calm',
  running: 'accent',
  submitted: 'calm',
  graded: 'calm',
  released: 'good',
  voided: 'warn',
  'released-seat': 'calm',
};

/** Who has a seat, page by page or by search, and how far each has come. */
export function RosterPart({ roster, seats, open }: { roster: RosterCtrl; seats: SeatsCtrl; open: boolean }) {
  const releasing = useSignal<SeatView | null>(null);
  const state = roster.poll.state.value;
  const search = roster.search.value;
  const release = open ? (seat: SeatView) => (releasing.value = seat) : null;
  return (
    <>
      <div class="field roster-search" role="search">
        <label for="roster-find">{say('roster.search')}</label>
        <input
          id="roster-find"
          type="search"
          autoComplete="off"
          spellcheck={false}
          aria-describedby="roster-find-hint"
          value={roster.query}
          onInput={(e) => roster.find(e.currentTarget.value)}
        />
        <p id="roster-find-hint" class="hint" role="status">
          {hintOf(search)}
        </p>
      </div>
      {search.is === 'failed' && <Failed problem={search.problem} retry={() => void roster.refresh()} />}
      {(search.is === 'looking' || search.is === 'done') && (
        <Table seats={search.found.slice(0, MOST_FOUND)} release={release} />
      )}
      {search.is === 'off' && state.is === 'loading' && <Loading lines={6} />}
      {search.is === 'off' && state.is === 'failed' && (
        <Failed problem={state.problem} retry={() => roster.poll.start()} />
      )}
      {search.is === 'off' && state.is === 'here' && (
        <>
          {state.stale && <p class="soft">{say('roster.stale')}</p>}
          {state.value.seats.length === 0 && roster.number.value === 1 ? (
            <Nobody />
          ) : (
            <Table seats={state.value.seats} release={release} />
          )}
          <Pages roster={roster} />
        </>
      )}
      {releasing.value && (
        <ReleaseDialog ctrl={seats} seat={releasing.value} onClose={() => (releasing.value = null)} />
      )}
    </>
  );
}

function hintOf(search: RosterCtrl['search']['value']): string {
  if (search.is === 'looking') return say('roster.looking', { n: search.seen });
  if (search.is !== 'done') return say('roster.searchHint');
  const n = search.found.length;
  return n > MOST_FOUND ? say('roster.foundFirst', { n, most: MOST_FOUND }) : say('roster.found', { n });
}

function Nobody() {
  return (
    <div class="card empty">
      <h3>{say('roster.none')}</h3>
      <p>{say('roster.noneText')}</p>
    </div>
  );
}

function Table({ seats, release }: { seats: SeatView[]; release: ((seat: SeatView) => void) | null }) {
  if (seats.length === 0) return null;
  const heads = ['learner', 'state', 'started', 'ended', 'points', 'time'] as const;
  return (
    <div class="card scroll" tabIndex={0} role="region" aria-label={say('roster.list')}>
      <table class="waiting roster" aria-label={say('roster.list')}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {say(`roster.${head}`)}
              </th>
            ))}
            {release && (
              <th scope="col">
                <span class="hidden">{say('roster.release')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {seats.map((seat) => (
            <Row key={seat.learnerId} seat={seat} release={release} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const nameOf = (seat: SeatView): string => seat.legalName || seat.learnerId;

function Row({ seat, release }: { seat: SeatView; release: ((seat: SeatView) => void) | null }) {
  const { points = null, maxPoints = null, passed = null } = seat;
  const name = nameOf(seat);
  return (
    <tr class={seat.state === 'released-seat' ? 'gone' : undefined}>
      <th scope="row">
        {name}
        {seat.legalName && <code class="id soft roster-id">{seat.learnerId}</code>}
      </th>
      <td>
        <span class={`badge badge-${TONES[seat.state]}`}>{say(`seat.${seat.state}`)}</span>
        {passed !== null && <span class="roster-id soft">{say(passed ? 'seat.passed' : 'seat.notPassed')}</span>}
      </td>
      <td>{time(seat.startedAt)}</td>
      <td>{time(seat.endedAt)}</td>
      <td>{points !== null && maxPoints !== null && say('roster.of', { points, max: maxPoints })}</td>
      <td>{seat.timeMultiplierPercent === 100 ? '' : say('roster.percent', { n: seat.timeMultiplierPercent })}</td>
      {release && (
        <td>
          {seat.state !== 'released-seat' && (
            <button
              type="button"
              class="button button-quiet"
              aria-label={say('roster.releaseLabel', { name })}
              onClick={() => release(seat)}
            >
              {say('roster.release')}
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

const time = (iso: string | null | undefined): string => (iso ? inZoneShort(iso, zone.value) : '');

function Pages({ roster }: { roster: RosterCtrl }) {
  const page = roster.number.value;
  if (page === 1 && !roster.hasNext) return null;
  return (
    <nav class="actions" aria-label={say('roster.title')}>
      <button type="button" class="button" disabled={page === 1} onClick={() => void roster.previous()}>
        {say('roster.previous')}
      </button>
      <span role="status">{say('roster.page', { n: number(page) })}</span>
      <button type="button" class="button" disabled={!roster.hasNext} onClick={() => void roster.next()}>
        {say('roster.next')}
      </button>
    </nav>
  );
}

const BEGUN: SeatState[] = ['running', 'submitted', 'graded', 'released'];

function ReleaseDialog({ ctrl, seat, onClose }: { ctrl: SeatsCtrl; seat: SeatView; onClose: () => void }) {
  const { busy, waiting, problem } = ctrl.asked;
  const release = async () => {
    if (!(await ctrl.release(seat.learnerId))) return;
    onClose();
    announce(say('release.done'));
  };
  return (
    <Dialog
      title={say('release.title', { name: nameOf(seat) })}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {say('release.keep')}
          </button>
          <button type="button" class="button button-main" onClick={() => void release()} disabled={busy}>
            {say('release.go')}
          </button>
        </>
      }
    >
      <p>{say(BEGUN.includes(seat.state) ? 'release.begun' : 'release.text')}</p>
      {waiting.value && <Patience problem={waiting.value} />}
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
    </Dialog>
  );
}

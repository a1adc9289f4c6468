import { useEffect } from 'preact/hooks';
import { moment, number } from '../lib/i18n';
import { PageTitle } from '../lib/ui/frame';
import { Failed, Loading } from '../lib/ui/notice';
import type { AttemptToMark } from '../lib/wire';
import type { QueueCtrl } from './queue-ctrl';
import { paths } from './router';
import { say } from './text';

/** The attempts that wait for a person. */
export function QueuePage({ queue }: { queue: QueueCtrl }) {
  useEffect(() => void queue.waiting.fetch(), []);
  const state = queue.waiting.state.value;
  return (
    <>
      <PageTitle>{say('staff.title')}</PageTitle>
      <div class="part-head">
        <h2 id="waiting">{say('staff.waiting')}</h2>
        <button type="button" class="button button-quiet" onClick={() => void queue.waiting.fetch()}>
          {say('staff.refresh')}
        </button>
      </div>
      {state.is === 'loading' && <Loading />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void queue.waiting.fetch()} />}
      {state.is === 'here' && (state.value.length ? <Waiting attempts={state.value} /> : <Nothing />)}
    </>
  );
}

function Nothing() {
  return (
    <div class="card empty">
      <h3>{say('staff.none')}</h3>
      <p>{say('staff.noneText')}</p>
    </div>
  );
}

function Waiting({ attempts }: { attempts: AttemptToMark[] }) {
  return (
    <div class="card scroll" tabIndex={0} role="region" aria-labelledby="waiting">
      <table class="waiting" aria-labelledby="waiting">
        <thead>
          <tr>
            <th scope="col">{say('staff.exam')}</th>
            <th scope="col">{say('staff.sealed')}</th>
            <th scope="col">{say('staff.pending')}</th>
            <th scope="col">
              <span class="hidden">{say('staff.open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => {
            const when = moment(attempt.sealedAt);
            return (
              <tr key={attempt.sessionId}>
                <th scope="row">{attempt.title}</th>
                <td>{when}</td>
                <td>{number(attempt.pending)}</td>
                <td>
                  <a
                    class="button"
                    href={paths.marking(attempt.sessionId)}
                    aria-label={say('staff.openLabel', { title: attempt.title, when })}
                  >
                    {say('staff.open')}
                  </a>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

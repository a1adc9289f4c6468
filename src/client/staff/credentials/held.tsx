import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { moment } from '../../lib/i18n';
import { Load } from '../../lib/load';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading } from '../../lib/ui/notice';
import type { HeldCredential, HeldCredentials } from '../../lib/wire';
import { askPrograms } from '../programs/program-ctrl';
import { paths } from '../router';
import { say } from '../text';

/** What was earned and could not be issued, and the way to the templates. */
export function CredentialsPage() {
  const held = useMemo(() => new Load(() => api.get<HeldCredentials>('/api/credentials/held')), []);
  useEffect(() => void held.fetch(), [held]);
  const state = held.state.value;
  return (
    <>
      <PageTitle>{say('credentials.title')}</PageTitle>
      <div class="part-head">
        <h2 id="held">{say('credentials.held')}</h2>
        <button type="button" class="button button-quiet" onClick={() => void held.fetch()}>
          {say('staff.refresh')}
        </button>
      </div>
      {state.is === 'loading' && <Loading />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void held.fetch()} />}
      {state.is === 'here' && (state.value.credentials.length ? <Held held={state.value.credentials} /> : <Nothing />)}
      <Templates />
    </>
  );
}

function Nothing() {
  return (
    <div class="card empty">
      <h3>{say('credentials.none')}</h3>
      <p>{say('credentials.noneText')}</p>
    </div>
  );
}

function Held({ held }: { held: HeldCredential[] }) {
  return (
    <div class="card scroll" tabIndex={0} role="region" aria-labelledby="held">
      <p>{say('credentials.heldText')}</p>
      <table aria-labelledby="held">
        <thead>
          <tr>
            <th scope="col">{say('credentials.learner')}</th>
            <th scope="col">{say('credentials.for')}</th>
            <th scope="col">{say('credentials.since')}</th>
            <th scope="col">{say('credentials.why')}</th>
          </tr>
        </thead>
        <tbody>
          {held.map((one) => (
            <tr key={one.credentialId}>
              <td>{one.learnerId}</td>
              <td>{one.title}</td>
              <td>{moment(one.heldAt)}</td>
              <td>{one.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Templates() {
  const load = useMemo(() => new Load(() => askPrograms(api)), []);
  useEffect(() => void load.fetch(), [load]);
  const state = load.state.value;
  return (
    <section class="part" aria-labelledby="templates">
      <h2 id="templates">{say('credentials.templates')}</h2>
      <p>{say('credentials.templatesText')}</p>
      {state.is === 'loading' && <Loading />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void load.fetch()} />}
      {state.is === 'here' && (
        <div class="card">
          <ul class="plain">
            {state.value.map((program) => (
              <li key={program.id}>
                <a href={paths.template(program.id)} data-route>
                  {program.title}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

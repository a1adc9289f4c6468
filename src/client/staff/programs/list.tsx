import './programs.css';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { Load } from '../../lib/load';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading } from '../../lib/ui/notice';
import { paths } from '../router';
import { say } from '../text';
import { askPrograms } from './program-ctrl';

export function ProgramsPage() {
  const load = useMemo(() => new Load(() => askPrograms(api)), []);
  useEffect(() => void load.fetch(), [load]);
  const state = load.state.value;
  return (
    <>
      <PageTitle>{say('programs.title')}</PageTitle>
      {state.is === 'loading' && <Loading lines={6} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void load.fetch()} />}
      {state.is === 'here' &&
        (state.value.length ? (
          <ul class="plain">
            {state.value.map((program) => (
              <li key={program.id} class="card program-item">
                <h2>
                  <a href={paths.program(program.id)} data-route>
                    {program.title}
                  </a>
                </h2>
                <p class="soft">{program.id}</p>
              </li>
            ))}
          </ul>
        ) : (
          <div class="card empty">
            <h2>{say('programs.none')}</h2>
            <p>{say('programs.noneText')}</p>
          </div>
        ))}
    </>
  );
}

import './programs.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { moment, t } from '../../lib/i18n';
import { useLooking } from '../../lib/looking';
import type { ProgramVersionView } from '../../lib/program-wire';
import { PageTitle } from '../../lib/ui/frame';
import { Markup } from '../../lib/ui/markup';
import { Failed, Loading, Notice, Patience, wordsOf } from '../../lib/ui/notice';
import { Requirements } from '../../lib/ui/requirement';
import { paths } from '../router';
import { say } from '../text';
import { ChangePart } from './change';
import { ProgramCtrl, type ProgramNow } from './program-ctrl';

export function ProgramPage({ id }: { id: string }) {
  const ctrl = useMemo(() => new ProgramCtrl(api, id), [id]);
  useLooking(ctrl);
  useEffect(() => () => ctrl.close(), [ctrl]);
  const state = ctrl.poll.state.value;
  return (
    <>
      <p>
        <a href={paths.programs} data-route>
          {say('programs.back')}
        </a>
      </p>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => ctrl.poll.start()} />}
      {state.is === 'here' && <Program ctrl={ctrl} now={state.value} />}
    </>
  );
}

function Program({ ctrl, now }: { ctrl: ProgramCtrl; now: ProgramNow }) {
  const { program, change } = now;
  const [newest, ...earlier] = program.versions;
  if (!newest) return null;
  const { waiting, problem } = ctrl.asked;
  return (
    <>
      <PageTitle label={program.id}>{program.title}</PageTitle>
      {program.descriptionHtml && <Markup html={program.descriptionHtml} />}
      {waiting.value && <Patience problem={waiting.value} />}
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      <ChangePart ctrl={ctrl} program={program} change={change} newest={newest.number} />
      <div class="program-versions">
        {program.proposal && <Version version={program.proposal} open />}
        <Version version={newest} open />
      </div>
      {earlier.length > 0 && (
        <section aria-labelledby="earlier-title">
          <h2 id="earlier-title">{say('programs.earlier')}</h2>
          {earlier.map((version) => (
            <Version key={version.number} version={version} />
          ))}
        </section>
      )}
    </>
  );
}

/** `open`: it is the newest in force, or proposed; else one from before, by which some may still finish. */
function Version({ version, open }: { version: ProgramVersionView; open?: boolean }) {
  const shown = useSignal(open ?? false);
  const { number: n, inForceFrom, forEverybody } = version;
  const id = `version-${n}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{say(!open ? 'programs.before' : inForceFrom ? 'programs.version' : 'programs.proposed', { n })}</h2>
      <p class="soft">
        {inForceFrom ? say('programs.since', { when: moment(inForceFrom) }) : say('programs.notInForce')}
        {forEverybody && ` ${say('programs.correction')}`}
      </p>
      {shown.value ? (
        <Requirements root={version.requirement} />
      ) : (
        <button type="button" class="button" onClick={() => (shown.value = true)}>
          {say('programs.show', { n })}
        </button>
      )}
    </section>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { t } from '../../lib/i18n';
import type { SchoolLine } from '../../lib/school-wire';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import { go, paths } from '../router';
import { say } from '../text';
import { Field } from './field';
import { isId, SchoolsCtrl } from './schools-ctrl';

export function SchoolsPage() {
  const ctrl = useMemo(() => new SchoolsCtrl(api), []);
  useEffect(() => void ctrl.load.fetch(), [ctrl]);
  const state = ctrl.load.state.value;
  return (
    <>
      <PageTitle>{say('schools.title')}</PageTitle>
      <p class="lead">{say('schools.lead')}</p>
      <AddForm ctrl={ctrl} />
      {state.is === 'loading' && <Loading lines={6} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' &&
        (state.value.length ? (
          <ul class="plain">
            {state.value.map((school) => (
              <Line key={school.id} school={school} />
            ))}
          </ul>
        ) : (
          <div class="card empty">
            <h2>{say('schools.none')}</h2>
            <p>{say('schools.noneText')}</p>
          </div>
        ))}
    </>
  );
}

function Line({ school }: { school: SchoolLine }) {
  return (
    <li class="card">
      <h2>
        <a href={paths.school(school.id)} data-route>
          {school.name}
        </a>
      </h2>
      <p class="soft">
        {say('schools.figures', { n: school.shared, agreements: school.agreements, credited: school.credited })}
      </p>
    </li>
  );
}

function AddForm({ ctrl }: { ctrl: SchoolsCtrl }) {
  const id = useSignal('');
  const name = useSignal('');
  const website = useSignal('');
  const wrong = useSignal('');
  const { busy, problem } = ctrl.asked;
  const add = async (event: Event) => {
    event.preventDefault();
    wrong.value =
      !isId(id.value.trim()) || name.value.trim() === ''
        ? say('schools.wrong')
        : ctrl.has(id.value.trim())
          ? say('schools.taken')
          : '';
    if (wrong.value) return document.getElementById('school-id')?.focus();
    if (await ctrl.add(id.value.trim(), { name: name.value, website: website.value }))
      go(paths.school(id.value.trim()));
  };
  return (
    <details class="card more">
      <summary>{say('schools.add')}</summary>
      <form class="form" onSubmit={(event) => void add(event)} noValidate aria-busy={busy}>
        <Field
          id="school-id"
          label={say('schools.id')}
          value={id}
          hint={say('schools.idHint')}
          invalid={wrong.value !== ''}
        />
        <Field id="school-name" label={say('schools.name')} value={name} />
        <Field id="school-website" label={say('schools.website')} value={website} hint={say('schools.websiteHint')} />
        {wrong.value && (
          <p class="wrong" role="alert">
            {wrong.value}
          </p>
        )}
        {problem.value && (
          <Notice tone="warn" title={t('problem.title')} live>
            <p>{wordsOf(problem.value)}</p>
          </Notice>
        )}
        <button type="submit" class="button">
          {say('schools.addGo')}
        </button>
      </form>
    </details>
  );
}

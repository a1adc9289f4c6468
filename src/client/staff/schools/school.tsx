import './schools.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import type { Asked } from '../../lib/asked';
import { day, t } from '../../lib/i18n';
import type { AgreementView, SchoolAccount } from '../../lib/school-wire';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import { paths } from '../router';
import { say } from '../text';
import { Field } from './field';
import { isId, SchoolCtrl, type SchoolNow } from './schools-ctrl';

export function SchoolPage({ id }: { id: string }) {
  const ctrl = useMemo(() => new SchoolCtrl(api, id), [id]);
  useEffect(() => void ctrl.load.fetch(), [ctrl]);
  const state = ctrl.load.state.value;
  return (
    <>
      <p>
        <a href={paths.schools} data-route>
          {say('schools.back')}
        </a>
      </p>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && (
        <>
          <PageTitle label={id}>{state.value.school.name}</PageTitle>
          <Agreements ctrl={ctrl} now={state.value} />
          <Accounts ctrl={ctrl} accounts={state.value.accounts} />
          <Shares ctrl={ctrl} now={state.value} />
          <Describe ctrl={ctrl} now={state.value} />
        </>
      )}
    </>
  );
}

/** What was asked and did not happen. */
function Trouble({ asked }: { asked: Asked }) {
  const problem = asked.problem.value;
  return (
    problem && (
      <Notice tone="warn" title={t('problem.title')} live>
        <p>{wordsOf(problem)}</p>
      </Notice>
    )
  );
}

function Agreements({ ctrl, now }: { ctrl: SchoolCtrl; now: SchoolNow }) {
  return (
    <section class="part" aria-labelledby="agreements-title">
      <h2 id="agreements-title">{say('agreements.title')}</h2>
      {now.school.agreements.length === 0 && <p>{say('agreements.none')}</p>}
      {now.school.agreements.map((of) => (
        <Agreement key={of.programId} of={of} />
      ))}
      <AgreeForm ctrl={ctrl} now={now} />
    </section>
  );
}

function Agreement({ of }: { of: AgreementView }) {
  return (
    <article class="card">
      <div class="part-head">
        <h3>{of.programTitle}</h3>
        <span class={of.inForce === null ? 'badge' : 'badge badge-good'}>
          {of.inForce === null ? say('agreements.notInForce') : say('agreements.inForce', { version: of.inForce })}
        </span>
      </div>
      <ol class="agreement-versions">
        {of.versions.map((version) => (
          <li key={version.version} value={version.version}>
            <strong>{say('agreements.terms', { points: version.creditPoints, degree: version.degree })}</strong>{' '}
            {version.validUntil
              ? say('agreements.fromUntil', { from: day(version.validFrom), until: day(version.validUntil) })
              : say('agreements.from', { from: day(version.validFrom) })}
            {version.text && <p>{version.text}</p>}
          </li>
        ))}
      </ol>
    </article>
  );
}

function AgreeForm({ ctrl, now }: { ctrl: SchoolCtrl; now: SchoolNow }) {
  const program = useSignal(now.programs[0]?.id ?? '');
  const points = useSignal('');
  const degree = useSignal('');
  const text = useSignal('');
  const from = useSignal(new Date().toISOString().slice(0, 10));
  const until = useSignal('');
  const wrong = useSignal(false);
  const agree = async (event: Event) => {
    event.preventDefault();
    const n = Number(points.value.trim().replace(',', '.'));
    wrong.value = program.value === '' || !(n > 0) || degree.value.trim() === '' || from.value === '';
    if (wrong.value) return document.getElementById('agree-points')?.focus();
    const plan = {
      creditPoints: n,
      degree: degree.value,
      text: text.value,
      validFrom: `${from.value}T00:00:00Z`,
      validUntil: until.value === '' ? null : `${until.value}T00:00:00Z`,
    };
    if (await ctrl.agree(program.value, plan)) announce(say('agreements.agreed'));
  };
  return (
    <details class="card more">
      <summary>{say('agreements.add')}</summary>
      <p>{say('agreements.addText')}</p>
      <form class="form" onSubmit={(event) => void agree(event)} noValidate aria-busy={ctrl.agreeing.busy}>
        <div class="field">
          <label for="agree-program">{say('agreements.program')}</label>
          <select
            id="agree-program"
            value={program.value}
            onChange={(event) => (program.value = event.currentTarget.value)}
          >
            {now.programs.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </div>
        <Field id="agree-points" label={say('agreements.points')} value={points} decimal invalid={wrong.value} />
        <Field id="agree-degree" label={say('agreements.degree')} value={degree} />
        <div class="field">
          <label for="agree-text">{say('agreements.text')}</label>
          <textarea
            id="agree-text"
            rows={3}
            maxLength={4000}
            value={text}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </div>
        <Field id="agree-from" label={say('agreements.validFrom')} value={from} type="date" />
        <Field
          id="agree-until"
          label={say('agreements.validUntil')}
          value={until}
          type="date"
          hint={say('agreements.untilHint')}
        />
        {wrong.value && (
          <p class="wrong" role="alert">
            {say('agreements.wrong')}
          </p>
        )}
        <Trouble asked={ctrl.agreeing} />
        <button type="submit" class="button">
          {say('agreements.go')}
        </button>
      </form>
    </details>
  );
}

function Accounts({ ctrl, accounts }: { ctrl: SchoolCtrl; accounts: SchoolAccount[] }) {
  const name = useSignal('');
  const called = useSignal('');
  const password = useSignal('');
  const wrong = useSignal(false);
  const put = async (event: Event) => {
    event.preventDefault();
    wrong.value = !isId(name.value.trim()) || called.value.trim() === '';
    if (wrong.value) return document.getElementById('account-name')?.focus();
    if (!(await ctrl.putAccount(name.value.trim(), called.value.trim(), password.value))) return;
    password.value = '';
    announce(say('accounts.saved', { name: name.value.trim() }));
  };
  return (
    <section class="part" aria-labelledby="accounts-title">
      <h2 id="accounts-title">{say('accounts.title')}</h2>
      {accounts.length === 0 ? (
        <p>{say('accounts.none')}</p>
      ) : (
        <ul class="plain">
          {accounts.map((account) => (
            <li key={account.userName} class="card part-head">
              <span>
                <strong>{account.displayName}</strong> <span class="soft">{account.userName}</span>
              </span>
              {account.closed ? (
                <span class="badge">{say('accounts.closed')}</span>
              ) : (
                <button
                  type="button"
                  class="button"
                  aria-disabled={ctrl.accounting.busy.value}
                  onClick={() => void ctrl.closeAccount(account.userName)}
                >
                  {say('accounts.close')}
                  <span class="hidden">: {account.displayName}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <details class="card more">
        <summary>{say('accounts.add')}</summary>
        <p>{say('accounts.addText')}</p>
        <form class="form" onSubmit={(event) => void put(event)} noValidate aria-busy={ctrl.accounting.busy}>
          <Field id="account-name" label={say('accounts.name')} value={name} invalid={wrong.value} />
          <Field id="account-called" label={say('accounts.called')} value={called} />
          <Field
            id="account-password"
            label={say('accounts.password')}
            value={password}
            type="password"
            hint={say('accounts.passwordHint')}
          />
          {wrong.value && (
            <p class="wrong" role="alert">
              {say('accounts.wrong')}
            </p>
          )}
          <Trouble asked={ctrl.accounting} />
          <button type="submit" class="button">
            {say('accounts.go')}
          </button>
        </form>
      </details>
    </section>
  );
}

function Shares({ ctrl, now }: { ctrl: SchoolCtrl; now: SchoolNow }) {
  const titles = new Map(now.programs.map((program) => [program.id, program.title]));
  return (
    <section class="part" aria-labelledby="shares-title">
      <h2 id="shares-title">{say('shares.title')}</h2>
      {now.shares.length === 0 ? (
        <p>{say('shares.none')}</p>
      ) : (
        <div class="card scroll" role="region" aria-labelledby="shares-title" tabIndex={0}>
          <table class="waiting">
            <thead>
              <tr>
                <th scope="col">{say('shares.learner')}</th>
                <th scope="col">{say('agreements.program')}</th>
                <th scope="col">{say('shares.since')}</th>
                <th scope="col">{say('shares.withdrawn')}</th>
                <th scope="col">{say('shares.credit')}</th>
              </tr>
            </thead>
            <tbody>
              {now.shares.map((share) => (
                <tr key={share.shareId}>
                  <th scope="row">{share.name}</th>
                  <td>{titles.get(share.programId) ?? share.programId}</td>
                  <td>{day(share.consentedAt)}</td>
                  <td>{share.withdrawnAt ? day(share.withdrawnAt) : '–'}</td>
                  <td>
                    {share.creditPoints === null
                      ? '–'
                      : say('shares.granted', { points: share.creditPoints, reference: share.creditReference ?? '' })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Trouble asked={ctrl.more} />
      {now.next !== null && (
        <button type="button" class="button" onClick={() => void ctrl.showMore()}>
          {say('shares.more')}
        </button>
      )}
    </section>
  );
}

function Describe({ ctrl, now }: { ctrl: SchoolCtrl; now: SchoolNow }) {
  const name = useSignal(now.school.name);
  const website = useSignal(now.school.website);
  const save = async (event: Event) => {
    event.preventDefault();
    if (await ctrl.describe({ name: name.value, website: website.value })) announce(say('schools.saved'));
  };
  return (
    <details class="card more">
      <summary>{say('schools.describe')}</summary>
      <form class="form" onSubmit={(event) => void save(event)} noValidate aria-busy={ctrl.describing.busy}>
        <Field id="school-name" label={say('schools.name')} value={name} />
        <Field id="school-website" label={say('schools.website')} value={website} hint={say('schools.websiteHint')} />
        <Trouble asked={ctrl.describing} />
        <button type="submit" class="button">
          {say('schools.save')}
        </button>
      </form>
    </details>
  );
}

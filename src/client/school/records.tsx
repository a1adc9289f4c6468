import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../lib/announce';
import { api } from '../lib/api';
import { day, t } from '../lib/i18n';
import type { SchoolHome, SharedRecord } from '../lib/school-wire';
import { PageTitle } from '../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../lib/ui/notice';
import { BulkPart } from './bulk';
import { everything, RecordsCtrl, type RecordFilter, type Records } from './records-ctrl';
import { paths } from './router';
import { say } from './text';

export function RecordsPage() {
  const ctrl = useMemo(() => new RecordsCtrl(api), []);
  useEffect(() => {
    void ctrl.open();
    return () => ctrl.bulk.stop();
  }, [ctrl]);
  const home = ctrl.home.state.value;
  const list = ctrl.list.state.value;
  return (
    <>
      <PageTitle label={home.is === 'here' ? home.value.school.name : undefined}>{say('records.title')}</PageTitle>
      <p class="lead">{say('records.lead')}</p>
      {home.is === 'failed' && <Failed problem={home.problem} retry={() => void ctrl.open()} />}
      {home.is === 'here' && (
        <>
          <Counts home={home.value} />
          <Find ctrl={ctrl} home={home.value} />
        </>
      )}
      {list.is === 'loading' && <Loading lines={6} />}
      {list.is === 'failed' && home.is !== 'failed' && (
        <Failed problem={list.problem} retry={() => void ctrl.list.fetch()} />
      )}
      {list.is === 'here' && (
        <div class={ctrl.list.renewing.value ? 'renewing' : undefined}>
          <Found ctrl={ctrl} found={list.value} />
        </div>
      )}
    </>
  );
}

/** What the school counts, and how much of it is shared. */
function Counts({ home }: { home: SchoolHome }) {
  return (
    <ul>
      {home.school.agreements.map((of) => {
        const agreed = of.versions.find((version) => version.version === of.inForce);
        const shares = home.shares.find((one) => one.programId === of.programId);
        return (
          <li key={of.programId}>
            {agreed
              ? say('records.counts', { title: of.programTitle, points: agreed.creditPoints, degree: agreed.degree })
              : say('records.countsNone', { title: of.programTitle })}
            {'. '}
            {say('records.shared', { n: shares?.shared ?? 0, credited: shares?.credited ?? 0 })}
          </li>
        );
      })}
    </ul>
  );
}

function Find({ ctrl, home }: { ctrl: RecordsCtrl; home: SchoolHome }) {
  const wanted = useSignal<RecordFilter>(everything);
  const set = (part: Partial<RecordFilter>) => (wanted.value = { ...wanted.value, ...part });
  const find = (event: Event) => {
    event.preventDefault();
    void ctrl.find(wanted.value);
  };
  return (
    <form class="card records-find" role="search" onSubmit={find}>
      <div class="field">
        <label for="find-text">{say('records.text')}</label>
        <input
          id="find-text"
          type="search"
          autoComplete="off"
          maxLength={100}
          value={wanted.value.text}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="find-program">{say('records.program')}</label>
        <select
          id="find-program"
          value={wanted.value.programId}
          onChange={(event) => set({ programId: event.currentTarget.value })}
        >
          <option value="">{say('records.allPrograms')}</option>
          {home.school.agreements.map((of) => (
            <option key={of.programId} value={of.programId}>
              {of.programTitle}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="find-credit">{say('records.credit')}</label>
        <select
          id="find-credit"
          value={wanted.value.credited}
          onChange={(event) => set({ credited: event.currentTarget.value as RecordFilter['credited'] })}
        >
          <option value="">{say('records.creditAny')}</option>
          <option value="true">{say('records.creditYes')}</option>
          <option value="false">{say('records.creditNo')}</option>
        </select>
      </div>
      <button type="submit" class="button">
        {say('records.find')}
      </button>
    </form>
  );
}

function Found({ ctrl, found }: { ctrl: RecordsCtrl; found: Records }) {
  const { busy, problem } = ctrl.more;
  useEffect(() => announce(say('records.found', { n: found.total })), [found.total]);
  if (found.records.length === 0)
    return (
      <section class="card empty">
        <h2>{say('records.none')}</h2>
        <p>{say('records.noneText')}</p>
      </section>
    );
  return (
    <>
      <BulkPart ctrl={ctrl.bulk} filter={found.filter} total={found.total} />
      <h2 id="records-title">{say('records.found', { n: found.total })}</h2>
      <div class="card scroll" role="region" aria-labelledby="records-title" tabIndex={0}>
        <table class="waiting">
          <thead>
            <tr>
              <th scope="col">{say('records.name')}</th>
              <th scope="col">{say('records.program')}</th>
              <th scope="col">{say('records.since')}</th>
              <th scope="col">{say('records.standing')}</th>
              <th scope="col">{say('records.credit')}</th>
            </tr>
          </thead>
          <tbody>
            {found.records.map((record) => (
              <Row key={record.shareId} record={record} />
            ))}
          </tbody>
        </table>
      </div>
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      {found.next !== null && (
        <button type="button" class="button" aria-disabled={busy.value} onClick={() => void ctrl.showMore()}>
          {say('records.more')}
        </button>
      )}
    </>
  );
}

function Row({ record }: { record: SharedRecord }) {
  const stands = record.credentials.every((one) => one.standing === 'valid');
  const { granted } = record.credit;
  return (
    <tr>
      <th scope="row">
        <a href={paths.record(record.shareId)} data-route>
          {record.name}
        </a>
      </th>
      <td>{record.programTitle}</td>
      <td>{day(record.consentedAt)}</td>
      <td>
        <span class={stands ? 'badge badge-good' : 'badge badge-warn'}>
          {say(stands ? 'records.valid' : 'records.revoked')}
        </span>
      </td>
      <td>
        {granted ? say('records.points', { points: granted.points, day: day(granted.on) }) : say('records.noCredit')}
      </td>
    </tr>
  );
}

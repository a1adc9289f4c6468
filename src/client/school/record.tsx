import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../lib/announce';
import { api } from '../lib/api';
import { day, moment, t } from '../lib/i18n';
import type { RecordCredential, SharedRecord } from '../lib/school-wire';
import { PageTitle } from '../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../lib/ui/notice';
import { RecordCtrl } from './record-ctrl';
import { paths } from './router';
import { say } from './text';

const REASONS = ['review', 'award', 'error', 'superseded'] as const;

export function RecordPage({ share }: { share: string }) {
  const ctrl = useMemo(() => new RecordCtrl(api, share), [share]);
  useEffect(() => void ctrl.load.fetch(), [ctrl]);
  const state = ctrl.load.state.value;
  return (
    <>
      <p>
        <a href={paths.records} data-route>
          {say('record.back')}
        </a>
      </p>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' &&
        (state.problem.code === 'share.withdrawn' ? (
          <Notice title={say('record.withdrawn')} live>
            <p>{say('record.withdrawnText')}</p>
          </Notice>
        ) : (
          <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />
        ))}
      {state.is === 'here' && <Record ctrl={ctrl} record={state.value} />}
    </>
  );
}

function Record({ ctrl, record }: { ctrl: RecordCtrl; record: SharedRecord }) {
  return (
    <>
      <PageTitle label={record.programTitle}>{record.name}</PageTitle>
      <p>
        {say('record.since', { moment: moment(record.consentedAt) })}{' '}
        {say('records.counts', {
          title: record.programTitle,
          points: record.agreement.creditPoints,
          degree: record.agreement.degree,
        })}
        .
      </p>
      <h2 id="credentials-title">{say('record.credentials')}</h2>
      <div class="card scroll" role="region" aria-labelledby="credentials-title" tabIndex={0}>
        <table class="waiting">
          <thead>
            <tr>
              <th scope="col">{say('record.titleOf')}</th>
              <th scope="col">{say('record.kind')}</th>
              <th scope="col">{say('record.issued')}</th>
              <th scope="col">{say('records.standing')}</th>
              <th scope="col">{say('record.documents')}</th>
            </tr>
          </thead>
          <tbody>
            {record.credentials.map((one) => (
              <Row key={one.id} ctrl={ctrl} one={one} />
            ))}
          </tbody>
        </table>
      </div>
      <CreditPart ctrl={ctrl} record={record} />
    </>
  );
}

function Row({ ctrl, one }: { ctrl: RecordCtrl; one: RecordCredential }) {
  const stands = one.standing === 'valid';
  const reason = REASONS.find((known) => known === one.revokedFor) ?? 'award';
  // Of what was revoked there is the signed document alone: its entry in the status list says so.
  const forms = !stands ? ['json'] : one.kind === 'program' ? ['pdf', 'json', 'jwt', 'clr'] : ['pdf', 'json', 'jwt'];
  return (
    <tr>
      <th scope="row">{one.title}</th>
      <td>{say(`kind.${one.kind}`)}</td>
      <td>{day(one.issuedAt)}</td>
      <td>
        <span class={stands ? 'badge badge-good' : 'badge badge-warn'}>
          {stands
            ? say('records.valid')
            : say('record.revoked', {
                day: day(one.revokedAt ?? one.issuedAt),
                reason: say(`record.reason.${reason}`),
              })}
        </span>
      </td>
      <td>
        <span class="record-files">
          {forms.map((form) => (
            <a
              key={form}
              href={ctrl.fileOf(one.id, form)}
              download
              aria-label={say('record.document', { form: form.toUpperCase(), title: one.title })}
            >
              {form.toUpperCase()}
            </a>
          ))}
        </span>
      </td>
    </tr>
  );
}

function CreditPart({ ctrl, record }: { ctrl: RecordCtrl; record: SharedRecord }) {
  const { granted, history } = record.credit;
  const points = useSignal(String(granted?.points ?? record.agreement.creditPoints));
  const on = useSignal(granted?.on ?? new Date().toISOString().slice(0, 10));
  const reference = useSignal(granted?.reference ?? '');
  const reason = useSignal('');
  const wrong = useSignal('');
  const saved = useSignal(false);
  const { busy, problem } = ctrl.asked;
  const settle = (done: boolean) => {
    saved.value = done;
    if (!done) return;
    reason.value = '';
    announce(say('credit.saved'));
  };
  const grant = async (event: Event) => {
    event.preventDefault();
    saved.value = false;
    const n = Number(points.value.trim().replace(',', '.'));
    wrong.value =
      !(n > 0) || on.value === '' || reference.value.trim() === ''
        ? say('credit.wrong')
        : granted && reason.value.trim() === ''
          ? say('credit.needsReason')
          : '';
    if (wrong.value) return;
    settle(await ctrl.grant({ points: n, on: on.value, reference: reference.value.trim() }, reason.value.trim()));
  };
  const takeBack = async () => {
    saved.value = false;
    wrong.value = reason.value.trim() === '' ? say('credit.needsReason') : '';
    if (wrong.value) document.getElementById('credit-reason')?.focus();
    else settle(await ctrl.takeBack(reason.value.trim()));
  };
  return (
    <section class="card" aria-labelledby="credit-title">
      <h2 id="credit-title">{say('credit.title')}</h2>
      <p>
        {granted
          ? say('credit.granted', { points: granted.points, day: day(granted.on), reference: granted.reference })
          : say('credit.none')}
      </p>
      <form class="form" onSubmit={(event) => void grant(event)} noValidate aria-busy={busy}>
        <div class="credit-form">
          <div class="field">
            <label for="credit-points">{say('credit.points')}</label>
            <input
              id="credit-points"
              inputMode="decimal"
              autoComplete="off"
              value={points}
              onInput={(event) => (points.value = event.currentTarget.value)}
            />
          </div>
          <div class="field">
            <label for="credit-on">{say('credit.on')}</label>
            <input id="credit-on" type="date" value={on} onInput={(event) => (on.value = event.currentTarget.value)} />
          </div>
          <div class="field">
            <label for="credit-reference">{say('credit.reference')}</label>
            <input
              id="credit-reference"
              autoComplete="off"
              maxLength={100}
              value={reference}
              onInput={(event) => (reference.value = event.currentTarget.value)}
            />
          </div>
        </div>
        {granted && (
          <div class="field">
            <label for="credit-reason">{say('credit.reason')}</label>
            <p class="hint" id="credit-reason-hint">
              {say('credit.reasonHint')}
            </p>
            <input
              id="credit-reason"
              autoComplete="off"
              maxLength={500}
              aria-describedby="credit-reason-hint"
              value={reason}
              onInput={(event) => (reason.value = event.currentTarget.value)}
            />
          </div>
        )}
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
        {saved.value && (
          <Notice tone="good">
            <p>{say('credit.saved')}</p>
          </Notice>
        )}
        <div class="actions">
          <button type="submit" class="button button-main" aria-disabled={busy.value}>
            {say(granted ? 'credit.correct' : 'credit.grant')}
          </button>
          {granted && (
            <button type="button" class="button" aria-disabled={busy.value} onClick={() => void takeBack()}>
              {say('credit.takeBack')}
            </button>
          )}
        </div>
      </form>
      {history.length > 1 && (
        <>
          <h3>{say('credit.history')}</h3>
          <ul>
            {history.map((entry) => (
              <li key={entry.at}>
                {entry.kind === 'takenBack'
                  ? say('credit.entry.takenBack', { at: moment(entry.at), reason: entry.reason })
                  : say(`credit.entry.${entry.kind}`, {
                      at: moment(entry.at),
                      points: entry.grant?.points ?? 0,
                      reference: entry.grant?.reference ?? '',
                      reason: entry.reason,
                    })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { moment, t } from '../../lib/i18n';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { PendingRequest } from '../../lib/wire-places';
import { say } from '../text';
import { RequestsCtrl, type Grant } from './requests-ctrl';

const exemptions = ['noCamera', 'noMicrophone', 'noScreen'] as const;

/** Requests for accommodations, the oldest first, to be granted or declined. */
export function RequestsPart() {
  const ctrl = useMemo(() => new RequestsCtrl(api), []);
  useEffect(() => void ctrl.load.fetch(), [ctrl]);
  const state = ctrl.load.state.value;
  return (
    <section class="part" aria-labelledby="requests-title">
      <h2 id="requests-title">{say('requests.title')}</h2>
      {ctrl.asked.problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(ctrl.asked.problem.value)}</p>
        </Notice>
      )}
      {state.is === 'loading' && <Loading lines={3} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && state.value.length === 0 && <p>{say('requests.none')}</p>}
      {state.is === 'here' &&
        state.value.map((request) => <Request key={request.requestId} ctrl={ctrl} request={request} />)}
    </section>
  );
}

function Request({ ctrl, request }: { ctrl: RequestsCtrl; request: PendingRequest }) {
  const minutes = useSignal('0');
  const percent = useSignal('125');
  const exempt = useSignal<readonly string[]>([]);
  const reason = useSignal('');
  const wrong = useSignal<'numbers' | 'reason' | null>(null);
  const id = request.requestId;
  const { busy } = ctrl.asked;
  const grant = async () => {
    const [time, breaks] = [Number(percent.value), Number(minutes.value)];
    const good = Number.isInteger(time) && time >= 100 && time <= 1000 && Number.isInteger(breaks) && breaks >= 0;
    wrong.value = good ? null : 'numbers';
    if (!good) return document.getElementById(`time-${id}`)?.focus();
    const [noCamera, noMicrophone, noScreen] = exemptions.map((one) => exempt.value.includes(one));
    const grant = { timeMultiplierPercent: time, breakMinutes: breaks, noCamera, noMicrophone, noScreen } as Grant;
    if (await ctrl.grant(request, grant)) announce(say('requests.granted'));
  };
  const decline = async () => {
    wrong.value = reason.value.trim() === '' ? 'reason' : null;
    if (wrong.value) return document.getElementById(`reason-${id}`)?.focus();
    if (await ctrl.decline(request, reason.value)) announce(say('requests.declined'));
  };
  return (
    <article class="card request" aria-labelledby={`request-${id}`}>
      <h3 id={`request-${id}`}>
        <bdi>{request.legalName || request.learnerId}</bdi>
      </h3>
      <p class="soft">
        {request.learnerId}, {moment(request.askedAt)}
      </p>
      <p class="written" dir="auto">
        {request.wish}
      </p>
      <div class="request-ways">
        <fieldset>
          <legend>{say('requests.grant')}</legend>
          <Field id={`time-${id}`} label={say('requests.time')} value={percent} numeric />
          <Field id={`breaks-${id}`} label={say('requests.breaks')} value={minutes} numeric />
          {exemptions.map((one) => (
            <label key={one} class="tick">
              <input
                type="checkbox"
                checked={exempt.value.includes(one)}
                onChange={(event) => {
                  const others = exempt.value.filter((other) => other !== one);
                  exempt.value = event.currentTarget.checked ? [...others, one] : others;
                }}
              />
              {say(`requests.${one}`)}
            </label>
          ))}
          {wrong.value === 'numbers' && (
            <p class="wrong" role="alert">
              {say('requests.numbers')}
            </p>
          )}
          <button type="button" class="button button-main" disabled={busy} onClick={() => void grant()}>
            {say('requests.grantGo')}
          </button>
        </fieldset>
        <fieldset>
          <legend>{say('requests.decline')}</legend>
          <Field id={`reason-${id}`} label={say('requests.reason')} value={reason} />
          {wrong.value === 'reason' && (
            <p class="wrong" role="alert">
              {say('requests.reasonMissing')}
            </p>
          )}
          <button type="button" class="button" disabled={busy} onClick={() => void decline()}>
            {say('requests.declineGo')}
          </button>
        </fieldset>
      </div>
    </article>
  );
}

function Field(props: { id: string; label: string; value: { value: string }; numeric?: boolean }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        class={props.numeric ? 'points' : ''}
        inputMode={props.numeric ? 'numeric' : 'text'}
        autoComplete="off"
        maxLength={2000}
        value={props.value.value}
        onInput={(event) => (props.value.value = event.currentTarget.value)}
      />
    </div>
  );
}

import './needs.css';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { moment, t } from '../../lib/i18n';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { AccommodationRequest } from '../../lib/wire-places';
import { AccommodationsCtrl } from './accommodations-ctrl';

/** Asking for more time, breaks, or another way; read when it is opened. */
export function AccommodationsPart({ changed }: { changed: () => void }) {
  const ctrl = useMemo(() => new AccommodationsCtrl(api, changed), []);
  const opened = useSignal(false);
  const open = (event: Event) => {
    if (!(event.currentTarget as HTMLDetailsElement).open || opened.value) return;
    opened.value = true;
    void ctrl.load.fetch();
  };
  const state = ctrl.load.state.value;
  return (
    <details class="card more" onToggle={open}>
      <summary>{t('accommodations.title')}</summary>
      <p>{t('accommodations.text')}</p>
      {opened.value && state.is === 'loading' && <Loading lines={2} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && <Requests ctrl={ctrl} requests={state.value.requests} />}
    </details>
  );
}

function Requests({ ctrl, requests }: { ctrl: AccommodationsCtrl; requests: AccommodationRequest[] }) {
  const { problem } = ctrl.asked;
  const pending = requests.find((request) => request.state === 'pending');
  const withdraw = async () => {
    if (pending && (await ctrl.withdraw(pending.requestId))) announce(t('accommodations.withdrawn'));
  };
  return (
    <>
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      {pending ? null : <AskForm ctrl={ctrl} />}
      {requests.length > 0 && <h3>{t('accommodations.requests')}</h3>}
      <ul class="requests">
        {requests.toReversed().map((request) => (
          <li key={request.requestId}>
            <p>
              {t('accommodations.askedAt', { when: moment(request.askedAt) })}:{' '}
              <strong>{t(`accommodations.state.${request.state}`)}</strong>
            </p>
            <p class="wish" dir="auto">
              {request.wish}
            </p>
            {request.reason && (
              <p class="soft" dir="auto">
                {request.reason}
              </p>
            )}
            {request === pending && (
              <button type="button" class="button" onClick={() => void withdraw()}>
                {t('accommodations.withdraw')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function AskForm({ ctrl }: { ctrl: AccommodationsCtrl }) {
  const wish = useSignal('');
  const missing = useSignal(false);
  const ask = async (event: Event) => {
    event.preventDefault();
    missing.value = wish.value.trim() === '';
    if (missing.value) return document.getElementById('wish')?.focus();
    if (await ctrl.ask(wish.value)) announce(t('accommodations.asked'));
  };
  return (
    <form class="form" onSubmit={(event) => void ask(event)} noValidate aria-busy={ctrl.asked.busy}>
      <div class="field">
        <label for="wish">{t('accommodations.wish')}</label>
        <textarea
          id="wish"
          rows={4}
          maxLength={4000}
          dir="auto"
          aria-invalid={missing}
          aria-describedby={missing.value ? 'wish-missing' : undefined}
          value={wish}
          onInput={(event) => (wish.value = event.currentTarget.value)}
        />
        {missing.value && (
          <p id="wish-missing" class="wrong" role="alert">
            {t('accommodations.wishMissing')}
          </p>
        )}
      </div>
      <button type="submit" class="button">
        {t('accommodations.ask')}
      </button>
    </form>
  );
}

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { t } from '../../lib/i18n';
import { useLooking } from '../../lib/looking';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import { say } from '../text';
import { draftOf, isTerms, RegistrationCtrl, termsOf, type Registration, type TermsDraft } from './registration-ctrl';
import { When } from './when';

/** How learners register for the window themselves, and its waiting list. */
export function RegistrationPart({ url, open }: { url: string; open: boolean }) {
  const ctrl = useMemo(() => new RegistrationCtrl(api, url), [url]);
  useLooking(ctrl.poll);
  const state = ctrl.poll.state.value;
  return (
    <section class="part" aria-labelledby="registration-title">
      <h2 id="registration-title">{say('registration.title')}</h2>
      {state.is === 'loading' && <Loading lines={3} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => ctrl.poll.start()} />}
      {state.is === 'here' && (
        <>
          <Terms registration={state.value} />
          {open && <Change ctrl={ctrl} registration={state.value} />}
          <Waiting registration={state.value} />
        </>
      )}
    </section>
  );
}

function Terms({ registration: { view } }: { registration: Registration }) {
  if (view.terms === null) return <p>{say('registration.none')}</p>;
  return (
    <>
      <p>
        {say('registration.free', { n: view.free })}, {say('registration.waits', { n: view.waiting })}.
      </p>
      <dl class="window-times">
        {view.terms.from && (
          <>
            <dt>{say('registration.from')}</dt>
            <dd>
              <When iso={view.terms.from} />
            </dd>
          </>
        )}
        {view.openUntil && (
          <>
            <dt>{say('registration.until')}</dt>
            <dd>
              <When iso={view.openUntil} />
            </dd>
          </>
        )}
        {view.changeUntil && (
          <>
            <dt>{say('registration.changeUntil')}</dt>
            <dd>
              <When iso={view.changeUntil} />
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Change({ ctrl, registration: { view } }: { ctrl: RegistrationCtrl; registration: Registration }) {
  const opened = useSignal(false);
  const stop = async () => {
    if (await ctrl.stop()) announce(say('registration.stopped'));
  };
  const { problem, busy } = ctrl.asked;
  return (
    <>
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      {opened.value ? (
        <Form ctrl={ctrl} draft={draftOf(view.terms)} terms={view.terms} close={() => (opened.value = false)} />
      ) : (
        <div class="actions">
          <button type="button" class="button" onClick={() => (opened.value = true)}>
            {say(view.terms ? 'registration.change' : 'registration.open')}
          </button>
          {view.terms && (
            <button type="button" class="button" disabled={busy} onClick={() => void stop()}>
              {say('registration.stop')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

function Form(props: {
  ctrl: RegistrationCtrl;
  draft: TermsDraft;
  terms: Registration['view']['terms'];
  close: () => void;
}) {
  const { ctrl, terms, close } = props;
  const draft = useSignal(props.draft);
  const wrong = useSignal<(keyof TermsDraft)[]>([]);
  const save = async (event: Event) => {
    event.preventDefault();
    const read = termsOf(draft.value, terms);
    wrong.value = isTerms(read) ? [] : read;
    if (!isTerms(read)) return document.getElementById(`terms-${read[0] ?? 'ends'}`)?.focus();
    if (!(await ctrl.save(read))) return;
    close();
    announce(say('registration.saved'));
  };
  return (
    <form class="card form" onSubmit={(event) => void save(event)} noValidate aria-busy={ctrl.asked.busy}>
      {(['ends', 'change', 'offer'] as const).map((field) => (
        <div key={field} class="field">
          <label for={`terms-${field}`}>{say(`registration.field.${field}`)}</label>
          <input
            id={`terms-${field}`}
            class="points"
            inputMode="decimal"
            autoComplete="off"
            aria-invalid={wrong.value.includes(field)}
            aria-describedby={`terms-${field}-hint`}
            value={draft.value[field]}
            onInput={(event) => (draft.value = { ...draft.value, [field]: event.currentTarget.value })}
          />
          <div id={`terms-${field}-hint`}>
            {wrong.value.includes(field) && (
              <p class="wrong" role="alert">
                {say('registration.hours')}
              </p>
            )}
            <p class="hint">{say(`registration.hint.${field}`)}</p>
          </div>
        </div>
      ))}
      <div class="actions">
        <button type="submit" class="button button-main">
          {say('registration.save')}
        </button>
        <button type="button" class="button" onClick={close}>
          {say('plan.cancel')}
        </button>
      </div>
    </form>
  );
}

function Waiting({ registration: { waiting, more } }: { registration: Registration }) {
  if (waiting.length === 0) return null;
  return (
    <>
      <h3>{say('registration.list')}</h3>
      <ol class="waiting-list">
        {waiting.map((line) => (
          <li key={line.learnerId}>
            <span>
              <bdi>{line.legalName || line.learnerId}</bdi> <span class="soft">{line.learnerId}</span>
            </span>
            <span class="soft">
              {line.offeredUntil === null ? (
                <>
                  {say('registration.since')} <When iso={line.since} />
                </>
              ) : (
                <>
                  {say('registration.kept')} <When iso={line.offeredUntil} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {more && <p class="soft">{say('registration.more')}</p>}
    </>
  );
}

import { useSignal } from '@preact/signals';
import { t } from '../../lib/i18n';
import { Notice, problemOf, wordsOf } from '../../lib/ui/notice';
import type { Problem } from '../../lib/wire';
import type { ResultCtrl } from './result-ctrl';
import { SaveUnsent } from './unsent';

/**
 * Answers that stayed behind. Above everything (`unsentOnly`) when there are some on this device; below everything the place to
 * hand in a file from another one.
 */
export function HandInPart({ ctrl, unsentOnly }: { ctrl: ResultCtrl; unsentOnly?: boolean }) {
  const problem = useSignal<Problem | null>(null);
  const working = useSignal(false);
  const attempt = async (work: () => Promise<void>) => {
    working.value = true;
    problem.value = null;
    await work().catch((error: unknown) => (problem.value = problemOf(error)));
    working.value = false;
  };
  const refused = problem.value && (
    <Notice tone="warn" title={t('problem.title')} live>
      <p>{wordsOf(problem.value)}</p>
    </Notice>
  );
  if (unsentOnly)
    return (
      <>
        <Unsent ctrl={ctrl} working={working.value} attempt={attempt} refused={refused} />
        <Taken ctrl={ctrl} />
      </>
    );
  if (!ctrl.kept.value?.handInKey && ctrl.receipt.state.value.is !== 'here') return null;
  return (
    <details class="more part">
      <summary>{t('handIn.upload')}</summary>
      <p>{t('handIn.uploadText')}</p>
      {refused}
      <FileForm ctrl={ctrl} working={working.value} attempt={attempt} />
    </details>
  );
}

type Attempt = (work: () => Promise<void>) => Promise<void>;

function Unsent(props: { ctrl: ResultCtrl; working: boolean; attempt: Attempt; refused: preact.ComponentChildren }) {
  const { ctrl } = props;
  const entries = ctrl.outbox.pending();
  const n = ctrl.outbox.answers.value;
  const key = ctrl.kept.value?.handInKey ?? null;
  if (n === 0) return null;
  return (
    <Notice tone="warn" title={t('handIn.title')}>
      <p>{t('handIn.unsent', { n })}</p>
      {props.refused}
      {key && (
        <button
          type="button"
          class="button button-main"
          disabled={props.working}
          onClick={() => void props.attempt(() => ctrl.handInNow())}
        >
          {t('handIn.now')}
        </button>
      )}
      <SaveUnsent session={ctrl.session} handInKey={key} entries={entries} ended />
    </Notice>
  );
}

function FileForm({ ctrl, working, attempt }: { ctrl: ResultCtrl; working: boolean; attempt: Attempt }) {
  const file = useSignal<File | null>(null);
  const wrong = useSignal<'notOurs' | 'otherSession' | null>(null);
  const send = (event: Event) => {
    event.preventDefault();
    void attempt(async () => {
      wrong.value = file.value ? await ctrl.handInFile(await file.value.text()) : 'notOurs';
    });
  };
  return (
    <form class="form" onSubmit={send}>
      <div class="field">
        <label for="hand-in-file">{t('handIn.choose')}</label>
        <input
          id="hand-in-file"
          type="file"
          accept="application/json,.json"
          required
          aria-describedby={wrong.value ? 'hand-in-wrong' : undefined}
          onChange={(e) => (file.value = e.currentTarget.files?.[0] ?? null)}
        />
        {wrong.value && (
          <p id="hand-in-wrong" class="wrong" role="alert">
            {t(`handIn.${wrong.value}`)}
          </p>
        )}
      </div>
      <button type="submit" class="button" disabled={working}>
        {t('handIn.send')}
      </button>
    </form>
  );
}

function Taken({ ctrl }: { ctrl: ResultCtrl }) {
  const done = ctrl.handedIn.value;
  return (
    <div role="status">
      {done && (
        <Notice tone="good">
          <p>{t('handIn.taken', { n: done.taken, already: done.alreadyThere })}</p>
        </Notice>
      )}
    </div>
  );
}

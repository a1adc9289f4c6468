import { useSignal } from '@preact/signals';
import { announce } from '../lib/announce';
import { t } from '../lib/i18n';
import { Notice, Patience, wordsOf } from '../lib/ui/notice';
import { queryOf, type BulkCtrl, type BulkProgress, type RecordFilter } from './records-ctrl';
import { paths } from './router';
import { say } from './text';

const FORMS = ['json', 'pdf', 'jwt', 'clr'] as const;

/** What is done with all records that were found. */
export function BulkPart({ ctrl, filter, total }: { ctrl: BulkCtrl; filter: RecordFilter; total: number }) {
  const form = useSignal<(typeof FORMS)[number]>('json');
  const { busy, waiting, problem } = ctrl.asked;
  const progress = ctrl.progress.value;
  const verify = async () => {
    await ctrl.verify(filter, total);
    const over = ctrl.progress.value;
    if (over?.over) announce(resultOf(over));
  };
  return (
    <section class="card records-bulk" aria-labelledby="bulk-title">
      <h2 id="bulk-title">{say('bulk.title')}</h2>
      <div class="actions">
        <button type="button" class="button button-main" aria-disabled={busy.value} onClick={() => void verify()}>
          {say('bulk.verify')}
        </button>
        <div class="field">
          <label for="bulk-form">{say('bulk.form')}</label>
          <select
            id="bulk-form"
            value={form.value}
            onChange={(event) => (form.value = event.currentTarget.value as (typeof FORMS)[number])}
          >
            {FORMS.map((one) => (
              <option key={one} value={one}>
                {say(`form.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <a class="button" href={`/api/school/records.zip${queryOf(filter, { form: form.value })}`} download>
          {say('bulk.download')}
        </a>
      </div>
      <p class="hint">{say('bulk.hint')}</p>
      {waiting.value && <Patience problem={waiting.value} />}
      {problem.value && !progress?.over && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      {progress && <Progress progress={progress} />}
      {/* Not where "Verify" is: a double click would begin and end it. */}
      {busy.value && (
        <button type="button" class="button" onClick={() => ctrl.stop()}>
          {say('bulk.stop')}
        </button>
      )}
    </section>
  );
}

function resultOf({ done, bad }: BulkProgress): string {
  return bad.length === 0 ? say('bulk.good', { n: done }) : say('bulk.bad', { n: done, bad: bad.length });
}

function Progress({ progress }: { progress: BulkProgress }) {
  const { done, total, bad, over } = progress;
  const words = say('bulk.progress', { done, total });
  return (
    <>
      <progress max={Math.max(1, total)} value={done} aria-label={words} />
      <p>{words}</p>
      {over && (
        <Notice tone={bad.length === 0 ? 'good' : 'warn'}>
          <p>{resultOf(progress)}</p>
        </Notice>
      )}
      {bad.length > 0 && (
        <ul>
          {bad.map((verdict) => (
            <li key={verdict.shareId}>
              <a href={paths.record(verdict.shareId)} data-route>
                {verdict.name}
              </a>
              <ul>
                {verdict.credentials
                  .filter((one) => !one.valid)
                  .map((one) => (
                    <li key={one.id}>{say('bulk.why', { title: one.title, reason: one.reason })}</li>
                  ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

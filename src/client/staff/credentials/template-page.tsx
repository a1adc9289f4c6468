import { useEffect, useMemo } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { api } from '../../lib/api';
import { moment } from '../../lib/i18n';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { CredentialTemplateView, TemplateDraft } from '../../lib/wire';
import { paths } from '../router';
import { say } from '../text';
import { TemplateCtrl } from './template-ctrl';

export function TemplatePage({ program }: { program: string }) {
  const ctrl = useMemo(() => new TemplateCtrl(api, program), [program]);
  useEffect(() => void ctrl.view.fetch(), [ctrl]);
  const state = ctrl.view.state.value;
  const form = ctrl.form.value;
  return (
    <>
      <p>
        <a href={paths.credentials} data-route>
          {say('credentials.back')}
        </a>
      </p>
      <PageTitle>{say('template.title', { program })}</PageTitle>
      {state.is === 'loading' && <Loading />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.view.fetch()} />}
      {state.is === 'here' && form && <Form ctrl={ctrl} form={form} view={state.value} />}
    </>
  );
}

function Form({ ctrl, form, view }: { ctrl: TemplateCtrl; form: TemplateDraft; view: CredentialTemplateView }) {
  const sample = useSignal({ name: 'Ada Lovelace', language: 'en', kind: 'program' as const });
  const submit = (event: Event) => {
    event.preventDefault();
    void ctrl.publish();
  };
  const problem = ctrl.asked.problem.value;
  return (
    <form class="card form" onSubmit={submit} aria-busy={ctrl.asked.busy}>
      <p class="soft">
        {view.version
          ? say('template.version', { n: view.version, when: moment(view.publishedAt ?? '') })
          : say('template.builtIn')}
      </p>
      <p>{say('template.lead')}</p>
      {problem && (
        <Notice tone="bad" title={say('template.refused')} live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
      {ctrl.published.value !== null && (
        <Notice tone="good" title={say('template.published', { n: ctrl.published.value })} live />
      )}
      <div class="field">
        <label for="page">{say('template.page')}</label>
        <select
          id="page"
          value={form.page}
          onChange={(event) => ctrl.change({ page: event.currentTarget.value === 'letter' ? 'letter' : 'a4' })}
        >
          <option value="a4">{say('template.a4')}</option>
          <option value="letter">{say('template.letter')}</option>
        </select>
      </div>
      <div class="field">
        <label for="accent">{say('template.accent')}</label>
        <input
          id="accent"
          type="color"
          value={form.accent}
          onInput={(event) => ctrl.change({ accent: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="seal">{say('template.seal')}</label>
        <input
          id="seal"
          value={form.seal}
          maxLength={24}
          aria-describedby="seal-hint"
          onInput={(event) => ctrl.change({ seal: event.currentTarget.value })}
        />
        <p id="seal-hint" class="hint">
          {say('template.sealHint')}
        </p>
      </div>
      {form.signatories.map((one, i) => (
        <fieldset key={i} class="field">
          <legend>{say('template.signatory', { n: i + 1 })}</legend>
          <label for={`name-${i}`}>{say('template.name')}</label>
          <input
            id={`name-${i}`}
            value={one.name}
            maxLength={120}
            onInput={(event) => ctrl.sign(i, { name: event.currentTarget.value })}
          />
          <label for={`office-${i}`}>{say('template.office')}</label>
          <input
            id={`office-${i}`}
            value={one.office}
            maxLength={120}
            onInput={(event) => ctrl.sign(i, { office: event.currentTarget.value })}
          />
        </fieldset>
      ))}
      <div class="field">
        <label for="sample">{say('template.sample')}</label>
        <input
          id="sample"
          value={sample.value.name}
          aria-describedby="sample-hint"
          onInput={(event) => (sample.value = { ...sample.value, name: event.currentTarget.value })}
        />
        <p id="sample-hint" class="hint">
          {say('template.sampleHint')}
        </p>
      </div>
      <div class="actions">
        <button type="submit" class="button button-main" disabled={ctrl.asked.busy}>
          {say('template.publish')}
        </button>
        <button type="button" class="button" disabled={ctrl.asked.busy} onClick={() => void ctrl.preview(sample.value)}>
          {say('template.preview')}
        </button>
      </div>
    </form>
  );
}

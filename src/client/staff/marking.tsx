import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { announce } from '../lib/announce';
import { api } from '../lib/api';
import { t } from '../lib/i18n';
import { PageTitle } from '../lib/ui/frame';
import { Markup } from '../lib/ui/markup';
import { Failed, Loading, Notice, wordsOf } from '../lib/ui/notice';
import type { ResponseToMark } from '../lib/wire';
import { MarkingCtrl, readPoints } from './marking-ctrl';
import { say } from './text';

export function MarkingPage({ session }: { session: string }) {
  const ctrl = useMemo(() => new MarkingCtrl(api, session), [session]);
  useEffect(() => void ctrl.open(), [ctrl]);
  const state = ctrl.view.state.value;
  const response = ctrl.current.value;
  return (
    <>
      <p>
        <a href="#/">{say('staff.back')}</a>
      </p>
      {state.is === 'loading' && <Loading lines={10} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.open()} />}
      {state.is === 'here' && (
        <>
          <PageTitle>{state.value.title}</PageTitle>
          <Responses ctrl={ctrl} />
          {response && <Response key={`${response.item}/${response.field}`} ctrl={ctrl} response={response} />}
        </>
      )}
    </>
  );
}

function Responses({ ctrl }: { ctrl: MarkingCtrl }) {
  const responses = ctrl.responses.value;
  const marked = responses.filter((response) => response.points !== null).length;
  return (
    <nav aria-label={say('staff.responses')} class="responses">
      <p class="soft">
        {marked === responses.length
          ? say('staff.allMarked')
          : say('staff.progress', { marked, total: responses.length })}
      </p>
      <ul>
        {responses.map((response, index) => (
          <li key={`${response.item}/${response.field}`}>
            <button
              type="button"
              class="button"
              aria-current={index === ctrl.index.value ? 'step' : undefined}
              onClick={() => ctrl.go(index)}
            >
              {say('staff.question', { n: response.item })}
              <span class="soft">{standingOf(response)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const standingOf = ({ points, maxPoints }: ResponseToMark): string =>
  points === null ? say('staff.unmarked') : say('staff.marked', { points, max: maxPoints });

function Response({ ctrl, response }: { ctrl: MarkingCtrl; response: ResponseToMark }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="marking">
      <div class="marking-read">
        <section class="card">
          <h2 ref={heading} tabIndex={-1}>
            {say('staff.question', { n: response.item })}
          </h2>
          <Markup html={response.stemHtml} />
          {response.promptHtml && <Markup html={response.promptHtml} />}
        </section>
        <section class="card response-text" aria-labelledby="response">
          <h3 id="response">{say('staff.response')}</h3>
          <p class="written" dir="auto">
            {response.response}
          </p>
        </section>
      </div>
      <div class="marking-write">
        <section class="card" aria-labelledby="rubric">
          <h3 id="rubric">{say('staff.rubric')}</h3>
          <Markup html={response.rubricHtml} />
        </section>
        <MarkForm ctrl={ctrl} response={response} />
      </div>
    </div>
  );
}

function MarkForm({ ctrl, response }: { ctrl: MarkingCtrl; response: ResponseToMark }) {
  const points = useSignal(response.points === null ? '' : String(response.points));
  const comment = useSignal(response.comment);
  const wrong = useSignal(false);
  const max = response.maxPoints;
  const save = async (event: Event, next: boolean) => {
    event.preventDefault();
    const read = readPoints(points.value, max);
    wrong.value = read === null;
    if (read === null) return document.getElementById('points')?.focus();
    if (!(await ctrl.mark(read, comment.value))) return;
    announce(say('staff.saved'));
    if (next && !ctrl.next()) announce(say('staff.allMarked'));
  };
  const problem = ctrl.problem.value;
  return (
    <form class="card form" onSubmit={(e) => void save(e, true)} noValidate aria-busy={ctrl.working}>
      {problem && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
      <div class="field">
        <label for="points">{say('staff.points')}</label>
        <input
          id="points"
          class="points"
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby="points-hint"
          value={points}
          onInput={(e) => (points.value = e.currentTarget.value)}
        />
        <p id="points-hint" class={wrong.value ? 'wrong' : 'hint'}>
          {say(wrong.value ? 'staff.pointsBad' : 'staff.pointsHint', { max })}
        </p>
      </div>
      <div class="field">
        <label for="comment">{say('staff.comment')}</label>
        <textarea id="comment" rows={4} value={comment} onInput={(e) => (comment.value = e.currentTarget.value)} />
      </div>
      <div class="actions">
        <button type="submit" class="button button-main">
          {say('staff.saveNext')}
        </button>
        <button type="button" class="button" onClick={(e) => void save(e, false)}>
          {say('staff.save')}
        </button>
      </div>
    </form>
  );
}

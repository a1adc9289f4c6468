import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { span, t } from '../../lib/i18n';
import { newId } from '../../lib/ids';
import { Load } from '../../lib/load';
import { PageTitle } from '../../lib/ui/frame';
import { Markup } from '../../lib/ui/markup';
import { Failed, Loading, Notice, problemOf, wordsOf } from '../../lib/ui/notice';
import type { BriefingView, Problem, SessionBegun } from '../../lib/wire';
import { go, paths } from '../router';
import { DeviceCheckPart } from './device-check';
import { ExamFacts } from './exam';

export function BriefingPage({ exam }: { exam: string }) {
  const url = `/api/exams/${encodeURIComponent(exam)}`;
  const briefing = useMemo(() => new Load(() => api.get<BriefingView>(`${url}/briefing`)), [url]);
  useEffect(() => void briefing.fetch(), [briefing]);
  const state = briefing.state.value;
  if (state.is === 'loading') return <Loading lines={12} />;
  if (state.is === 'failed') return <Failed problem={state.problem} retry={() => void briefing.fetch()} />;
  return <Briefing briefing={state.value} url={url} />;
}

function Briefing({ briefing, url }: { briefing: BriefingView; url: string }) {
  const { exam } = briefing;
  return (
    <>
      <PageTitle>{t('briefing.title', { exam: exam.title })}</PageTitle>
      <section class="part" aria-labelledby="facts-title">
        <h2 id="facts-title">{t('briefing.facts')}</h2>
        <ExamFacts exam={exam} />
        <h3>{t('briefing.navigation')}</h3>
        <p>
          {t(briefing.linear ? 'briefing.linear' : 'briefing.free')}. {t('briefing.sections', { n: briefing.sections })}
          .
        </p>
        <h3>{t('briefing.drop')}</h3>
        <p>{t('briefing.dropText')}</p>
        <ul>
          <li>
            {briefing.lostTimeCapMs > 0
              ? t('briefing.dropCredit', { span: span(briefing.lostTimeCapMs) })
              : t('briefing.dropNoCredit')}
          </li>
          {briefing.graceMs > 0 && <li>{t('briefing.grace', { span: span(briefing.graceMs) })}</li>}
          {briefing.windowCloseWins && <li>{t('briefing.windowWins')}</li>}
        </ul>
      </section>
      {briefing.instructionsHtml && (
        <section class="part" aria-labelledby="instructions-title">
          <h2 id="instructions-title">{t('briefing.instructions')}</h2>
          <Markup html={briefing.instructionsHtml} />
        </section>
      )}
      <DeviceCheckPart />
      <Begin briefing={briefing} url={url} />
    </>
  );
}

function Begin({ briefing, url }: { briefing: BriefingView; url: string }) {
  // An exam without an honour code asks for nothing to be accepted.
  const honour = briefing.honourCodeHtml !== '';
  const accepted = useSignal(!honour);
  const asked = useSignal(false);
  const working = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const commandId = useMemo(newId, []);
  const running = briefing.exam.standing === 'running' && briefing.exam.sessionId;
  const begin = async (event: Event) => {
    event.preventDefault();
    asked.value = true;
    if (!accepted.value) return document.getElementById('accept')?.focus();
    working.value = true;
    problem.value = null;
    try {
      const body = { commandId, honourCodeAccepted: true };
      const begun = await api.post<SessionBegun>(`${url}/sessions`, body, { tries: 4 });
      go(paths.session(begun.sessionId));
    } catch (error) {
      problem.value = problemOf(error);
      working.value = false;
    }
  };
  if (running)
    return (
      <a class="button button-main" href={paths.session(running)} data-route>
        {t('briefing.resume')}
      </a>
    );
  const reasons = briefing.exam.reasons;
  if (reasons.length > 0)
    return (
      <Notice title={t('exam.why')}>
        <ul>
          {reasons.map((reason) => (
            <li key={reason.code}>{wordsOf(reason)}</li>
          ))}
        </ul>
      </Notice>
    );
  const missing = asked.value && !accepted.value;
  return (
    <form class="part" onSubmit={begin} noValidate aria-busy={working}>
      {honour && (
        <>
          <h2>{t('briefing.honour')}</h2>
          <div class="card quote">
            <Markup html={briefing.honourCodeHtml} />
          </div>
          <label class="tick tick-big">
            <input
              id="accept"
              type="checkbox"
              checked={accepted}
              aria-invalid={missing}
              aria-describedby={missing ? 'accept-first' : undefined}
              onChange={(e) => (accepted.value = e.currentTarget.checked)}
            />
            {t('briefing.accept')}
          </label>
        </>
      )}
      {missing && (
        <p id="accept-first" class="wrong" role="alert">
          {t('briefing.acceptFirst')}
        </p>
      )}
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      <div class="actions">
        <button type="submit" class="button button-main">
          {t('briefing.continue')}
        </button>
        <span class="soft">{t('briefing.continueHint')}</span>
      </div>
    </form>
  );
}

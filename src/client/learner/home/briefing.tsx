import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { span, t } from '../../lib/i18n';
import { newId } from '../../lib/ids';
import { serverTime } from '../../lib/server-time';
import { PageTitle } from '../../lib/ui/frame';
import { Markup } from '../../lib/ui/markup';
import { Failed, Loading, Notice, Patience, wordsOf } from '../../lib/ui/notice';
import type { BriefingView, ExamCard } from '../../lib/wire';
import { go, paths } from '../router';
import { BriefingCtrl } from './briefing-ctrl';
import { briefings } from './briefings';
import { Countdown } from './countdown';
import { DeviceCheckPart } from './device-check';
import { ExamFacts } from './exam';
import { useWaiting } from './waiting';
import { warm } from './warm';

export function BriefingPage({ exam }: { exam: string }) {
  const ctrl = useMemo(
    () =>
      new BriefingCtrl(api, serverTime, briefings, exam, newId(), {
        warm: () => warm(null),
        minute: () => announce(t('opening.minute', { exam: titleOf(ctrl) })),
        open: () => announce(t('opening.open', { exam: titleOf(ctrl) })),
      }),
    [exam],
  );
  useWaiting(ctrl);
  const state = ctrl.briefing.state.value;
  if (state.is === 'loading') return <Loading lines={12} />;
  if (state.is === 'failed')
    return <Failed problem={state.problem} keeps={state.passing} retry={() => void ctrl.open()} />;
  return <Briefing ctrl={ctrl} briefing={state.value} />;
}

const titleOf = (ctrl: BriefingCtrl): string => ctrl.exam.value?.title ?? '';

function Briefing({ ctrl, briefing }: { ctrl: BriefingCtrl; briefing: BriefingView }) {
  const exam = ctrl.exam.value ?? briefing.exam;
  const left = ctrl.opensIn.value;
  return (
    <>
      <PageTitle>{t('briefing.title', { exam: exam.title })}</PageTitle>
      {left !== null && exam.opens !== null && <Countdown opens={exam.opens} left={left} />}
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
      <Begin ctrl={ctrl} briefing={briefing} exam={exam} />
    </>
  );
}

function Begin({ ctrl, briefing, exam }: { ctrl: BriefingCtrl; briefing: BriefingView; exam: ExamCard }) {
  // An exam without an honour code asks for nothing to be accepted.
  const honour = briefing.honourCodeHtml !== '';
  const accepted = useSignal(!honour);
  const asked = useSignal(false);
  const early = ctrl.opensIn.value !== null;
  const begin = async (event: Event) => {
    event.preventDefault();
    if (early) return announce(t('opening.early'));
    asked.value = true;
    if (!accepted.value) return document.getElementById('accept')?.focus();
    const session = await ctrl.begin();
    if (session !== null) go(paths.session(session));
  };
  if (exam.standing === 'running' && exam.sessionId)
    return (
      <a class="button button-main" href={paths.session(exam.sessionId)} data-route>
        {t('briefing.resume')}
      </a>
    );
  if (exam.reasons.length > 0 && !early)
    return (
      <Notice title={t('exam.why')}>
        <ul>
          {exam.reasons.map((reason) => (
            <li key={reason.code}>{wordsOf(reason)}</li>
          ))}
        </ul>
      </Notice>
    );
  const { waiting, problem, busy } = ctrl.asked;
  const missing = asked.value && !accepted.value;
  return (
    <form class="part" onSubmit={begin} noValidate aria-busy={busy}>
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
      {waiting.value && <Patience problem={waiting.value} />}
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      <div class="actions">
        <button type="submit" class="button button-main" aria-disabled={early} aria-describedby="begin-hint">
          {t('briefing.continue')}
        </button>
        <span id="begin-hint" class="soft">
          {t(early ? 'opening.early' : 'briefing.continueHint')}
        </span>
      </div>
    </form>
  );
}

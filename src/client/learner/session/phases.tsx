import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { countdown, span, t } from '../../lib/i18n';
import { serverTime } from '../../lib/server-time';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, Patience, wordsOf } from '../../lib/ui/notice';
import { paths } from '../router';
import type { SessionCtrl } from './ctrl';

export function SeatedPart({ ctrl }: { ctrl: SessionCtrl }) {
  const view = ctrl.paper.view.value;
  if (!view) return null;
  const start = () => {
    ctrl.proctored.value?.starting();
    void ctrl.start();
  };
  return (
    <div class="narrow">
      <PageTitle label={view.title}>{t('session.readyTitle')}</PageTitle>
      <p class="lead">{t('session.readyText')}</p>
      {view.time.limitMs > 0 && (
        <p>
          {t('exam.time')}: <strong>{span(view.time.limitMs)}</strong>
        </p>
      )}
      <Problem ctrl={ctrl} />
      <div class="actions" aria-busy={ctrl.asked.busy.value}>
        <button type="button" class="button button-main button-big" onClick={start}>
          {t(ctrl.asked.busy.value ? 'session.starting' : 'session.start')}
        </button>
      </div>
    </div>
  );
}

export function ElsewherePart({ ctrl }: { ctrl: SessionCtrl }) {
  const unsent = ctrl.outbox.answers.value;
  return (
    <div class="narrow">
      <PageTitle>{t('session.elsewhere')}</PageTitle>
      <p class="lead">{t('session.elsewhereText')}</p>
      {unsent > 0 && (
        <Notice>
          <p>{t('session.elsewhereUnsent', { n: unsent })}</p>
        </Notice>
      )}
      <Problem ctrl={ctrl} />
      <div class="actions" aria-busy={ctrl.asked.busy.value}>
        <button type="button" class="button button-main" onClick={() => void ctrl.takeOver()}>
          {t('session.takeOver')}
        </button>
        <a class="button" href={paths.home} data-route>
          {t('app.goHome')}
        </a>
      </div>
    </div>
  );
}

export function WaitingPart() {
  return (
    <div class="narrow">
      <PageTitle>{t('session.waiting')}</PageTitle>
      <p class="lead">{t('session.waitingText')}</p>
    </div>
  );
}

/** The questions are hidden: why, and for how long where that is known. */
export function PausedPart({ ctrl }: { ctrl: SessionCtrl }) {
  const hold = ctrl.timing.hold.value;
  const kind = hold?.kind === 'break' ? 'break' : hold?.kind === 'lock' ? 'lock' : 'pause';
  return (
    <div class="narrow">
      <PageTitle>{t(`held.${kind}`)}</PageTitle>
      {hold?.message && (
        <Notice tone="warn" title={t('held.says')}>
          <p class="written">{hold.message}</p>
        </Notice>
      )}
      <p class="lead">{t(`held.${kind}Text`)}</p>
      {hold?.until && <BreakLeft until={hold.until} />}
      <Problem ctrl={ctrl} />
      {hold?.kind === 'break' && (
        <div class="actions" aria-busy={ctrl.asked.busy.value}>
          <button type="button" class="button button-main" onClick={() => void ctrl.endBreak()}>
            {t('break.end')}
          </button>
        </div>
      )}
    </div>
  );
}

/** A timer is no live region: it is read when it is asked for. */
function BreakLeft({ until }: { until: string }) {
  const left = useSignal(0);
  useEffect(() => {
    const look = () => (left.value = Math.max(0, Date.parse(until) - serverTime.now()));
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <p>
      <span role="timer">{t('held.left', { span: countdown(left.value) })}</span>
    </p>
  );
}

export function OpeningPart({ ctrl }: { ctrl: SessionCtrl }) {
  return (
    <>
      <Problem ctrl={ctrl} />
      <Loading lines={8} />
    </>
  );
}

export function FailedPart({ ctrl }: { ctrl: SessionCtrl }) {
  const problem = ctrl.asked.problem.value ?? { code: 'unreachable', message: '' };
  return (
    <div class="narrow">
      <PageTitle>{t('session.failed')}</PageTitle>
      <Failed problem={problem} retry={() => void ctrl.open()} />
      <a class="button" href={paths.home} data-route>
        {t('app.goHome')}
      </a>
    </div>
  );
}

/** Why the last thing asked for has not happened yet, or did not happen. */
export function Problem({ ctrl }: { ctrl: Pick<SessionCtrl, 'asked'> }) {
  if (ctrl.asked.waiting.value) return <Patience problem={ctrl.asked.waiting.value} />;
  const problem = ctrl.asked.problem.value;
  if (!problem) return null;
  return (
    <Notice tone="warn" title={t('problem.title')} live>
      <p>{wordsOf(problem)}</p>
    </Notice>
  );
}

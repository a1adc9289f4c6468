import { percent, t } from '../../lib/i18n';
import type { ResultView } from '../../lib/wire';

/** Passed or not, and by how much; or what is still to come. */
export function OutcomePart({ result }: { result: ResultView }) {
  return (
    <section class="card outcome" aria-labelledby="outcome-title" aria-live="polite">
      {result.state === 'released' ? <Released result={result} /> : <Coming result={result} />}
    </section>
  );
}

function Coming({ result }: { result: ResultView }) {
  if (result.state === 'underReview' || result.state === 'voided')
    return (
      <>
        <h2 id="outcome-title">{t(`result.${result.state}`)}</h2>
        <p>{t(`result.${result.state}Text`)}</p>
      </>
    );
  const held = result.state === 'held';
  return (
    <>
      <h2 id="outcome-title">{t(held ? 'result.held' : 'result.grading')}</h2>
      <p>
        {held
          ? t('result.heldText')
          : result.pending > 0
            ? t('result.gradingText', { n: result.pending })
            : t('result.gradingSoon')}
      </p>
    </>
  );
}

function Released({ result }: { result: ResultView }) {
  const { passed, score, maxScore, cutScorePercent } = result;
  const share = score === null || maxScore <= 0 ? null : (score / maxScore) * 100;
  const title = passed === null ? 'result.released' : passed ? 'result.passed' : 'result.notPassed';
  return (
    <>
      <h2 id="outcome-title" class={passed ? 'outcome-title outcome-good' : 'outcome-title'}>
        {t(title)}
      </h2>
      {score !== null && share !== null && (
        <>
          <p class="outcome-score">{t('result.score', { score, max: maxScore })}</p>
          <p class="soft">{t('result.percent', { percent: percent(share), cut: percent(cutScorePercent) })}</p>
          <svg class="scale" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="scale-all" width="100" height="6" />
            <rect class="scale-score" width={Math.max(0, Math.min(100, share))} height="6" />
            <rect class="scale-cut" x={Math.max(0, Math.min(99.4, cutScorePercent - 0.3))} width="0.6" height="6" />
          </svg>
        </>
      )}
      {result.credentialId && (
        <div class="credential-links">
          <h3>{t('result.credential')}</h3>
          <p>{t('result.credentialText')}</p>
          <div class="actions">
            <a class="button button-main" href={`/api/sessions/${result.sessionId}/credential.pdf`} download>
              {t('attempt.credential')}
            </a>
            <a class="button" href={`/v/${result.credentialId}`}>
              {t('attempt.verify')}
            </a>
          </div>
        </div>
      )}
    </>
  );
}

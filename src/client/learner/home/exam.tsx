import type { ComponentChildren } from 'preact';
import { fromNow, moment, number, percent, span, t } from '../../lib/i18n';
import type { AttemptCard, ExamCard, ExamStanding } from '../../lib/wire';
import type { NeedsCtrl } from '../needs/needs-ctrl';
import { WhyPart } from '../needs/why';
import { paths } from '../router';
import { opensByItself } from './card';
import { Countdown } from './countdown';

const TONES: Record<ExamStanding, string> = {
  ready: 'good',
  running: 'accent',
  notYet: 'calm',
  closed: 'calm',
  needsRehearsal: 'warn',
  noAttemptsLeft: 'calm',
  passed: 'good',
  barred: 'warn',
  notRegistered: 'calm',
  needsEnrolment: 'warn',
  needsPrerequisite: 'warn',
  needsPayment: 'warn',
  coolingOff: 'calm',
  windowUsed: 'calm',
  nameUnconfirmed: 'warn',
  accommodationPending: 'calm',
};

/** From when on an opening is counted down; before, its date says more. */
const COUNT_FROM_MS = 24 * 3_600_000;

/** One exam: when, what, whether it can begin, and if not, why not. `now` is the server's, in milliseconds since 1970. */
export function ExamPart(props: { exam: ExamCard; course: string; now: number; needs: NeedsCtrl; name: string }) {
  const { exam, course, now, needs, name } = props;
  const id = `exam-${exam.examId}`;
  const left = opensByItself(exam) && exam.opens !== null ? Date.parse(exam.opens) - now : null;
  const counts = left !== null && left <= COUNT_FROM_MS;
  return (
    <article class="card exam" aria-labelledby={id}>
      <div class="exam-head">
        <div>
          {course && <p class="eyebrow">{course}</p>}
          <h3 id={id}>{exam.title}</h3>
        </div>
        <span class={`badge badge-${TONES[exam.standing]}`}>{t(`standing.${exam.standing}`)}</span>
      </div>
      {counts && exam.opens !== null ? (
        <Countdown opens={exam.opens} left={Math.max(0, left)} />
      ) : (
        <p class="exam-when">{whenOf(exam, new Date(now).toISOString())}</p>
      )}
      <ExamFacts exam={exam} />
      {!counts && <WhyPart exam={exam} needs={needs} name={name} />}
      <ExamAction exam={exam} />
      {exam.choosesWindow && exam.standing !== 'running' && exam.standing !== 'passed' && (
        <a class="button" href={paths.windows(exam.examId)} data-route>
          {t(exam.opens === null ? 'choices.choose' : 'choices.manage')}
          <span class="hidden">: {exam.title}</span>
        </a>
      )}
      <Attempts attempts={exam.attempts} />
    </article>
  );
}

function whenOf(exam: ExamCard, now: string): string {
  const { opens, closes } = exam;
  if (opens && Date.parse(opens) > Date.parse(now))
    return `${t('exam.opensIn', { when: moment(opens) })} (${fromNow(opens, now)})`;
  if (!opens && !closes && exam.choosesWindow) return t('choices.noDate');
  if (!closes) return t('exam.alwaysOpen');
  if (Date.parse(closes) < Date.parse(now)) return `${t('standing.closed')}: ${moment(closes)}`;
  return `${t('exam.closesIn', { when: moment(closes) })} (${fromNow(closes, now)})`;
}

function ExamAction({ exam }: { exam: ExamCard }) {
  if (exam.standing === 'running' && exam.sessionId)
    return (
      <a class="button button-main" href={paths.session(exam.sessionId)} data-route>
        {t('exam.resume')}
        <span class="hidden">: {exam.title}</span>
      </a>
    );
  if (exam.standing !== 'ready' && !opensByItself(exam)) return null;
  return (
    <a
      class={exam.standing === 'ready' ? 'button button-main' : 'button'}
      href={paths.briefing(exam.examId)}
      data-route
    >
      {t('exam.prepare')}
      <span class="hidden">: {exam.title}</span>
    </a>
  );
}

export function ExamFacts({ exam }: { exam: ExamCard }) {
  const attempts =
    exam.attemptsAllowed === null
      ? t('exam.attemptsFree', { used: exam.attemptsUsed })
      : t('exam.attemptsOf', { used: exam.attemptsUsed, allowed: exam.attemptsAllowed });
  return (
    <dl class="facts">
      <Fact name={t('exam.time')}>{exam.timeLimitMs > 0 ? span(exam.timeLimitMs) : t('exam.noLimit')}</Fact>
      <Fact name={t('exam.items')}>{number(exam.items)}</Fact>
      <Fact name={t('exam.cut')}>{percent(exam.cutScorePercent)}</Fact>
      <Fact name={t('exam.attempts')}>{attempts}</Fact>
    </dl>
  );
}

export function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={wide ? 'fact fact-wide' : 'fact'}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Attempts({ attempts }: { attempts: AttemptCard[] }) {
  const ended = attempts.filter((attempt) => attempt.state !== 'running');
  if (ended.length === 0) return null;
  return (
    <div class="attempts">
      <h4>{t('attempt.title')}</h4>
      <ul>
        {ended.map((attempt) => (
          <li key={attempt.sessionId} class="attempt">
            <span class="attempt-words">
              <strong>{t('attempt.number', { n: attempt.number })}</strong>,{' '}
              {moment(attempt.endedAt ?? attempt.begunAt)}
              <br />
              {outcomeOf(attempt)}
            </span>
            <span class="attempt-links">
              <a class="button" href={paths.result(attempt.sessionId)} data-route>
                {t('attempt.view')}
                <span class="hidden">: {t('attempt.number', { n: attempt.number })}</span>
              </a>
              {attempt.credentialId && (
                <a class="button" href={`/api/sessions/${attempt.sessionId}/credential.pdf`} download>
                  {t('attempt.credential')}
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function outcomeOf(attempt: AttemptCard): string {
  if (attempt.state !== 'released') return t(`attempt.${attempt.state}`);
  const verdict =
    attempt.passed === null ? t('attempt.released') : t(attempt.passed ? 'attempt.passed' : 'attempt.notPassed');
  if (attempt.score === null || attempt.maxScore === null) return verdict;
  return `${verdict}, ${t('attempt.score', { score: attempt.score, max: attempt.maxScore })}`;
}

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { fromNow, moment, t, timeOfDay } from '../../lib/i18n';
import { irregularityName } from '../../lib/irregularity';
import type {
  Finding,
  MyReview,
  ReviewedFlag,
  ReviewedIncident,
  ReviewRound,
  ReviewState,
} from '../../lib/review-wire';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import { MyReviewCtrl } from './review-ctrl';

/** The server takes no more. */
const LONGEST = 10_000;

/** Where the review of the session stands, told as what it is, with the place to answer and to appeal. */
export function Review({ session }: { session: string }) {
  const ctrl = useMemo(() => new MyReviewCtrl(api, session), [session]);
  useEffect(() => {
    void ctrl.open();
    return () => ctrl.close();
  }, [ctrl]);
  const state = ctrl.review.state.value;
  if (state.is === 'loading') return <Loading lines={4} />;
  if (state.is === 'failed')
    return <Failed problem={state.problem} keeps={state.passing} retry={() => void ctrl.open()} />;
  const { value: review } = state;
  // Policy cleared it: nobody had anything to say, and there is nothing to answer.
  if (review.state === 'settled' && review.finding?.kind === 'cleared' && review.reason === '') return null;
  return (
    <section class="card review" aria-labelledby="review-title">
      <h2 id="review-title">{titleOf(review)}</h2>
      <Standing review={review} />
      <Noticed review={review} />
      {review.earlier.map((round, n) => (
        <Before key={n} round={round} />
      ))}
      {review.answer !== null && <Said title={t('review.answered')} text={review.answer} />}
      {review.appeal !== null && <Said title={t('review.appealed')} text={review.appeal} />}
      {review.state === 'asked' && <Words ctrl={ctrl} what="answer" />}
      {review.state === 'found' && <Words ctrl={ctrl} what="appeal" />}
    </section>
  );
}

function titleOf({ state, finding }: MyReview): string {
  if (isFound(state)) return t('review.findingTitle', { finding: finding ? findingName(finding) : '' });
  return t(state === 'asked' ? 'review.askedTitle' : 'review.title');
}

const isFound = (state: ReviewState): boolean => state === 'found' || state === 'appealed' || state === 'settled';

function Standing({ review }: { review: MyReview }) {
  const { state, proposed, finding, reason, by, overdue } = review;
  const now = new Date().toISOString();
  const until = by === null ? null : { when: moment(by), left: fromNow(by, now) };
  return (
    <div role="status">
      {state === 'looking' && <p>{t(review.earlier.length > 0 ? 'review.lookingAgain' : 'review.looking')}</p>}
      {state === 'asked' && proposed && (
        <>
          <p>{t('review.asked')}</p>
          <Proposal title={t('review.proposed')} finding={proposed} reason={reason} />
          {until && <p class="review-clock">{t('review.answerBy', until)}</p>}
        </>
      )}
      {state === 'readyToFind' && proposed && (
        <>
          <p>{t(review.answer === null ? 'review.unanswered' : 'review.weighing')}</p>
          <Proposal title={t('review.proposed')} finding={proposed} reason={reason} />
        </>
      )}
      {finding && isFound(state) && <Proposal title={t('review.found')} finding={finding} reason={reason} />}
      {finding && !isFound(state) && <p>{t('review.stillInForce', { finding: findingName(finding) })}</p>}
      {state === 'found' && until && <p class="review-clock">{t('review.appealBy', until)}</p>}
      {state === 'appealed' && (
        <p class="review-clock">{overdue || !until ? t('review.overdue') : t('review.decideBy', until)}</p>
      )}
      {state === 'settled' && <p>{t('review.final')}</p>}
    </div>
  );
}

function Proposal({ title, finding, reason }: { title: string; finding: Finding; reason: string }) {
  return (
    <dl class="review-finding">
      <dt>{title}</dt>
      <dd>
        <strong>{findingName(finding)}</strong>
        <p class="soft">{findingText(finding)}</p>
      </dd>
      {reason && (
        <>
          <dt>{t('review.reason')}</dt>
          <dd class="written" dir="auto">
            {reason}
          </dd>
        </>
      )}
    </dl>
  );
}

function Noticed({ review: { flags, incidents } }: { review: MyReview }) {
  return (
    <>
      <h3>{t('review.noticed')}</h3>
      <p class="soft">{t('review.noticedText')}</p>
      <ul class="review-noticed">
        {flags.map((flag) => (
          <li key={`flag/${flag.number}`}>
            <FlagLine flag={flag} />
          </li>
        ))}
        {incidents.map((incident) => (
          <li key={`incident/${incident.number}`}>
            <IncidentLine incident={incident} />
          </li>
        ))}
      </ul>
    </>
  );
}

function FlagLine({ flag: { title, from, to } }: { flag: ReviewedFlag }) {
  const span = to === null ? t('review.fromOn', { from: timeOfDay(from) }) : spanOf(from, to);
  return (
    <>
      <strong>{title}</strong>
      <span class="soft">{span}</span>
    </>
  );
}

const spanOf = (from: string, to: string): string =>
  from === to ? timeOfDay(from) : t('review.fromTo', { from: timeOfDay(from), to: timeOfDay(to) });

function IncidentLine({ incident: { kind, comment, at, happenedAt } }: { incident: ReviewedIncident }) {
  return (
    <>
      <strong>{irregularityName(kind)}</strong>
      <span class="soft">
        {happenedAt && `${timeOfDay(happenedAt)}, `}
        {t('review.reportedAt', { at: timeOfDay(at) })}
      </span>
      {comment && (
        <span class="written" dir="auto">
          {comment}
        </span>
      )}
    </>
  );
}

function Said({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h3>{title}</h3>
      <p class="written review-said" dir="auto">
        {text}
      </p>
    </>
  );
}

/** What it had come to before something more turned up. */
function Before({ round: { finding, reason, answer, appeal } }: { round: ReviewRound }) {
  return (
    <details class="more">
      <summary>{t('review.before')}</summary>
      {answer !== null && <Said title={t('review.answered')} text={answer} />}
      {appeal !== null && <Said title={t('review.appealed')} text={appeal} />}
      {finding && <Proposal title={t('review.found')} finding={finding} reason={reason} />}
    </details>
  );
}

function Words({ ctrl, what }: { ctrl: MyReviewCtrl; what: 'answer' | 'appeal' }) {
  const text = useSignal('');
  const missing = useSignal(false);
  const id = `review-${what}`;
  const send = (event: Event) => {
    event.preventDefault();
    missing.value = text.value.trim() === '';
    if (missing.value) return document.getElementById(id)?.focus();
    void ctrl.say(what, text.value);
  };
  const problem = ctrl.problem.value;
  return (
    <form class="form" onSubmit={send} noValidate aria-busy={ctrl.busy}>
      {problem && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
      <div class="field">
        <label for={id}>{t(`review.${what}Label`)}</label>
        <textarea
          id={id}
          rows={6}
          maxLength={LONGEST}
          value={text}
          aria-invalid={missing}
          aria-describedby={`${id}-hint`}
          onInput={(e) => (text.value = e.currentTarget.value)}
        />
        <p id={`${id}-hint`} class={missing.value ? 'wrong' : 'hint'}>
          {t(missing.value ? 'review.wordsMissing' : `review.${what}Hint`)}
        </p>
      </div>
      <button type="submit" class="button button-main" disabled={ctrl.busy}>
        {t(`review.${what}Send`)}
      </button>
    </form>
  );
}

const findingName = (finding: Finding): string => t(`finding.${finding.kind}`);

const findingText = ({ kind, until }: Finding): string =>
  kind === 'barredUntil'
    ? t('finding.barredUntilText', { until: until ? moment(until) : '' })
    : t(`finding.${kind}Text`);

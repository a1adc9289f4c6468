import './reviews.css';
import { useSignal } from '@preact/signals';
import { Fragment, type ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { fromNow, t, timeOfDay } from '../../lib/i18n';
import { irregularityName } from '../../lib/irregularity';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { Finding, FindingKind, Judgement, Opinion, Review } from '../../lib/review-wire';
import { Accommodation, Spent } from '../../proctor/session/ledger';
import { paths } from '../router';
import { say } from '../text';
import { inZone, zone } from '../zone';
import { Replay } from './replay';
import { ReplayCtrl } from './replay-ctrl';
import { barUntil, ReviewCtrl, type Verdict } from './review-ctrl';

export function ReviewPage({ session }: { session: string }) {
  const ctrl = useMemo(() => new ReviewCtrl(api, session), [session]);
  const replay = useMemo(() => new ReplayCtrl(api, session), [session]);
  useEffect(() => void ctrl.open(), [ctrl]);
  const state = ctrl.view.state.value;
  const review = ctrl.review.value;
  return (
    <>
      <p>
        <a href={paths.reviews} data-route>
          {say('reviews.back')}
        </a>
      </p>
      {state.is === 'loading' && <Loading lines={10} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.open()} />}
      {review && (
        <>
          <Head review={review} replay={replay} nameOf={(account) => ctrl.nameOf(account)} />
          <div class="review-columns">
            <Replay ctrl={replay} nameOf={(account) => ctrl.nameOf(account)} />
            <div class="review-side">
              <Subjects ctrl={ctrl} review={review} replay={replay} />
              <Course ctrl={ctrl} review={review} />
              <Decide ctrl={ctrl} review={review} />
              <Time replay={replay} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

function Head(props: { review: Review; replay: ReplayCtrl; nameOf: (account: string) => string }) {
  const { review, replay, nameOf } = props;
  const watched = replay.watched.state.value;
  const confirmed = watched.is === 'here' ? watched.value.confirmed : null;
  const who = watched.is === 'here' ? watched.value.legalName : review.learnerId;
  const exam = watched.is === 'here' ? watched.value.examTitle : review.examId;
  return (
    <>
      <PageTitle>{say('review.title', { who, exam })}</PageTitle>
      <p class="review-state">
        <span class="badge badge-accent">
          {say(`reviews.by.${review.state === 'none' ? 'looking' : review.state}`)}
        </span>
        {review.serious && <span class="badge badge-warn">{say('reviews.serious')}</span>}
        {review.overdue && <span class="badge badge-warn">{say('reviews.overdue')}</span>}
        <span class="soft">{say('review.reviewers', { n: review.reviewers })}</span>
        {confirmed && (
          <span class="soft">
            {say('review.identityBy', { name: nameOf(confirmed.by), when: inZone(confirmed.at, zone.value) })}
          </span>
        )}
        {review.by && (
          <span>
            {say(`review.clock.${review.state === 'asked' || review.state === 'found' ? review.state : 'appealed'}`, {
              when: inZone(review.by, zone.value),
              left: fromNow(review.by, new Date().toISOString()),
            })}
          </span>
        )}
      </p>
    </>
  );
}

function Subjects({ ctrl, review, replay }: { ctrl: ReviewCtrl; review: Review; replay: ReplayCtrl }) {
  return (
    <section class="card" aria-labelledby="subjects">
      <h2 id="subjects">{say('review.subjects')}</h2>
      <ul class="plain review-subjects">
        {review.flags.map((flag) => (
          <SubjectLine
            key={`f${flag.number}`}
            ctrl={ctrl}
            review={review}
            subject={`flag/${flag.number}`}
            name={flag.title}
          >
            <button type="button" class="button button-quiet" onClick={() => replay.seek(Date.parse(flag.from))}>
              {flag.to && flag.to !== flag.from
                ? t('review.fromTo', { from: timeOfDay(flag.from), to: timeOfDay(flag.to) })
                : timeOfDay(flag.from)}
            </button>
            <span class="soft">{say('review.severity', { n: Math.round(flag.severity * 100) })}</span>
          </SubjectLine>
        ))}
        {review.incidents.map((incident) => (
          <SubjectLine
            key={`i${incident.number}`}
            ctrl={ctrl}
            review={review}
            subject={`incident/${incident.number}`}
            name={irregularityName(incident.kind)}
          >
            <button
              type="button"
              class="button button-quiet"
              onClick={() => replay.seek(Date.parse(incident.happenedAt ?? incident.at))}
            >
              {timeOfDay(incident.happenedAt ?? incident.at)}
            </button>
            <span class="soft">
              {say('review.reported', { gravity: say(`gravity.${incident.gravity}`), by: ctrl.nameOf(incident.by) })}
              {incident.happenedAt && ` ${t('review.reportedAt', { at: timeOfDay(incident.at) })}`}
            </span>
            {incident.comment && (
              <span class="written" dir="auto">
                {incident.comment}
              </span>
            )}
          </SubjectLine>
        ))}
      </ul>
    </section>
  );
}

function SubjectLine(props: {
  ctrl: ReviewCtrl;
  review: Review;
  subject: string;
  name: string;
  children: ComponentChildren;
}) {
  const { ctrl, review, subject, name } = props;
  const mine = ctrl.mine.value.get(subject);
  const others = review.opinions
    .filter((opinion) => opinion.reviewer !== ctrl.me)
    .flatMap((opinion) => opinion.judgements.filter((one) => one.subject === subject).map((one) => ({ opinion, one })));
  const set = (judgement: Judgement) => void ctrl.judge(subject, judgement);
  return (
    <li class="review-subject">
      <div class="review-subject-words">
        <strong>{name}</strong>
        {props.children}
      </div>
      {review.may.includes('judge') ? (
        <div class="review-judge" role="group" aria-label={say('review.judge', { name })}>
          {(['dismissed', 'confirmed'] as const).map((judgement) => (
            <button
              key={judgement}
              type="button"
              class="button"
              aria-pressed={mine === judgement}
              disabled={ctrl.busy}
              onClick={() => set(judgement)}
            >
              {say(`review.do.${judgement}`)}
            </button>
          ))}
        </div>
      ) : (
        mine && <span class="badge">{say(`review.${mine}`)}</span>
      )}
      {others.map(({ opinion, one }) => (
        <span key={opinion.reviewer} class="soft review-other">
          {say('review.otherJudged', { who: ctrl.nameOf(opinion.reviewer), judgement: say(`review.${one.judgement}`) })}
        </span>
      ))}
    </li>
  );
}

/** What has been said so far: opinions, the proposal, the learner's answer, the finding, the appeal. */
function Course({ ctrl, review }: { ctrl: ReviewCtrl; review: Review }) {
  const { opinions, proposed, reason, answer, finding, foundBy, appeal, kappa, state } = review;
  const concluded = opinions.filter((opinion) => opinion.proposed !== null);
  if (concluded.length === 0 && !proposed && !finding && review.earlier.length === 0) return null;
  return (
    <section class="card" aria-labelledby="course">
      <h2 id="course">{say('review.course')}</h2>
      <ol class="plain review-course">
        {review.earlier.map((round, n) => (
          <Fragment key={n}>
            {round.answer !== null && <Step title={say('review.answer')} text={round.answer} />}
            {round.appeal !== null && <Step title={say('review.appeal')} text={round.appeal} />}
            {round.finding && (
              <Step
                title={say('review.findingBefore', { who: ctrl.nameOf(round.foundBy ?? '') })}
                finding={round.finding}
                text={round.reason}
              />
            )}
          </Fragment>
        ))}
        {concluded.map((opinion) => (
          <OpinionLine key={opinion.reviewer} who={ctrl.nameOf(opinion.reviewer)} opinion={opinion} />
        ))}
        {kappa !== null && <li class="soft">{say('review.kappa', { kappa })}</li>}
        {proposed && <Step title={say('review.proposed')} finding={proposed} text={reason} />}
        {answer !== null && <Step title={say('review.answer')} text={answer} />}
        {answer === null && state === 'readyToFind' && <li>{say('review.noAnswer')}</li>}
        {finding && (state === 'found' || state === 'appealed' || state === 'settled') && (
          <Step
            title={foundBy ? say('review.findingBy', { who: ctrl.nameOf(foundBy) }) : say('review.byPolicy')}
            finding={finding}
            text={reason}
          />
        )}
        {appeal !== null && <Step title={say('review.appeal')} text={appeal} />}
      </ol>
    </section>
  );
}

/** Where the session's time went, and what its accommodation gave. */
function Time({ replay }: { replay: ReplayCtrl }) {
  const watched = replay.watched.state.value;
  return watched.is === 'here' ? (
    <section class="card" aria-labelledby="time">
      <h2 id="time">{say('review.spentTitle')}</h2>
      <Spent ledger={watched.value.ledger} />
      <Accommodation view={watched.value} />
    </section>
  ) : null;
}

function OpinionLine({ who, opinion }: { who: string; opinion: Opinion }) {
  return opinion.proposed ? (
    <Step title={say('review.opinion', { who })} finding={opinion.proposed} text={opinion.reason} />
  ) : null;
}

function Step({ title, finding, text }: { title: string; finding?: Finding; text: string }) {
  return (
    <li>
      <strong>{title}</strong>
      {finding && (
        <span class="badge badge-accent">
          {t(`finding.${finding.kind}`)}
          {finding.until && ` ${inZone(finding.until, 'UTC')} UTC`}
        </span>
      )}
      {text && (
        <p class="written" dir="auto">
          {text}
        </p>
      )}
    </li>
  );
}

function Decide({ ctrl, review }: { ctrl: ReviewCtrl; review: Review }) {
  if (review.may.includes('conclude')) return <Conclude ctrl={ctrl} />;
  if (review.may.includes('find')) return <VerdictForm ctrl={ctrl} verdict="finding" />;
  if (review.may.includes('decideAppeal')) return <VerdictForm ctrl={ctrl} verdict="appeal-decision" />;
  if (review.state === 'settled' || review.state === 'found' || review.state === 'asked') return null;
  return (
    <Notice>
      <p>{say(review.state === 'looking' ? 'review.othersLook' : 'review.othersDecide')}</p>
    </Notice>
  );
}

function Conclude({ ctrl }: { ctrl: ReviewCtrl }) {
  const left = ctrl.unjudged.value;
  if (left > 0)
    return (
      <Notice>
        <p>{say('review.unjudged', { n: left })}</p>
        {ctrl.problem.value && <p class="wrong">{wordsOf(ctrl.problem.value)}</p>}
      </Notice>
    );
  return <VerdictForm ctrl={ctrl} verdict="conclusion" />;
}

function VerdictForm({ ctrl, verdict }: { ctrl: ReviewCtrl; verdict: Verdict }) {
  const kind = useSignal<FindingKind | null>(null);
  const date = useSignal('');
  const reason = useSignal('');
  const wrong = useSignal<'kind' | 'date' | 'reason' | null>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    const until = kind.value === 'barredUntil' ? barUntil(date.value, Date.now()) : null;
    wrong.value =
      kind.value === null
        ? 'kind'
        : kind.value === 'barredUntil' && until === null
          ? 'date'
          : reason.value.trim() === ''
            ? 'reason'
            : null;
    if (wrong.value || kind.value === null) return document.getElementById(`verdict-${wrong.value}`)?.focus();
    const finding: Finding = until === null ? { kind: kind.value } : { kind: kind.value, until };
    if (await ctrl.decide(verdict, finding, reason.value)) announce(say(`review.done.${verdict}`));
  };
  const problem = ctrl.problem.value;
  return (
    <form class="card form" onSubmit={(e) => void send(e)} noValidate aria-busy={ctrl.busy} aria-labelledby="verdict">
      <h2 id="verdict">{say(`review.form.${verdict}`)}</h2>
      <p class="soft">{say(`review.formText.${verdict}`)}</p>
      {problem && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
      <fieldset class="review-kinds" aria-describedby={wrong.value === 'kind' ? 'verdict-kind-wrong' : undefined}>
        <legend>{say('review.what')}</legend>
        {ctrl.choices.value.map((choice, index) => (
          <label key={choice}>
            <input
              type="radio"
              name="verdict-kind"
              id={index === 0 ? 'verdict-kind' : undefined}
              checked={kind.value === choice}
              onChange={() => (kind.value = choice)}
            />{' '}
            {t(`finding.${choice}`)}
          </label>
        ))}
        {wrong.value === 'kind' && (
          <p id="verdict-kind-wrong" class="wrong">
            {say('review.kindMissing')}
          </p>
        )}
      </fieldset>
      {kind.value === 'barredUntil' && (
        <div class="field">
          <label for="verdict-date">{say('review.until')}</label>
          <input
            id="verdict-date"
            type="date"
            value={date}
            aria-invalid={wrong.value === 'date'}
            aria-describedby="verdict-date-hint"
            onInput={(e) => (date.value = e.currentTarget.value)}
          />
          <p id="verdict-date-hint" class={wrong.value === 'date' ? 'wrong' : 'hint'}>
            {say('review.untilHint')}
          </p>
        </div>
      )}
      <div class="field">
        <label for="verdict-reason">{say('review.reason')}</label>
        <textarea
          id="verdict-reason"
          rows={5}
          maxLength={10_000}
          value={reason}
          aria-invalid={wrong.value === 'reason'}
          aria-describedby="verdict-reason-hint"
          onInput={(e) => (reason.value = e.currentTarget.value)}
        />
        <p id="verdict-reason-hint" class={wrong.value === 'reason' ? 'wrong' : 'hint'}>
          {say('review.reasonHint')}
        </p>
      </div>
      <button type="submit" class="button button-main" disabled={ctrl.busy}>
        {say(`review.send.${verdict}`)}
      </button>
    </form>
  );
}

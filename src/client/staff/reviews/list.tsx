import './reviews.css';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { fromNow, number, t } from '../../lib/i18n';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { ReviewSummary } from '../../lib/review-wire';
import { paths } from '../router';
import { say } from '../text';
import { inZoneShort, zone } from '../zone';
import { listedBy, ReviewsCtrl, type ListedBy } from './list-ctrl';

export function ReviewsPage({ ofRooms }: { ofRooms: boolean }) {
  const ctrl = useMemo(() => new ReviewsCtrl(api, ofRooms), [ofRooms]);
  useEffect(() => void ctrl.open(), [ctrl]);
  const state = ctrl.first.state.value;
  return (
    <>
      <PageTitle>{say('reviews.title')}</PageTitle>
      <Filter ctrl={ctrl} />
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.open()} />}
      {state.is === 'here' &&
        (ctrl.reviews.value.length ? <Table ctrl={ctrl} /> : <Nothing state={ctrl.state.value} />)}
    </>
  );
}

function Filter({ ctrl }: { ctrl: ReviewsCtrl }) {
  return (
    <div class="reviews-filter">
      {ctrl.rooms.value.length > 0 && (
        <div class="field">
          <label for="reviews-room">{say('reviews.room')}</label>
          <select id="reviews-room" value={ctrl.room} onChange={(e) => void ctrl.showRoom(e.currentTarget.value)}>
            {ctrl.rooms.value.map((room) => (
              <option key={room.id} value={room.id}>
                {say('reviews.roomName', { title: room.title, n: room.number })}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="field">
        <label for="reviews-state">{say('reviews.state')}</label>
        <select
          id="reviews-state"
          value={ctrl.state}
          onChange={(e) => void ctrl.show(e.currentTarget.value as ListedBy, ctrl.exam.value)}
        >
          {listedBy.map((state) => (
            <option key={state} value={state}>
              {say(`reviews.by.${state}`)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="reviews-exam">{say('reviews.exam')}</label>
        <select
          id="reviews-exam"
          value={ctrl.exam}
          onChange={(e) => void ctrl.show(ctrl.state.value, e.currentTarget.value)}
        >
          <option value="">{say('reviews.allExams')}</option>
          {ctrl.exams.value.map((exam) => (
            <option key={exam.id} value={exam.id}>
              {exam.title}
            </option>
          ))}
        </select>
      </div>
      {ctrl.exam.value && !ctrl.ofRooms && (
        <a class="button" href={paths.flagRules(ctrl.exam.value)} data-route>
          {say('reviews.rules')}
        </a>
      )}
    </div>
  );
}

function Nothing({ state }: { state: ListedBy }) {
  return (
    <div class="card empty">
      <h2>{say(state === 'open' ? 'reviews.noneOpen' : 'reviews.none')}</h2>
      <p>{say('reviews.noneText')}</p>
    </div>
  );
}

function Table({ ctrl }: { ctrl: ReviewsCtrl }) {
  const problem = ctrl.problem.value;
  return (
    <>
      <div class="card scroll" tabIndex={0} role="region" aria-label={say('reviews.title')}>
        <table class="waiting">
          <thead>
            <tr>
              <th scope="col">{say('reviews.learner')}</th>
              <th scope="col">{say('reviews.exam')}</th>
              <th scope="col">{say('reviews.state')}</th>
              <th scope="col">{say('reviews.attention')}</th>
              <th scope="col">{say('reviews.subjects')}</th>
              <th scope="col">{say('reviews.concluded')}</th>
              <th scope="col">{say('reviews.opened')}</th>
              <th scope="col">{say('reviews.due')}</th>
            </tr>
          </thead>
          <tbody>
            {ctrl.reviews.value.map((review) => (
              <Line key={review.sessionId} review={review} />
            ))}
          </tbody>
        </table>
      </div>
      {problem && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem)}</p>
        </Notice>
      )}
      {ctrl.hasMore.value !== null && (
        <button type="button" class="button" onClick={() => void ctrl.fetchMore()}>
          {say('reviews.more')}
        </button>
      )}
    </>
  );
}

function Line({ review }: { review: ReviewSummary }) {
  const { state, attention, serious, dueAt, overdue, finding } = review;
  return (
    <tr>
      <th scope="row">
        <a href={paths.review(review.sessionId)} data-route>
          {review.legalName || review.learnerId}
        </a>
      </th>
      <td>{review.examTitle}</td>
      <td>
        {say(`reviews.by.${state}`)}
        {finding && state !== 'clearedByPolicy' && <span class="soft reviews-under">{t(`finding.${finding}`)}</span>}
      </td>
      <td>
        <span class="reviews-attention">
          <meter min={0} max={1} value={attention} aria-hidden="true" />
          {number(Math.round(attention * 100))}
        </span>
        {serious && <span class="badge badge-warn">{say('reviews.serious')}</span>}
      </td>
      <td>{number(review.subjects)}</td>
      <td>{number(review.concluded)}</td>
      <td>{inZoneShort(review.openedAt, zone.value)}</td>
      <td>
        {dueAt && inZoneShort(dueAt, zone.value)}
        {overdue && <span class="badge badge-warn">{say('reviews.overdue')}</span>}
        {dueAt && !overdue && <span class="soft reviews-under">{fromNow(dueAt, new Date().toISOString())}</span>}
      </td>
    </tr>
  );
}

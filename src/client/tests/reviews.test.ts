import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MyReview, NamedReview, ReplayEntry, Review, ReviewSummary } from '../lib/review-wire';
import { MyReviewCtrl } from '../learner/result/review-ctrl';
import { staffRouteOf } from '../staff/router';
import { ReviewsCtrl } from '../staff/reviews/list-ctrl';
import { wordsOf } from '../proctor/entry-words';
import { filmAt, ReplayCtrl, sceneAt, stillAt } from '../staff/reviews/replay-ctrl';
import { barUntil, ReviewCtrl } from '../staff/reviews/review-ctrl';
import { Desk, no, ok } from './fake/desk';
import { ids, kept, myReview, review, reviewLine, reviewedPaper, watchedSession } from './fake/review-samples';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

let desk: Desk;
beforeEach(() => void (desk = new Desk()));

const ROOT = `/api/reviews/${ids.review}`;

describe('the list of reviews', () => {
  const list = (...reviews: ReviewSummary[]) => ok({ reviews, next: null });
  const OPEN = '/api/reviews?state=open&limit=100';

  test('puts first what is overdue, then what only people can move on', async () => {
    desk.on(
      OPEN,
      list(
        reviewLine('a', { state: 'asked', attention: 1 }),
        reviewLine('b', { state: 'looking', attention: 0.4 }),
        reviewLine('c', { state: 'looking', attention: 0.9 }),
        reviewLine('d', { state: 'looking', serious: true, attention: 0.3 }),
        reviewLine('e', { state: 'readyToFind' }),
        reviewLine('f', { state: 'appealed', overdue: true }),
      ),
    );
    const ctrl = new ReviewsCtrl(desk.api);
    await ctrl.open();
    expect(ctrl.reviews.value.map((one) => one.sessionId).join('')).toBe('fedcba');
  });

  test('goes on page by page, and begins anew with another filter', async () => {
    desk.on(OPEN, ok({ reviews: [reviewLine('a')], next: 'a' }));
    desk.on(`${OPEN}&after=a`, no(500, 'service.fault'), ok({ reviews: [reviewLine('b')], next: null }));
    desk.on('/api/reviews?state=settled&limit=100&exam=x', list(reviewLine('c')));
    const ctrl = new ReviewsCtrl(desk.api);
    await ctrl.open();
    const failing = ctrl.fetchMore();
    await pass(30_000);
    await failing;
    expect(ctrl.reviews.value).toHaveLength(ctrl.problem.value ? 1 : 2);
    if (ctrl.problem.value) await ctrl.fetchMore();
    expect(ctrl.reviews.value.map((one) => one.sessionId)).toEqual(['a', 'b']);
    expect(ctrl.hasMore.value).toBeNull();
    await ctrl.show('settled', 'x');
    expect(ctrl.reviews.value.map((one) => one.sessionId)).toEqual(['c']);
    expect(ctrl.exams.value).toEqual([{ id: 'x', title: 'Exam x' }]);
  });
});

describe('the reviews of a proctor', () => {
  test('are those of one of their rooms at a time', async () => {
    desk.on(
      '/api/rooms',
      ok({
        rooms: [
          {
            title: 'May',
            rooms: [
              { id: 'w~may~1', number: 1 },
              { id: 'w~may~3', number: 3 },
            ],
          },
        ],
      }),
    );
    desk.on('/api/reviews?state=open&limit=100&room=w%7Emay%7E1', ok({ reviews: [reviewLine('a')], next: null }));
    desk.on('/api/reviews?state=open&limit=100&room=w%7Emay%7E3', ok({ reviews: [reviewLine('b')], next: null }));
    const ctrl = new ReviewsCtrl(desk.api, true);
    await ctrl.open();
    expect(ctrl.reviews.value.map((one) => one.sessionId)).toEqual(['a']);
    await ctrl.showRoom('w~may~3');
    expect(ctrl.reviews.value.map((one) => one.sessionId)).toEqual(['b']);
    expect(desk.count('/api/rooms')).toBe(1);
  });

  test('are none where they have no room, and nothing is asked for', async () => {
    desk.on('/api/rooms', ok({ rooms: [] }));
    const ctrl = new ReviewsCtrl(desk.api, true);
    await ctrl.open();
    expect([ctrl.reviews.value, ctrl.first.state.value.is]).toEqual([[], 'here']);
  });
});

describe('one review', () => {
  const named = (more: Partial<Review> = {}): NamedReview => ({ review: review(more), me: 'u1', names: { u2: 'Bo' } });
  const open = async (more: Partial<Review> = {}) => {
    desk.on(ROOT, ok(named(more)));
    const ctrl = new ReviewCtrl(desk.api, ids.review);
    await ctrl.open();
    return ctrl;
  };
  const opinion = (...judgements: ['flag/1' | 'incident/1', 'dismissed' | 'confirmed'][]) => ({
    reviewer: 'u1',
    judgements: judgements.map(([subject, judgement]) => ({ subject, judgement })),
    proposed: null,
    reason: '',
  });

  test('is concluded when everything is judged, and against nobody whom nothing was confirmed of', async () => {
    const ctrl = await open();
    expect(ctrl.unjudged.value).toBe(2);
    desk.on(
      `POST ${ROOT}/judgements`,
      ok(named({ opinions: [opinion(['flag/1', 'dismissed'], ['incident/1', 'dismissed'])] })),
    );
    expect(await ctrl.judge('flag/1', 'dismissed')).toBe(true);
    expect(desk.calls.at(-1)?.body).toMatchObject({ subject: 'flag/1', judgement: 'dismissed' });
    expect(ctrl.unjudged.value).toBe(0);
    expect(ctrl.choices.value).toEqual(['cleared']);
  });

  test('offers every finding once something is confirmed, and no harsher one than was proposed', async () => {
    const all = await open({ opinions: [opinion(['flag/1', 'confirmed'])] });
    expect(all.choices.value).toEqual(['cleared', 'warning', 'scoreVoided', 'barredUntil']);
    const found = await open({ may: ['find'], state: 'readyToFind', proposed: { kind: 'scoreVoided' } });
    expect(found.choices.value).toEqual(['cleared', 'warning', 'scoreVoided']);
    const appealed = await open({ may: ['decideAppeal'], state: 'appealed', finding: { kind: 'warning' } });
    expect(appealed.choices.value).toEqual(['cleared', 'warning']);
  });

  test('says why the server refused, and keeps what was there', async () => {
    const ctrl = await open();
    desk.on(
      `POST ${ROOT}/conclusion`,
      no(409, 'review.concluded', { problems: [{ code: 'review.concluded', message: 'No.' }] }),
    );
    expect(await ctrl.decide('conclusion', { kind: 'cleared' }, 'Nothing')).toBe(false);
    expect(ctrl.problem.value?.code).toBe('review.concluded');
    expect(ctrl.review.value?.state).toBe('looking');
  });

  test('calls people by name, and accounts that are gone by their account', async () => {
    const ctrl = await open();
    expect([ctrl.nameOf('u2'), ctrl.nameOf('u3')]).toEqual(['Bo', 'u3']);
  });

  test('bars until the beginning of a day that is to come', () => {
    const now = Date.parse('2026-11-24T09:00:00Z');
    expect(barUntil('2027-05-01', now)).toBe('2027-05-01T00:00:00.000Z');
    expect([barUntil('2026-11-24', now), barUntil('soon', now), barUntil('', now)]).toEqual([null, null, null]);
  });
});

describe('a session played again', () => {
  let ctrl: ReplayCtrl;
  const WATCH = `${ROOT}/watch`;
  beforeEach(async () => {
    desk.on(WATCH, ok(watchedSession()));
    desk.on(`/api/sessions/${ids.review}/evidence`, ok(kept()));
    desk.on(`${ROOT}/paper`, ok(reviewedPaper()));
    ctrl = new ReplayCtrl(desk.api, ids.review);
    await ctrl.open();
  });
  afterEach(() => ctrl.close());

  test('begins where the session began and plays faster than life', async () => {
    const { from, to } = ctrl.span.value;
    expect(ctrl.at.value).toBe(from);
    ctrl.run(60);
    ctrl.play();
    await pass(2000);
    expect(ctrl.at.value - from).toBeCloseTo(120_000, -4);
    ctrl.pause();
    const paused = ctrl.at.value;
    await pass(2000);
    expect(ctrl.at.value).toBe(paused);
    ctrl.run(300);
    ctrl.play();
    await pass(60_000);
    expect([ctrl.at.value, ctrl.playing.value]).toEqual([to, false]);
  });

  test('steps from one thing that is shown to the next, and past what is not', () => {
    ctrl.toggle('signals');
    ctrl.step(1);
    expect(ctrl.visible.value[ctrl.current.value]?.kind).toBe('shown');
    ctrl.step(1);
    expect(ctrl.visible.value[ctrl.current.value]?.kind).toBe('answer');
    ctrl.step(-1);
    expect(ctrl.visible.value[ctrl.current.value]?.kind).toBe('shown');
  });

  test('ends with the session, however late something was done about it', async () => {
    const late = watchedSession();
    const weeks = { ...late.timeline[0]!, at: '2026-12-20T09:00:00Z', kind: 'incident', what: 'learnerBehaviour' };
    desk.on(WATCH, ok({ ...late, timeline: [...late.timeline, weeks] }));
    await ctrl.open();
    ctrl.seek(Date.parse(weeks.at));
    expect(ctrl.at.value).toBe(Date.parse('2026-11-24T09:20:00Z'));
    expect(ctrl.visible.value[ctrl.current.value]?.kind).toBe('incident');
  });

  test('never leaves the session', () => {
    ctrl.seek(0);
    expect(ctrl.at.value).toBe(ctrl.span.value.from);
    ctrl.seek(Number.MAX_SAFE_INTEGER);
    expect(ctrl.at.value).toBe(ctrl.span.value.to);
  });

  test('shows what stood at a moment: the question, the answers, what lasted', () => {
    const entries: ReplayEntry[] = ctrl.entries.value;
    const at = (time: string) => sceneAt(entries, Date.parse(`2026-11-24T${time}Z`));
    expect(at('09:00:30')).toMatchObject({ item: 1, lasting: [], answers: [] });
    expect(at('09:02:05')).toMatchObject({
      item: 2,
      lasting: ['page-hidden'],
      answers: [{ item: 1, at: '2026-11-24T09:01:00Z' }],
    });
    expect(at('09:05:00').answers).toMatchObject([{ item: 1, at: '2026-11-24T09:04:00Z' }]);
    expect(at('09:05:00').lasting).toEqual([]);
  });

  test('shows the question on the screen as it was answered by then', () => {
    const then = (time: string) => {
      ctrl.seek(Date.parse(`2026-11-24T${time}Z`));
      const { item, values } = ctrl.onScreen.value ?? {};
      return [item?.number, values?.get('f1')?.choices?.[0]];
    };
    expect(then('09:00:00')).toEqual([undefined, undefined]);
    expect(then('09:00:30')).toEqual([1, undefined]);
    expect(then('09:01:10')).toEqual([1, 'b']);
    expect(then('09:02:00')).toEqual([2, undefined]);
    expect(then('09:05:00')).toEqual([1, 'a']);
  });

  test('says in words what happened, as the console does', () => {
    const words = (kind: string, what: string, text = '') =>
      wordsOf({ at: '', kind, what, by: '', text, item: null, amount: null });
    expect(words('consent', 'given', 'camera')).toEqual({ what: 'Given', said: 'camera' });
    expect(words('signal', 'page-hidden.ended')).toEqual({ what: 'Page out of sight: over', said: '' });
    expect(words('act', 'askIdentity', 'identity')).toEqual({ what: 'Ask for identity again', said: 'Identity' });
    expect(words('flag', 'page-hidden', 'The page was out of sight')).toMatchObject({ what: '' });
    expect(words('state', 'somethingNew').what).toBe('somethingNew');
    expect(words('flag', 'page-hidden.excused', 'clockJump').said).toBe('the device slept');
    expect(words('evidence', 'viewed', 'live camera sound')).toEqual({
      what: 'Looked at',
      said: 'live (Camera and Sound)',
    });
    expect(words('evidence', 'viewed', 'stills').said).toBe('stills');
  });
});

describe('pictures beside a moment', () => {
  const at = (time: string) => Date.parse(`2026-11-24T${time}Z`);

  test('are the last ones taken by then, and none from long ago', () => {
    expect(stillAt(kept(), 'camera', at('09:00:05'))).toBeNull();
    expect(stillAt(kept(), 'camera', at('09:00:15'))?.id).toBe('c1');
    expect(stillAt(kept(), 'camera', at('09:00:25'))?.id).toBe('c2');
    expect(stillAt(kept(), 'screen', at('09:00:25'))).toBeNull();
    expect(stillAt(kept(), 'camera', at('09:10:00'))).toBeNull();
  });

  test('give way to the film that runs then', () => {
    expect(filmAt(kept(), 'screen', at('09:02:00'))?.part).toBe(1);
    expect(filmAt(kept(), 'screen', at('09:06:00'))).toBeNull();
    expect(filmAt(kept(), 'screen', at('09:08:00'))?.part).toBe(2);
    expect(filmAt(kept(), 'camera', at('09:02:00'))).toBeNull();
  });
});

describe('a learner’s own review', () => {
  const MINE = `/api/sessions/${ids.review}/review`;
  const open = async (more: Partial<MyReview> = {}) => {
    desk.on(MINE, ok(myReview(more)));
    const ctrl = new MyReviewCtrl(desk.api, ids.review);
    await ctrl.open();
    return ctrl;
  };

  test('takes the answer once it is stored', async () => {
    const ctrl = await open();
    desk.on(`POST ${MINE}/answer`, ok(myReview({ state: 'readyToFind', answer: 'Tea.' })));
    expect(await ctrl.say('answer', 'Tea.')).toBe(true);
    expect(ctrl.review.state.value).toMatchObject({ is: 'here', value: { answer: 'Tea.' } });
  });

  test('repeats under one command id while the server is busy', async () => {
    const ctrl = await open();
    desk.on(`POST ${MINE}/answer`, no(503, 'service.busy'), ok(myReview({ answer: 'Tea.' })));
    const saying = ctrl.say('answer', 'Tea.');
    await pass(20_000);
    expect(await saying).toBe(true);
    const sent = desk.calls
      .filter((call) => call.method === 'POST')
      .map((call) => (call.body as { commandId: string }).commandId);
    expect([sent.length, new Set(sent).size]).toEqual([2, 1]);
  });

  test('that came too late says so and shows where the review stands now', async () => {
    const ctrl = await open();
    desk.on(`POST ${MINE}/answer`, no(409, 'review.too-late'));
    desk.on(MINE, ok(myReview({ state: 'readyToFind', by: null })));
    expect(await ctrl.say('answer', 'Tea.')).toBe(false);
    await settle();
    expect(ctrl.problem.value?.code).toBe('review.too-late');
    expect(ctrl.review.state.value).toMatchObject({ is: 'here', value: { state: 'readyToFind' } });
  });
});

test('reviews have addresses of their own', () => {
  expect(staffRouteOf('/staff/reviews', '')).toEqual({ page: 'reviews' });
  expect(staffRouteOf(`/staff/reviews/${ids.review.toUpperCase()}`, '')).toEqual({
    page: 'review',
    session: ids.review,
  });
  expect(staffRouteOf('/staff/flag-rules/ctl-1', '')).toEqual({ page: 'flagRules', exam: 'ctl-1' });
});

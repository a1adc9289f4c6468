import { beforeEach, describe, expect, test } from 'vitest';
import { Api } from '../lib/api';
import { CeremonyCtrl, type CeremonyEntry } from '../staff/ceremony/ceremony-ctrl';
import { LearnerCtrl } from '../staff/learner/learner-ctrl';
import { staffRouteOf } from '../staff/router';
import { useFakeTime } from './rig';

useFakeTime();

const NOW = Date.parse('2020-06-01T12:00:00Z');
let asked: URL[];
let answers: (url: URL) => unknown;
let api: Api;
beforeEach(() => {
  asked = [];
  api = new Api(
    async (path) => {
      const url = new URL(path, 'http://exam.test');
      asked.push(url);
      return new Response(JSON.stringify(answers(url)));
    },
    () => 'XSRF-TOKEN=t',
  );
});

describe('a ceremony', () => {
  const all = Array.from({ length: 609 }, (_, n): CeremonyEntry => ({
    credentialId: `c${n}`,
    learnerId: `l${n}`,
    name: n < 500 ? `Name ${n}` : null,
    country: 'MY',
    programId: 'scm',
    kind: 'program',
    title: 'Supply Chain Management',
    earnedAt: '2020-05-01T00:00:00Z',
  }));
  const counts = { learners: 609, credentials: 609, named: 500, programs: [], countries: [], programCountries: [] };

  beforeEach(() => {
    answers = ({ pathname, searchParams }) => {
      if (pathname === '/api/programs') return { programs: [{ id: 'scm', title: 'Supply Chain Management' }] };
      if (pathname === '/api/ceremony/counts') return counts;
      const from = all.findIndex((one) => one.credentialId === searchParams.get('after')) + 1;
      const credentials = all.slice(from, from + Number(searchParams.get('limit')));
      return { credentials, next: from + credentials.length < all.length ? credentials.at(-1)?.credentialId : null };
    };
  });

  test('is of whole programs in the last year until somebody asks for another, the last day included', async () => {
    const ctrl = new CeremonyCtrl(api, NOW);
    await ctrl.open();
    const list = asked.find((url) => url.pathname === '/api/ceremony');
    expect(Object.fromEntries(list?.searchParams ?? [])).toEqual({
      from: '2019-06-02T00:00:00Z',
      to: '2020-06-02T00:00:00Z',
      kind: 'program',
      order: 'name',
      limit: '100',
    });
    await ctrl.show({ from: '2020-01-01', to: '', program: 'scm', kind: 'all' });
    expect(ctrl.file('csv')).toBe('/api/ceremony/list.csv?from=2020-01-01T00%3A00%3A00Z&programId=scm');
  });

  test('is listed part by part, and whole before it is printed', async () => {
    const ctrl = new CeremonyCtrl(api, NOW);
    await ctrl.open();
    expect(ctrl.now.value?.list).toHaveLength(100);
    await ctrl.more();
    expect(ctrl.now.value?.list).toHaveLength(200);
    expect(await ctrl.all()).toBe(true);
    expect(ctrl.now.value?.list).toEqual(all);
  });
});

test('a learner’s sessions are shown with what became of them, and the programs they have begun', async () => {
  answers = ({ pathname }) => {
    if (pathname === '/api/learners/l%2F1/progress/scm') return { programId: 'scm' };
    const sessions = [{ sessionId: 's1' }, { sessionId: 's2' }];
    const reviews = [{ sessionId: 's1', state: 'found' }];
    return { sessions, attempts: [{ sessionId: 's1', state: 'released' }], reviews, programs: ['scm'] };
  };
  const ctrl = new LearnerCtrl(api, 'l/1');
  await ctrl.load.fetch();
  expect(ctrl.load.state.value).toMatchObject({
    is: 'here',
    value: {
      programs: [{ programId: 'scm' }],
      sittings: [
        { sessionId: 's1', attempt: { state: 'released' }, review: { state: 'found' } },
        { sessionId: 's2', attempt: null, review: null },
      ],
    },
  });
});

test('the ceremony and a learner have addresses of their own', () => {
  expect(staffRouteOf('/staff/ceremony', '')).toEqual({ page: 'ceremony' });
  expect(staffRouteOf('/staff/learners', '')).toEqual({ page: 'support' });
  expect(staffRouteOf('/staff/learners/l%2F1', '')).toEqual({ page: 'learner', id: 'l/1' });
});

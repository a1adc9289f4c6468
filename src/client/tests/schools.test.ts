import { beforeEach, describe, expect, test } from 'vitest';
import { routeOf } from '../learner/router';
import { receiptOf, SharingCtrl } from '../learner/sharing/sharing-ctrl';
import { Api } from '../lib/api';
import type { MyShares, ShareOffer, ShareView, VerdictPage } from '../lib/school-wire';
import { RecordCtrl } from '../school/record-ctrl';
import { everything, queryOf, RecordsCtrl } from '../school/records-ctrl';
import { schoolRouteOf } from '../school/router';
import { staffRouteOf } from '../staff/router';
import { isId, SchoolCtrl, SchoolsCtrl } from '../staff/schools/schools-ctrl';
import { settle, useFakeTime } from './rig';

useFakeTime();

type Answer = { status?: number; body?: unknown };
let asked: string[];
let bodies: unknown[];
let answer: (method: string, path: string, body: unknown) => Answer;
let api: Api;
beforeEach(() => {
  asked = [];
  bodies = [];
  api = new Api(
    async (url, init) => {
      const method = init.method ?? 'GET';
      const body: unknown = init.body === undefined ? null : JSON.parse(String(init.body));
      asked.push(`${method} ${url}`);
      bodies.push(body);
      const { status = 200, body: said = {} } = answer(method, url, body);
      return status === 204 ? new Response(null, { status }) : new Response(JSON.stringify(said), { status });
    },
    () => 'XSRF-TOKEN=t',
  );
});

const offer = { shareId: 's-1', schoolId: 'delft', programId: 'scm', textVersion: 'v1' } as ShareOffer;

describe('sharing', () => {
  test('consents to the version that was seen, and reads what became of it', async () => {
    const shares: MyShares[] = [
      { offers: [offer], shares: [] },
      { offers: [], shares: [{ shareId: 's-1' } as ShareView] },
    ];
    answer = (method) => (method === 'GET' ? { body: shares.shift() } : {});
    const ctrl = new SharingCtrl(api);
    await ctrl.load.fetch();

    expect(await ctrl.consent(offer)).toBe(true);

    expect(asked).toEqual(['GET /api/shares', 'POST /api/shares', 'GET /api/shares']);
    expect(bodies[1]).toEqual({ schoolId: 'delft', programId: 'scm', textVersion: 'v1' });
    expect(ctrl.load.state.value).toMatchObject({ is: 'here', value: { offers: [] } });
  });

  test('what has changed is shown again before it can be consented to', async () => {
    answer = (method) =>
      method === 'GET'
        ? { body: { offers: [{ ...offer, textVersion: 'v2' }], shares: [] } }
        : {
            status: 409,
            body: { code: 'share.changed', problems: [{ code: 'share.changed', message: 'It changed.' }] },
          };
    const ctrl = new SharingCtrl(api);

    expect(await ctrl.consent(offer)).toBe(false);

    expect(ctrl.asked.problem.value?.code).toBe('share.changed');
    expect(ctrl.load.state.value).toMatchObject({ is: 'here', value: { offers: [{ textVersion: 'v2' }] } });
  });

  test('withdraws, and says when it did not', async () => {
    answer = (method) => (method === 'GET' ? { body: { offers: [], shares: [] } } : {});
    const ctrl = new SharingCtrl(api);
    expect(await ctrl.withdraw({ shareId: 's-1' } as ShareView)).toBe(true);
    expect(asked[0]).toBe('POST /api/shares/s-1/withdrawal');

    answer = () => ({ status: 404, body: { code: 'share.unknown' } });
    expect(await ctrl.withdraw({ shareId: 's-1' } as ShareView)).toBe(false);
    expect(ctrl.asked.problem.value?.code).toBe('share.unknown');
  });

  test('has receipts of consents and of withdrawals', () => {
    expect(receiptOf('s-1', 2, false)).toBe('/api/shares/s-1/receipts/2');
    expect(receiptOf('s-1', 2, true)).toBe('/api/shares/s-1/receipts/2?withdrawal=true');
  });
});

describe('a school', () => {
  const verdicts = (from: number, n: number, total: number, next: string | null): VerdictPage => ({
    verdicts: Array.from({ length: n }, (_, i) => ({
      shareId: `s-${from + i}`,
      name: `Learner ${from + i}`,
      programId: 'scm',
      valid: from + i !== 51,
      credentials: [],
    })),
    total,
    next,
  });

  test('verifies page after page and says how far it is', async () => {
    const pages = [verdicts(0, 50, 120, 's-49'), verdicts(50, 50, 120, 's-99'), verdicts(100, 20, 120, null)];
    const seen: (number | undefined)[] = [];
    const { bulk } = new RecordsCtrl(api);
    answer = () => {
      seen.push(bulk.progress.value?.done);
      return { body: pages.shift() };
    };

    await bulk.verify({ ...everything, programId: 'scm' }, 100);

    expect(seen).toEqual([0, 50, 100]);
    expect(bulk.progress.value).toMatchObject({ done: 120, total: 120, over: true, bad: [{ name: 'Learner 51' }] });
    expect(asked[1]).toBe('POST /api/school/records/verification?programId=scm&after=s-49&limit=50');
  });

  test('a verification that is stopped is forgotten', async () => {
    const { bulk } = new RecordsCtrl(api);
    answer = () => {
      bulk.stop();
      return { body: verdicts(0, 50, 120, 's-49') };
    };

    await bulk.verify(everything, 120);

    expect(asked).toHaveLength(1);
    expect(bulk.progress.value).toBeNull();
  });

  test('a refusal ends a verification, with what was verified before', async () => {
    const { bulk } = new RecordsCtrl(api);
    answer = () =>
      asked.length === 1
        ? { body: verdicts(0, 50, 120, 's-49') }
        : { status: 403, body: { code: 'account.forbidden' } };

    await bulk.verify(everything, 120);

    expect(bulk.progress.value).toMatchObject({ done: 50, over: false });
    expect(bulk.asked.problem.value?.code).toBe('account.forbidden');
  });

  test('shows more where there is more', async () => {
    const pages = [
      { records: [{ shareId: 'a' }], total: 2, next: 'a' },
      { records: [{ shareId: 'b' }], total: 2, next: null },
    ];
    answer = (_, path) => (path === '/api/school' ? { body: { school: {}, shares: [] } } : { body: pages.shift() });
    const ctrl = new RecordsCtrl(api);
    await ctrl.open();
    await ctrl.showMore();
    await ctrl.showMore();

    expect(ctrl.list.state.value).toMatchObject({
      value: { records: [{ shareId: 'a' }, { shareId: 'b' }], next: null },
    });
    expect(asked.filter((one) => one.includes('/records'))).toHaveLength(2);
  });

  test('a verification that was begun twice is one', async () => {
    const { bulk } = new RecordsCtrl(api);
    answer = () => ({ body: verdicts(0, 20, 20, null) });

    await Promise.all([bulk.verify(everything, 20), bulk.verify(everything, 20)]);

    expect(asked).toHaveLength(1);
    expect(bulk.progress.value).toMatchObject({ done: 20, over: true });
  });

  test.each([
    ['before', ['list', 'more']],
    ['after', ['more', 'list']],
  ])('what is found stays %s more of what was shown before has come', async (_, order) => {
    const ctrl = new RecordsCtrl(api);
    answer = () => ({ body: { records: [{ shareId: 'a' }], total: 2, next: 'a' } });
    await ctrl.list.fetch();
    const come: Record<string, (body: unknown) => void> = {};
    const slow = new Api(
      (url) =>
        new Promise((resolve) => {
          come[url.includes('after=') ? 'more' : 'list'] = (body) => resolve(new Response(JSON.stringify(body)));
        }),
      () => '',
    );
    Object.assign(ctrl, { server: slow });

    const all = [ctrl.showMore(), ctrl.find({ ...everything, text: 'zoë' })];
    expect(ctrl.list.renewing.value).toBe(true);
    const bodies: Record<string, unknown> = {
      more: { records: [{ shareId: 'b' }], total: 2, next: null },
      list: { records: [{ shareId: 'z' }], total: 1, next: null },
    };
    for (const one of order) {
      come[one]?.(bodies[one]);
      await settle();
    }
    await Promise.all(all);

    expect(ctrl.list.state.value).toMatchObject({
      value: { filter: { text: 'zoë' }, records: [{ shareId: 'z' }], total: 1 },
    });
    expect(ctrl.list.renewing.value).toBe(false);
  });

  test('a record that is withdrawn while credit is granted is closed', async () => {
    const ctrl = new RecordCtrl(api, 's-1');
    answer = () => ({ body: { shareId: 's-1', credit: { granted: null, history: [] } } });
    await ctrl.load.fetch();
    answer = () => ({ status: 403, body: { code: 'share.withdrawn' } });

    expect(await ctrl.grant({ points: 15, on: '2026-03-02', reference: 'D-17' }, '')).toBe(false);

    expect(ctrl.load.state.value).toMatchObject({ is: 'failed', problem: { code: 'share.withdrawn' } });
  });

  test('asks for what is wanted and nothing else', () => {
    expect(queryOf(everything)).toBe('');
    expect(queryOf({ text: ' zoë & co ', programId: '', credited: 'false' }, { form: 'pdf', after: null })).toBe(
      '?text=zo%C3%AB+%26+co&credited=false&form=pdf',
    );
  });

  test('grants credit, corrects it with a reason and takes it back', async () => {
    answer = (method) => ({
      body:
        method === 'GET'
          ? { shareId: 's-1', credit: { granted: null, history: [] } }
          : { granted: { points: 15 }, history: [] },
    });
    const ctrl = new RecordCtrl(api, 's-1');
    await ctrl.load.fetch();

    expect(await ctrl.grant({ points: 15, on: '2026-03-02', reference: 'D-17' }, '')).toBe(true);
    expect(bodies[1]).toEqual({ points: 15, on: '2026-03-02', reference: 'D-17', reason: '' });
    expect(ctrl.load.state.value).toMatchObject({ value: { credit: { granted: { points: 15 } } } });
    expect(await ctrl.takeBack('Another person.')).toBe(true);
    expect(asked[2]).toBe('POST /api/school/records/s-1/credit/taking-back');
    expect(ctrl.fileOf('c-1', 'pdf')).toBe('/api/school/records/s-1/credentials/c-1/pdf');
  });
});

describe('staff', () => {
  test('agree, and see what is agreed', async () => {
    answer = (_, path) => ({
      body: path.endsWith('/accounts')
        ? { accounts: [] }
        : path.includes('/shares')
          ? { shares: [], next: null }
          : path === '/api/programs'
            ? { programs: [] }
            : { id: 'delft', name: 'Delft', website: '', agreements: [] },
    });
    const ctrl = new SchoolCtrl(api, 'delft');
    await ctrl.load.fetch();
    await settle();
    const plan = { creditPoints: 15, degree: 'MSc', text: '', validFrom: '2026-01-01T00:00:00Z', validUntil: null };

    expect(await ctrl.agree('scm', plan)).toBe(true);

    const put = asked.indexOf('PUT /api/schools/delft/agreements/scm');
    expect(bodies[put]).toEqual(plan);
    expect(asked.slice(put)).toContain('GET /api/schools/delft');
  });

  test('know which schools there are, so that none is added over another', async () => {
    answer = () => ({ body: { schools: [{ id: 'delft' }] } });
    const ctrl = new SchoolsCtrl(api);
    await ctrl.load.fetch();

    expect(ctrl.has('delft')).toBe(true);
    expect(ctrl.has('other')).toBe(false);
  });

  test('ids are checked before they are sent', () => {
    expect(['delft', 'a', 'x.y-z_1'].every(isId)).toBe(true);
    expect(['', '-a', 'a/b', 'a b', 'x'.repeat(65)].some(isId)).toBe(false);
  });
});

test('pages of schools have addresses of their own', () => {
  expect(routeOf('/sharing')).toEqual({ page: 'sharing' });
  expect(routeOf('/sharing/more')).toEqual({ page: 'unknown' });
  expect(schoolRouteOf('/school')).toEqual({ page: 'records' });
  expect(schoolRouteOf('/school/records/ABC-1')).toEqual({ page: 'record', share: 'abc-1' });
  expect(staffRouteOf('/staff/schools', '')).toEqual({ page: 'schools' });
  expect(staffRouteOf('/staff/schools/delft', '')).toEqual({ page: 'school', id: 'delft' });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Api } from '../lib/api';
import { ProgressCtrl } from '../learner/home/progress-ctrl';
import { ProgramCtrl } from '../staff/programs/program-ctrl';
import { staffRouteOf } from '../staff/router';
import { FakePrograms } from './fake/programs';
import { No } from './fake/session';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

let programs: FakePrograms;
let asked: string[];
let api: Api;
let stops: (() => void)[];
beforeEach(() => {
  programs = new FakePrograms(() => Date.now());
  asked = [];
  stops = [];
  api = new Api(
    async (url, init) => {
      const method = init.method ?? 'GET';
      asked.push(`${method} ${url}`);
      try {
        const body = JSON.parse(String(init.body ?? '{}')) as Record<string, unknown>;
        const answer = programs.answer(method, new URL(url, 'http://exam.test'), body, 'c-1');
        return method === 'DELETE' || url.endsWith('/name-consent')
          ? new Response(null, { status: 204 })
          : new Response(JSON.stringify(answer));
      } catch (error) {
        if (!(error instanceof No)) throw error;
        const { status, code, message, problem } = error;
        return new Response(JSON.stringify({ code, title: message, problems: [problem] }), { status });
      }
    },
    () => 'XSRF-TOKEN=t',
  );
});
afterEach(() => stops.forEach((stop) => stop()));

const open = async () => {
  const ctrl = new ProgramCtrl(api, 'scm');
  stops.push(() => ctrl.close());
  ctrl.start();
  await settle();
  return ctrl;
};

describe('a proposed version', () => {
  test('is previewed learner by learner, and then both lists are asked for once', async () => {
    const ctrl = await open();
    expect(ctrl.now.value).toMatchObject({ program: { proposal: { number: 3 } }, change: { state: 'none' } });
    await ctrl.preview(3, true);
    expect(ctrl.now.value?.change).toMatchObject({ state: 'looking', looked: 100 });
    await pass(5000);
    expect(ctrl.now.value?.change).toMatchObject({ state: 'ready', looked: 230, gain: 130, lose: 2 });
    expect(ctrl.lists.value.gain).toMatchObject({ next: 100 });
    expect(ctrl.lists.value.lose.learners.map((one) => one.learnerId)).toEqual(['L7', 'L8']);
    await pass(65_000);
    expect(asked.filter((one) => one.includes('which=lose'))).toHaveLength(1);
  });

  test('shows more of a long list', async () => {
    const ctrl = await open();
    await ctrl.preview(3, false);
    await pass(5000);
    await ctrl.more('gain');
    expect(ctrl.lists.value.gain.learners).toHaveLength(130);
    expect(ctrl.lists.value.gain.next).toBeNull();
    expect(new Set(ctrl.lists.value.gain.learners.map((one) => one.learnerId)).size).toBe(130);
  });

  test('is confirmed by the preview that was looked at, and told to everybody', async () => {
    const ctrl = await open();
    await ctrl.preview(3, true);
    await pass(5000);
    const preview = ctrl.now.value?.change.preview ?? '';
    expect(await ctrl.confirm(preview)).toBe(true);
    expect(programs.confirmed).toEqual([preview]);
    await pass(6000);
    expect(ctrl.now.value).toMatchObject({ program: { proposal: null }, change: { state: 'applied', told: 230 } });
  });

  test('says why a confirmation was refused, and shows what is so now', async () => {
    const ctrl = await open();
    await ctrl.preview(3, true);
    await pass(5000);
    const looked = ctrl.now.value?.change.preview ?? '';
    programs.change = { ...programs.change, preview: 'another' };
    await ctrl.poll.now();
    expect(await ctrl.confirm(looked)).toBe(false);
    expect(ctrl.asked.problem.value?.code).toBe('program.preview-outdated');
    expect(ctrl.now.value?.change.preview).toBe('another');
  });

  test('can be dropped', async () => {
    const ctrl = await open();
    expect(await ctrl.drop(3)).toBe(true);
    expect(asked).toContain('DELETE /api/programs/scm/proposals/3');
    expect(ctrl.now.value?.program.proposal).toBeNull();
  });

  test('forgets the lists of the preview before when another begins', async () => {
    const ctrl = await open();
    await ctrl.preview(3, true);
    await pass(5000);
    await ctrl.preview(3, false);
    expect(ctrl.lists.value.lose.learners).toEqual([]);
    await pass(5000);
    expect(ctrl.now.value?.change).toMatchObject({ state: 'ready', lose: 0 });
    expect(ctrl.lists.value.gain.learners).toHaveLength(100);
  });
});

describe('a learner’s progress', () => {
  const progress = async () => {
    const ctrl = new ProgressCtrl(api, 'scm');
    await ctrl.load.fetch();
    return ctrl;
  };

  test('has no award before there is one', async () => {
    const ctrl = await progress();
    expect(ctrl.load.state.value).toMatchObject({ is: 'here', value: { state: 'missing' } });
    expect(ctrl.award.value).toBeNull();
    expect(asked).toEqual(['GET /api/programs/scm/progress']);
  });

  test('has the program’s award with its credential, standing or revoked', async () => {
    programs.progressAt = 'earned';
    expect((await progress()).award.value).toMatchObject({ credentialId: 'c-1', stands: true });
    programs.progressAt = 'revoked';
    expect((await progress()).award.value).toMatchObject({ stands: false, lost: 'award' });
  });

  test('says whether the name may be published, and takes it back', async () => {
    const ctrl = await progress();
    expect(await ctrl.publishName(true)).toBe(true);
    expect(ctrl.load.state.value).toMatchObject({ value: { namePublished: true } });
    expect((await progress()).load.state.value).toMatchObject({ value: { namePublished: true } });
    expect(await ctrl.publishName(false)).toBe(true);
    expect(programs.named).toBe(false);
    expect(asked).toContain('PUT /api/programs/scm/name-consent');
  });
});

test('programs have addresses of their own', () => {
  expect(staffRouteOf('/staff/programs', '')).toEqual({ page: 'programs' });
  expect(staffRouteOf('/staff/programs/scm', '')).toEqual({ page: 'program', id: 'scm' });
});

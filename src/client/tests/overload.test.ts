import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { No } from './fake/session';
import { pass, Rig, settle, useFakeTime } from './rig';

useFakeTime();

let rig: Rig;
beforeEach(() => void (rig = new Rig()));
afterEach(() => {
  rig.closeAll();
  vi.restoreAllMocks();
});

const busy = (seconds?: number) => new No(503, 'server.busy', 'Busy.', seconds);
const times = (n: number, no: () => No) => Array.from({ length: n }, no);

describe('when a server leaves', () => {
  test.each([0, 0.25, 0.5, 0.99])(
    'a window whose lot is %d comes back after that share of two seconds',
    async (lot) => {
      await rig.started();
      vi.spyOn(Math, 'random').mockReturnValue(lot);
      rig.network.cut();
      const left = performance.now();
      const knocks = rig.network.knocks.length;
      await pass(2000, 10);
      expect(Math.abs((rig.network.knocks[knocks] ?? 0) - left - lot * 2000)).toBeLessThanOrEqual(10);
    },
  );

  test('what is answered meanwhile waits for the hub, and plain HTTP carries nothing', async () => {
    const ctrl = await rig.started();
    await settle();
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    rig.network.cut();
    const before = rig.network.requests.length;
    ctrl.choose(1, 'f', ['b']);
    await pass(1700);
    expect(ctrl.sender.link.value).toBe('connecting');
    expect(rig.network.requests).toHaveLength(before);
    await pass(500);
    expect(ctrl.sender.link.value).toBe('live');
    expect(rig.choices(1)).toEqual(['b']);
    expect(rig.network.requests.slice(before).map((request) => request.url)).toEqual(['Join', 'Save']);
  });

  test('a batch that was on its way goes by the hub again, not by both ways', async () => {
    const ctrl = await rig.started();
    await settle();
    const hub = rig.network.hub.bind(rig.network);
    const spy = vi.spyOn(rig.network, 'hub').mockImplementation((method, args) => {
      if (method !== 'Save') return hub(method, args);
      spy.mockRestore();
      rig.network.cut();
      throw new Error('Invocation canceled due to the underlying connection being closed.');
    });
    ctrl.choose(1, 'f', ['b']);
    await pass(2500);
    expect(rig.choices(1)).toEqual(['b']);
    expect(rig.asked('/entries')).toBe(0);
  });
});

describe('while the hub stays away', () => {
  test('answers go together by plain HTTP, and say that the device is there', async () => {
    const ctrl = await rig.started();
    rig.network.drop();
    await pass(3000);
    const [entries, presence] = [rig.asked('/entries'), rig.asked('/presence')];
    for (let n = 0; n < 60; n++) {
      ctrl.choose(1, 'f', [['a', 'b', 'c'][n % 3] ?? 'a']);
      ctrl.flag(2, n % 2 === 0);
      await pass(500);
    }
    // Half a minute: at most a batch a second, where each entry for itself would make 120 requests.
    expect(rig.asked('/entries') - entries).toBeLessThanOrEqual(31);
    expect(rig.asked('/presence') - presence).toBe(0);
    await pass(3000);
    expect(ctrl.outbox.size.value).toBe(0);
  });

  test('handing in does not wait for entries to gather', async () => {
    const ctrl = await rig.started();
    rig.network.drop();
    await pass(6000);
    ctrl.choose(1, 'f', ['a']);
    await settle();
    ctrl.choose(1, 'f', ['b']);
    void ctrl.ending.byLearner();
    await settle();
    expect(rig.session.state).toBe('submitted');
    expect(rig.choices(1)).toEqual(['b']);
  });

  test('an answer does not cut short the pause that a silent server is given', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    await pass(60_000, 500);
    const tried = vi.spyOn(rig.network, 'fetch');
    for (let n = 0; n < 20; n++) ctrl.flag(1, n % 2 === 0);
    await pass(250);
    expect(tried).not.toHaveBeenCalled();
  });
});

describe('a busy server', () => {
  test('that answers so by the hub is left alone for as long as it says, and not asked by plain HTTP', async () => {
    const ctrl = await rig.started();
    await settle();
    rig.network.refusals.push(busy(5));
    ctrl.choose(1, 'f', ['b']);
    await settle();
    const asked = rig.network.requests.length;
    expect(ctrl.sender.busy.value).toBe(true);
    expect(ctrl.sender.link.value).toBe('live');
    await pass(4900);
    expect(rig.network.requests).toHaveLength(asked);
    await pass(5200);
    expect(rig.choices(1)).toEqual(['b']);
    expect(ctrl.sender.busy.value).toBe(false);
    expect(rig.asked('/entries')).toBe(0);
  });

  test('that turns a window away at the door sees it again when it said, however much the browser hurries', async () => {
    const ctrl = await rig.started();
    await settle();
    vi.spyOn(Math, 'random').mockReturnValue(0.1);
    rig.network.refusals.push(busy(6));
    rig.network.cut();
    await pass(250);
    const knocks = rig.network.knocks.length;
    const views = rig.asked(`?device=${rig.session.holder}`);
    for (let n = 0; n < 11; n++) {
      ctrl.online();
      await pass(500);
    }
    expect(rig.network.knocks).toHaveLength(knocks);
    await pass(1500);
    expect(rig.network.knocks).toHaveLength(knocks + 1);
    expect(ctrl.sender.link.value).toBe('live');
    expect(rig.asked(`?device=${rig.session.holder}`)).toBe(views);
  });

  test('is not told that the device is there before the time it named', async () => {
    await rig.started();
    await settle();
    rig.network.refusals.push(busy(25));
    await pass(10_500);
    expect(rig.asked('Presence')).toBe(1);
    await pass(24_000, 500);
    expect(rig.asked('Presence')).toBe(1);
    await pass(35_000, 500);
    expect(rig.asked('Presence')).toBeGreaterThan(1);
  });

  test('is asked to start again and again under one id, and the page says so', async () => {
    const ctrl = await rig.window();
    rig.network.refusals.push(...times(6, () => busy(1)));
    const starting = ctrl.start();
    await settle();
    expect(ctrl.asked.waiting.value?.code).toBe('server.busy');
    await pass(13_000);
    await starting;
    expect(ctrl.phase.value).toBe('running');
    expect(ctrl.asked.waiting.value).toBeNull();
    const starts = rig.network.requests.filter((request) => request.url.endsWith('/start'));
    expect(starts).toHaveLength(7);
    expect(new Set(starts.map((request) => request.body['commandId'])).size).toBe(1);
  });

  test('takes the exam in the end, and the page says that it waits', async () => {
    const ctrl = await rig.started();
    await settle();
    rig.network.refusals.push(...times(5, () => busy(2)));
    void ctrl.ending.byLearner();
    await settle();
    expect(ctrl.ending.busy.value).toBe(true);
    expect(ctrl.ending.state.value).toBe('submitting');
    await pass(21_000);
    expect(ctrl.phase.value).toBe('ended');
  });

  test('does not keep a page from opening by itself', async () => {
    rig.network.refusals.push(...times(8, () => busy(1)));
    const opening = rig.window();
    await pass(17_000);
    expect((await opening).phase.value).toBe('seated');
  });
});

test('a start that comes a moment too early by the server’s clock is made again by itself', async () => {
  const ctrl = await rig.window();
  rig.network.refusals.push(...times(2, () => new No(409, 'session.window-not-open')));
  const starting = ctrl.start();
  await pass(6000);
  await starting;
  expect(ctrl.phase.value).toBe('running');
});

test('a start that is far too early is refused in the end, not made when nobody looks', async () => {
  const ctrl = await rig.window();
  rig.network.refusals.push(...times(200, () => new No(409, 'session.window-not-open')));
  const starting = ctrl.start();
  await pass(40_000, 500);
  await starting;
  expect(ctrl.phase.value).toBe('seated');
  expect(ctrl.asked.problem.value?.code).toBe('session.window-not-open');
  rig.network.refusals = [];
  await pass(60_000, 500);
  expect(ctrl.phase.value).toBe('seated');
});

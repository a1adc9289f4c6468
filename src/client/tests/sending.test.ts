import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Outbox } from '../lib/outbox';
import { newId } from '../lib/ids';
import { No } from './fake/session';
import { pass, Rig, settle, useFakeTime } from './rig';

useFakeTime();

let rig: Rig;
beforeEach(() => void (rig = new Rig()));
afterEach(() => rig.closeAll());

const mark = (ctrl: Awaited<ReturnType<Rig['window']>>, item: number) => ctrl.sheet.marks.value.get(`answer/${item}/f`);

describe('saving', () => {
  test('a choice goes by hub and is shown as saved', async () => {
    const ctrl = await rig.started();
    ctrl.choose(1, 'f', ['b']);
    await settle();
    expect(rig.choices(1)).toEqual(['b']);
    expect(mark(ctrl, 1)?.state).toBe('saved');
    expect(rig.asked('entries')).toBe(0);
    expect(ctrl.outbox.size.value).toBe(0);
  });

  test('text becomes one entry when the learner rests', async () => {
    const ctrl = await rig.started();
    for (const text of ['I', 'I t', 'I think']) ctrl.type(2, 'f', text);
    expect(mark(ctrl, 2)?.state).toBe('writing');
    await pass(1000);
    expect(rig.text(2)).toBe('I think');
    expect(rig.session.log.filter((entry) => entry.kind === 'answer')).toHaveLength(1);
  });

  test('leaving a text field makes the entry at once', async () => {
    const ctrl = await rig.started();
    ctrl.type(2, 'f', 'done');
    ctrl.rest();
    await settle();
    expect(rig.text(2)).toBe('done');
  });

  test('going to another question commits what was typed before that one is shown', async () => {
    rig = new Rig({ linear: true });
    const ctrl = await rig.started();
    ctrl.go(2);
    ctrl.type(2, 'f', 'typed');
    await ctrl.enterSection(1);
    await settle();
    expect(rig.text(2)).toBe('typed');
    expect(rig.session.item).toBe(3);
  });

  test('a refused entry says why and is dropped', async () => {
    const ctrl = await rig.started();
    await settle();
    rig.session.section = 1;
    ctrl.choose(1, 'f', ['a']);
    await settle();
    expect(mark(ctrl, 1)).toEqual({
      state: 'refused',
      problem: { code: 'session.section-closed', message: 'This question is closed.' },
    });
    expect(ctrl.outbox.size.value).toBe(0);
  });

  test('an entry the server cannot read does not hold up the others', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    ctrl.type(2, 'f', 'fine');
    ctrl.rest();
    await settle();
    rig.network.comeBack();
    rig.network.hubUp = false;
    const [bad] = ctrl.outbox.pending();
    const save = rig.session.save.bind(rig.session);
    vi.spyOn(rig.session, 'save').mockImplementation((device, entries) => {
      if (entries.some((entry) => entry.commandId === bad?.commandId)) throw new No(422, 'input.unreadable');
      return save(device, entries);
    });
    await pass(30_000);
    expect(mark(ctrl, 1)?.state).toBe('refused');
    expect(rig.text(2)).toBe('fine');
    expect(ctrl.outbox.size.value).toBe(0);
  });
});

describe('a server that breaks on an entry', () => {
  /** Two answers made offline; the server breaks on every message with the first in it until it is mended. */
  const broken = async (no: No, hubUp: boolean) => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    ctrl.type(2, 'f', 'fine');
    ctrl.rest();
    await settle();
    const [bad] = ctrl.outbox.pending();
    const save = rig.session.save.bind(rig.session);
    const spy = vi.spyOn(rig.session, 'save').mockImplementation((device, entries) => {
      if (entries.some((entry) => entry.commandId === bad?.commandId)) throw no;
      return save(device, entries);
    });
    rig.network.comeBack();
    rig.network.hubUp = hubUp;
    return { ctrl, mended: () => spy.mockRestore() };
  };

  test.each([
    ['a fault by hub', new No(0, 'service.fault'), true],
    ['a fault by HTTP', new No(500, 'service.fault'), false],
    ['a bare 413 by HTTP', new No(413, 'http.413'), false],
  ])('%s: the entry is set aside, the others go, and it goes when it can', async (_, no, hubUp) => {
    const { ctrl, mended } = await broken(no, hubUp);
    await pass(60_000);
    expect(rig.text(2)).toBe('fine');
    expect(mark(ctrl, 1)?.state).toBe('aside');
    expect(ctrl.outbox.size.value).toBe(1);
    expect(ctrl.sheet.aside()).toEqual([1]);
    mended();
    await pass(90_000);
    expect(ctrl.sheet.aside()).toEqual([]);
    expect(rig.choices(1)).toEqual(['a']);
    expect(mark(ctrl, 1)?.state).toBe('saved');
    expect(ctrl.outbox.size.value).toBe(0);
  });

  test('it is tried once more before the exam is handed in, and then does not hold that up', async () => {
    const { ctrl } = await broken(new No(500, 'service.fault'), false);
    await pass(60_000);
    expect(ctrl.sheet.aside()).toEqual([1]);
    void ctrl.ending.byLearner();
    await pass(20_000);
    expect(rig.session.state).toBe('submitted');
    expect(ctrl.outbox.size.value).toBe(1);
  });

  test.each([400, 408, 413, 422, 425])('a bare %i from a proxy drops nothing', async (status) => {
    const ctrl = await rig.started();
    rig.network.drop();
    await settle();
    rig.network.refusals.push(new No(status, `http.${status}`));
    ctrl.choose(1, 'f', ['a']);
    await settle();
    expect(mark(ctrl, 1)?.state).toBe('unsent');
    await pass(20_000);
    expect(rig.choices(1)).toEqual(['a']);
    expect(mark(ctrl, 1)?.state).toBe('saved');
  });
});

describe('a broken connection', () => {
  test('60 seconds offline while answering lose nothing and keep the order', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    await pass(20_000);
    ctrl.type(2, 'f', 'first');
    await pass(20_000);
    ctrl.choose(1, 'f', ['c']);
    ctrl.flag(2, true);
    await pass(20_000);
    expect(ctrl.sender.link.value).toBe('down');
    expect(ctrl.outbox.pending().filter((entry) => entry.kind === 'answer')).toHaveLength(2);
    expect(mark(ctrl, 1)?.state).toBe('unsent');
    expect(rig.choices(1)).toBeUndefined();
    rig.network.comeBack();
    ctrl.online();
    await pass(1000);
    expect(rig.choices(1)).toEqual(['c']);
    expect(rig.text(2)).toBe('first');
    expect(rig.session.flagged.has(2)).toBe(true);
    const seqs = rig.session.log.map((entry) => entry.seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(ctrl.sender.link.value).toBe('live');
    expect(ctrl.outbox.size.value).toBe(0);
  });

  test('without the browser telling that it is online again, the page comes back by itself', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    await pass(300_000, 1000);
    rig.network.comeBack();
    await pass(16_000);
    expect(rig.choices(1)).toEqual(['a']);
    expect(ctrl.sender.link.value).toBe('live');
  });

  test('while the hub is down, entries and presence go by plain HTTP', async () => {
    const ctrl = await rig.started();
    rig.network.drop();
    ctrl.choose(1, 'f', ['b']);
    await pass(12_000);
    expect(rig.choices(1)).toEqual(['b']);
    expect(rig.asked('/entries')).toBe(1);
    expect(rig.asked('/presence')).toBeGreaterThan(0);
    expect(ctrl.sender.link.value).toBe('fallback');
  });

  test('what is too long for a hub message, counted in bytes, goes by plain HTTP', async () => {
    const ctrl = await rig.started();
    ctrl.type(2, 'f', '文'.repeat(10_000));
    ctrl.rest();
    await settle();
    expect(rig.text(2)).toHaveLength(10_000);
    expect(rig.asked('/entries')).toBe(1);
  });

  test('a lost reply is answered the same again and counted once', async () => {
    const ctrl = await rig.started();
    rig.network.hubUp = false;
    rig.network.drop();
    rig.network.weather = 'replies-lost';
    ctrl.choose(1, 'f', ['b']);
    await pass(5000);
    expect(rig.asked('/entries')).toBeGreaterThan(1);
    expect(ctrl.outbox.size.value).toBe(1);
    rig.network.weather = 'fine';
    await pass(20_000);
    expect(rig.session.log.filter((entry) => entry.kind === 'answer')).toHaveLength(1);
    expect(ctrl.outbox.size.value).toBe(0);
  });

  test('a hub that swallows calls is given up for plain HTTP', async () => {
    const ctrl = await rig.started();
    const hub = rig.network.hub.bind(rig.network);
    vi.spyOn(rig.network, 'hub').mockImplementation((method, args) =>
      method === 'Save' ? new Promise(() => undefined) : hub(method, args),
    );
    ctrl.choose(1, 'f', ['b']);
    await settle();
    rig.network.weather = 'replies-lost';
    await pass(8000);
    rig.network.weather = 'fine';
    await pass(20_000);
    expect(rig.choices(1)).toEqual(['b']);
  });

  test('503 with Retry-After is left alone for that long, then met with jitter', async () => {
    const ctrl = await rig.started();
    rig.network.drop();
    await pass(3000);
    rig.network.refusals.push(new No(503, 'server.busy', 'Busy.', 20));
    ctrl.choose(1, 'f', ['b']);
    await settle();
    expect(rig.asked('/entries')).toBe(1);
    expect(ctrl.sender.busy.value).toBe(true);
    expect(mark(ctrl, 1)?.state).toBe('unsent');
    ctrl.online();
    ctrl.choose(1, 'f', ['c']);
    await pass(19_500);
    expect(rig.asked('/entries')).toBe(1);
    await pass(21_000);
    expect(rig.asked('/entries')).toBe(2);
    expect(rig.choices(1)).toEqual(['c']);
    expect(ctrl.sender.busy.value).toBe(false);
  });

  test('a lost sign-in waits for the learner and then goes on with what was unsent', async () => {
    let signIn: (signedIn: boolean) => void = () => undefined;
    rig.onSignedOut = () => new Promise<boolean>((resolve) => (signIn = resolve));
    const ctrl = await rig.started();
    rig.network.drop();
    rig.network.signedIn = false;
    ctrl.choose(1, 'f', ['b']);
    await pass(3000);
    expect(rig.choices(1)).toBeUndefined();
    rig.network.signedIn = true;
    signIn(true);
    await pass(1000);
    expect(rig.choices(1)).toEqual(['b']);
  });
});

test('after a refusal the session is asked for until it answers, and what was unsent goes then', async () => {
  const ctrl = await rig.started();
  await settle();
  rig.network.drop();
  await settle();
  rig.network.refusals.push(new No(403, 'account.not-allowed'));
  ctrl.choose(1, 'f', ['b']);
  await settle();
  rig.network.weather = 'offline';
  await pass(120_000, 1000);
  expect(ctrl.outbox.size.value).toBe(1);
  rig.network.weather = 'fine';
  await pass(20_000);
  expect(rig.choices(1)).toEqual(['b']);
});

test('a page that was left asks no more', async () => {
  const ctrl = await rig.started();
  await settle();
  rig.network.refusals.push(new No(403, 'account.not-allowed'));
  ctrl.choose(1, 'f', ['b']);
  await settle();
  rig.crash(ctrl);
  const asked = rig.network.requests.length;
  await pass(60_000, 1000);
  expect(rig.network.requests).toHaveLength(asked);
});

describe('a crash', () => {
  test('between the write and the send: the entry is sent when the page is opened again', async () => {
    const device = newId();
    const ctrl = await rig.started(device);
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['c']);
    await settle();
    rig.crash(ctrl);
    rig.network.comeBack();
    expect(rig.choices(1)).toBeUndefined();
    const again = await rig.window(device);
    expect(again.sheet.answers.value.get('answer/1/f')?.choices).toEqual(['c']);
    await pass(1000);
    expect(rig.choices(1)).toEqual(['c']);
  });

  test('nothing is sent before it is durable', async () => {
    const ctrl = await rig.started();
    const before = rig.network.requests.length;
    ctrl.choose(1, 'f', ['c']);
    await Promise.resolve();
    expect(ctrl.outbox.sendable()).toEqual([]);
    expect(rig.network.requests).toHaveLength(before);
    await settle();
    expect(rig.choices(1)).toEqual(['c']);
  });

  test('leaving the page hands what is unsent to the browser', async () => {
    const ctrl = await rig.started();
    rig.network.drop();
    await settle();
    ctrl.type(2, 'f', 'last words');
    ctrl.leave();
    await settle();
    const request = rig.network.requests.find((one) => one.keepalive);
    expect(request?.url).toContain('/entries');
    expect(rig.text(2)).toBe('last words');
  });

  test('after a reload numbers go on above everything given before', async () => {
    const device = newId();
    const ctrl = await rig.started(device);
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    ctrl.flag(1, true);
    await settle();
    const highest = ctrl.outbox.highestSeq;
    rig.crash(ctrl);
    const outbox = await Outbox.open(rig.session.id, newId);
    void outbox.add({ kind: 'shown', item: 2 });
    expect(outbox.highestSeq).toBe(highest + 1);
    await settle();
  });
});

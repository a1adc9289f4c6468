import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Outbox } from '../lib/outbox';
import { newId } from '../lib/ids';
import { smallExam } from './fake/exam';
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
    await settle();
    rig.network.refusals.push(new No(503, 'service.busy', 'Busy.', 20));
    ctrl.choose(1, 'f', ['b']);
    await settle();
    expect(rig.asked('/entries')).toBe(1);
    ctrl.online();
    await pass(19_500);
    expect(rig.asked('/entries')).toBe(1);
    await pass(3_000);
    expect(rig.asked('/entries')).toBe(2);
    expect(rig.choices(1)).toEqual(['b']);
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

describe('the lease', () => {
  test('a second window is told that the exam is open elsewhere', async () => {
    await rig.started();
    const second = await rig.window();
    expect(second.phase.value).toBe('elsewhere');
  });

  test('taking over moves the exam, tells the first window and offers what that one kept', async () => {
    const first = await rig.started();
    const second = await rig.window();
    const taking = second.takeOver();
    await settle();
    await taking;
    expect(second.phase.value).toBe('running');
    rig.network.tellChanged();
    await settle();
    expect(first.phase.value).toBe('elsewhere');
    second.choose(1, 'f', ['a']);
    await settle();
    expect(rig.choices(1)).toEqual(['a']);
  });

  test('a window that lost the lease unawares keeps its answer and offers it after taking over again', async () => {
    const first = await rig.started();
    rig.session.holder = newId();
    first.choose(1, 'f', ['c']);
    await settle();
    expect(first.phase.value).toBe('elsewhere');
    expect(first.outbox.size.value).toBe(1);
    expect(rig.choices(1)).toBeUndefined();
    const taking = first.takeOver();
    await settle();
    await taking;
    await pass(1000);
    expect(rig.choices(1)).toEqual(['c']);
  });

  test('an older answer offered late is superseded and quietly dropped', async () => {
    const first = await rig.started();
    rig.session.holder = newId();
    first.choose(1, 'f', ['c']);
    await settle();
    rig.session.save(rig.session.holder, [
      { kind: 'answer', commandId: newId(), seq: 99, item: 1, field: 'f', value: { choices: ['a'], text: null } },
    ]);
    const taking = first.takeOver();
    await settle();
    await taking;
    await pass(1000);
    expect(rig.choices(1)).toEqual(['a']);
    expect(first.outbox.size.value).toBe(0);
  });

  test('the window that lost it stops listening, and is live again after taking over', async () => {
    const first = await rig.started();
    const second = await rig.window();
    const taking = second.takeOver();
    await settle();
    await taking;
    rig.network.drop();
    rig.network.comeBack();
    await pass(16_000);
    expect(first.phase.value).toBe('elsewhere');
    const joins = rig.asked('Join');
    await pass(60_000, 1000);
    expect(rig.asked('Join')).toBe(joins);
    const back = first.takeOver();
    await pass(2000);
    await back;
    expect(first.sender.link.value).toBe('live');
    first.choose(1, 'f', ['b']);
    await settle();
    expect(rig.choices(1)).toEqual(['b']);
  });

  test('presence alone finds out that the lease is gone', async () => {
    const first = await rig.started();
    rig.session.holder = newId();
    await pass(10_500);
    expect(first.phase.value).toBe('elsewhere');
  });

  test('a lease that nobody holds is taken without asking', async () => {
    const first = await rig.started();
    rig.crash(first);
    rig.session.holder = null;
    const again = await rig.window();
    expect(again.phase.value).toBe('running');
    expect(rig.session.holder).not.toBeNull();
  });
});

describe('ending', () => {
  test('submitting sends what is unsent first', async () => {
    const ctrl = await rig.started();
    ctrl.type(2, 'f', 'just typed');
    void ctrl.ending.byLearner();
    await settle();
    expect(rig.text(2)).toBe('just typed');
    expect(rig.session.state).toBe('submitted');
    expect(ctrl.phase.value).toBe('ended');
  });

  test('offline, it waits with everything kept, and can be called off', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    void ctrl.ending.byLearner();
    await pass(5000);
    expect(ctrl.ending.state.value).toBe('sending');
    expect(ctrl.locked.value).toBe(true);
    ctrl.ending.cancel();
    expect(ctrl.locked.value).toBe(false);
    rig.network.comeBack();
    await pass(20_000);
    expect(rig.session.state).toBe('running');
  });

  test('answers the server has missed are sent before it is asked again', async () => {
    const ctrl = await rig.started();
    ctrl.choose(1, 'f', ['a']);
    await settle();
    rig.network.refusals.push(new No(409, 'session.answers-missing'));
    void ctrl.ending.byLearner();
    await pass(3000);
    expect(rig.asked('/submit')).toBe(2);
    expect(rig.session.state).toBe('submitted');
  });

  test('a lost reply to the submission still ends with the receipt', async () => {
    const ctrl = await rig.started();
    await settle();
    rig.network.weather = 'replies-lost';
    void ctrl.ending.byLearner();
    await pass(1000);
    rig.network.weather = 'fine';
    await pass(15_000);
    expect(rig.session.state).toBe('submitted');
    expect(ctrl.phase.value).toBe('ended');
  });

  test('at zero inputs are locked, the draft is saved within the grace, and the exam handed in', async () => {
    rig = new Rig({ limitMs: 60_000 });
    const ctrl = await rig.started();
    await pass(59_700, 1000);
    ctrl.type(2, 'f', 'in time');
    await pass(1000);
    expect(ctrl.locked.value).toBe(true);
    await pass(4000);
    expect(rig.text(2)).toBe('in time');
    expect(rig.session.over()).toBe(true);
    expect(ctrl.phase.value).toBe('ended');
  });

  test('time given at the last moment unlocks the page again', async () => {
    rig = new Rig({ limitMs: 60_000 });
    const ctrl = await rig.started();
    rig.session.addedMs = 120_000;
    await pass(61_000, 500);
    expect(ctrl.locked.value).toBe(false);
    expect(ctrl.ending.state.value).toBe('none');
    expect(rig.session.state).toBe('running');
  });

  test('a session ended by the server leads to the receipt, and keeps what was unsent', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    await settle();
    rig.session.end('terminated', 'proctor');
    rig.network.comeBack();
    ctrl.online();
    await pass(5000);
    expect(ctrl.phase.value).toBe('ended');
    expect(ctrl.outbox.pending().filter((entry) => entry.kind === 'answer')).toHaveLength(1);
  });
});

describe('sections and pauses', () => {
  const timed = (limits: (number | null)[]) => {
    const exam = smallExam();
    return exam.sections.map((section, n) => ({ ...section, timeLimitMs: limits[n] ?? null }));
  };

  test('when the time of a section is over, what was typed is sent and the next one opens', async () => {
    rig = new Rig({ sections: timed([60_000]) });
    const ctrl = await rig.started();
    await pass(59_700, 1000);
    ctrl.type(2, 'f', 'in time');
    await pass(2000);
    expect(rig.text(2)).toBe('in time');
    expect(rig.session.section).toBe(1);
    expect(ctrl.paper.current.value).toBe(3);
    expect(ctrl.locked.value).toBe(false);
  });

  test('when the time of the last section is over, the exam is handed in', async () => {
    rig = new Rig({ sections: timed([null, 60_000]) });
    const ctrl = await rig.started();
    const entering = ctrl.enterSection(1);
    await settle();
    await entering;
    ctrl.choose(3, 'f', ['a']);
    await pass(61_000, 500);
    expect(ctrl.phase.value).toBe('ended');
    expect(rig.session.state).toBe('submitted');
    expect(rig.choices(3)).toEqual(['a']);
  });

  test('a pause takes the questions away and gives them back at the same place', async () => {
    const ctrl = await rig.started();
    ctrl.go(2);
    await settle();
    rig.session.state = 'paused';
    await pass(10_500);
    expect(ctrl.phase.value).toBe('paused');
    expect(ctrl.paper.items).toEqual([]);
    rig.session.state = 'running';
    await pass(10_500);
    expect(ctrl.phase.value).toBe('running');
    expect(ctrl.paper.current.value).toBe(2);
  });

  test('the answers of a closed section still count as given', async () => {
    const ctrl = await rig.started();
    ctrl.choose(1, 'f', ['a']);
    const entering = ctrl.enterSection(1);
    await settle();
    await entering;
    ctrl.choose(3, 'f', ['a']);
    expect(ctrl.sheet.countAnswered(ctrl.paper.items)).toBe(2);
  });
});

describe('time and place', () => {
  test('warnings come once at a fifth and once at a twentieth', async () => {
    rig = new Rig({ limitMs: 600_000 });
    await rig.started();
    await pass(590_000, 1000);
    expect(rig.warnings).toEqual([20, 5]);
  });

  test('turning the wall clock changes no remaining time and asks the server', async () => {
    const ctrl = await rig.started();
    const before = ctrl.timing.clock.remaining() ?? 0;
    rig.network.drop();
    await settle();
    const asked = rig.asked('/presence');
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(1000);
    expect(before - (ctrl.timing.clock.remaining() ?? 0)).toBeLessThan(1500);
    expect(rig.asked('/presence')).toBeGreaterThan(asked);
  });

  test('entering a section sends everything of the one that closes first', async () => {
    const ctrl = await rig.started();
    ctrl.type(2, 'f', 'before the barrier');
    const entering = ctrl.enterSection(1);
    await settle();
    await entering;
    expect(rig.text(2)).toBe('before the barrier');
    expect(ctrl.paper.current.value).toBe(3);
    expect(ctrl.go(1)).toBe(false);
  });

  test('in a linear exam the item before closes as soon as the next is shown', async () => {
    rig = new Rig({ linear: true });
    const ctrl = await rig.started();
    ctrl.go(2);
    await settle();
    expect(ctrl.go(1)).toBe(false);
    expect(rig.session.log.filter((entry) => entry.kind === 'shown').map((entry) => entry.item)).toEqual([1, 2]);
  });
});

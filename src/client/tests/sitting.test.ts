import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../lib/ids';
import { smallExam } from './fake/exam';
import { No } from './fake/session';
import { pass, Rig, settle, useFakeTime } from './rig';

useFakeTime();

let rig: Rig;
beforeEach(() => void (rig = new Rig()));
afterEach(() => rig.closeAll());

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

  test('is not done without answers that could not be sent: the learner is told and goes on', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    for (const choice of ['a', 'b']) ctrl.choose(1, 'f', [choice]);
    await settle();
    void ctrl.ending.byLearner();
    await pass(1000);
    ctrl.sender.close();
    rig.network.weather = 'fine';
    await pass(1000);
    expect(rig.submissions()).toEqual([]);
    expect(ctrl.ending.problem.value?.code).toBe('session.answers-unsent');
    expect(ctrl.locked.value).toBe(false);
    expect(rig.session.state).toBe('running');
  });

  test('asks the server to check for every answer made, sent or not', async () => {
    rig = new Rig({ limitMs: 60_000 });
    const ctrl = await rig.started();
    await pass(59_000, 1000);
    vi.spyOn(ctrl.sender, 'drained').mockResolvedValue(false);
    ctrl.sender.close();
    ctrl.choose(1, 'f', ['a']);
    await pass(1500);
    expect(rig.submissions()[0]?.body['lastSeq']).toBe(ctrl.outbox.highestSeq);
    expect(rig.session.state).toBe('running');
  });

  test('cannot be called off once it was sent, though no reply came', async () => {
    const ctrl = await rig.started();
    await settle();
    rig.network.drop();
    rig.network.refusals.push(...Array.from({ length: 8 }, () => new No(503, 'service.busy')));
    void ctrl.ending.byLearner();
    await pass(200);
    ctrl.ending.cancel();
    expect(ctrl.ending.state.value).toBe('submitting');
    await pass(60_000);
    expect(ctrl.phase.value).toBe('ended');
  });

  test('called off and begun again, the earlier run leaves the later one alone', async () => {
    const ctrl = await rig.started();
    await settle();
    rig.network.drop();
    await settle();
    rig.network.refusals.push(new No(409, 'session.answers-missing'));
    void ctrl.ending.byLearner();
    await settle();
    ctrl.ending.cancel();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    await settle();
    void ctrl.ending.byLearner();
    await pass(2000);
    expect(ctrl.ending.state.value).toBe('sending');
    rig.network.comeBack();
    await pass(20_000);
    expect(ctrl.phase.value).toBe('ended');
    expect(rig.choices(1)).toEqual(['a']);
  });

  test('is handed in on the line that is there, and by plain HTTP without one', async () => {
    const ctrl = await rig.started();
    await settle();
    void ctrl.ending.byLearner();
    await pass(1000);
    expect(ctrl.phase.value).toBe('ended');
    expect(rig.submissions().map(({ method }) => method)).toEqual(['HUB']);

    rig = new Rig();
    const other = await rig.started();
    await settle();
    rig.network.hubUp = false;
    rig.network.cut();
    await settle();
    void other.ending.byLearner();
    await pass(1000);
    expect(other.phase.value).toBe('ended');
    expect(rig.submissions().map(({ method }) => method)).toEqual(['POST']);
  });

  test('answers the server has missed are sent before it is asked again', async () => {
    const ctrl = await rig.started();
    ctrl.choose(1, 'f', ['a']);
    await settle();
    rig.network.refusals.push(new No(409, 'session.answers-missing'));
    void ctrl.ending.byLearner();
    await pass(3000);
    expect(rig.submissions()).toHaveLength(2);
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

  test('time given at the zero of the last section is worked, and the exam handed in at its next zero', async () => {
    rig = new Rig({ sections: timed([null, 60_000]) });
    const ctrl = await rig.started();
    const entering = ctrl.enterSection(1);
    await settle();
    await entering;
    await pass(59_000, 500);
    rig.session.enteredAt += 120_000;
    await pass(3000);
    expect(ctrl.locked.value).toBe(false);
    expect(rig.session.state).toBe('running');
    await pass(122_000, 500);
    expect(rig.session.state).toBe('submitted');
    expect(ctrl.phase.value).toBe('ended');
  });

  test('a learner who was admitted can start', async () => {
    rig.session.state = 'admitted';
    const ctrl = await rig.window();
    expect(ctrl.phase.value).toBe('seated');
  });

  test('a pause takes the questions away and gives them back at the same place', async () => {
    const ctrl = await rig.started();
    ctrl.go(2);
    await settle();
    rig.session.pause();
    await pass(10_500);
    expect(ctrl.phase.value).toBe('paused');
    expect(ctrl.paper.items).toEqual([]);
    rig.session.state = 'running';
    await pass(10_500);
    expect(ctrl.phase.value).toBe('running');
    expect(ctrl.paper.current.value).toBe(2);
  });

  test('a pause lets through what was typed until then', async () => {
    const ctrl = await rig.started();
    ctrl.choose(1, 'f', ['a']);
    await settle();
    ctrl.type(2, 'f', 'half a sen');
    rig.session.pause();
    rig.network.tellChanged();
    await settle();
    expect(ctrl.phase.value).toBe('paused');
    expect(rig.text(2)).toBe('half a sen');
    expect(ctrl.outbox.size.value).toBe(0);
    ctrl.type(2, 'f', 'half a sentence');
    await pass(2000);
    expect(rig.text(2)).toBe('half a sen');
  });

  test('a pause that presence finds out about lets it through as well', async () => {
    const ctrl = await rig.started();
    await pass(9500);
    ctrl.type(2, 'f', 'half a sen');
    rig.session.pause();
    await pass(700);
    expect(ctrl.phase.value).toBe('paused');
    expect(rig.text(2)).toBe('half a sen');
  });

  test('what reaches a pause too late is kept, troubles nobody, and goes when the exam goes on', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['c']);
    rig.session.pause();
    await pass(20_000);
    rig.network.comeBack();
    await pass(30_000);
    expect(ctrl.phase.value).toBe('paused');
    expect(ctrl.outbox.size.value).toBe(1);
    const sent = rig.asked('Save') + rig.asked('/entries');
    await pass(120_000, 1000);
    expect(rig.asked('Save') + rig.asked('/entries')).toBe(sent);
    rig.session.state = 'running';
    rig.network.tellChanged();
    await pass(3000);
    expect(rig.choices(1)).toEqual(['c']);
    expect(ctrl.outbox.size.value).toBe(0);
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

describe('while a section is being entered', () => {
  test('what is typed before the answers are through is sent too', async () => {
    const ctrl = await rig.started();
    rig.network.goOffline();
    ctrl.choose(1, 'f', ['a']);
    const entering = ctrl.enterSection(1);
    await pass(3000);
    expect(ctrl.locked.value).toBe(false);
    await pass(300);
    rig.network.comeBack();
    ctrl.type(2, 'f', 'typed while waiting');
    ctrl.online();
    await pass(500);
    await entering;
    expect(rig.text(2)).toBe('typed while waiting');
    expect(rig.session.section).toBe(1);
  });

  test('nothing can be changed while the server is asked', async () => {
    const ctrl = await rig.started();
    await settle();
    let locked = false;
    const enter = rig.session.enter.bind(rig.session);
    vi.spyOn(rig.session, 'enter').mockImplementation((device, index) => {
      locked = ctrl.locked.value;
      ctrl.type(2, 'f', 'too late');
      return enter(device, index);
    });
    const entering = ctrl.enterSection(1);
    await settle();
    await entering;
    expect(locked).toBe(true);
    expect(ctrl.sheet.answers.value.has('answer/2/f')).toBe(false);
    expect(ctrl.locked.value).toBe(false);
  });
});

test('a view made before an answer was stored, and come after it, does not undo the answer', async () => {
  const ctrl = await rig.started();
  ctrl.choose(1, 'f', ['a']);
  await settle();
  const old = rig.session.view(rig.session.holder ?? '');
  vi.spyOn(rig.session, 'view').mockReturnValueOnce(old);
  ctrl.choose(1, 'f', ['b']);
  ctrl.flag(2, true);
  await settle();
  ctrl.note(2, 'half a no');
  const opening = ctrl.open();
  await settle();
  await opening;
  expect(ctrl.sheet.answers.value.get('answer/1/f')?.choices).toEqual(['b']);
  expect(ctrl.sheet.marks.value.get('answer/1/f')?.state).toBe('saved');
  expect(ctrl.sheet.flags.value.has(2)).toBe(true);
  expect(ctrl.sheet.notes.value.get(2)).toBe('half a no');
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

describe('a break of one’s own', () => {
  test('sends what was typed, stops the clock, and gives the place and what is left of it back', async () => {
    const ctrl = await rig.started();
    rig.session.breakLeftMs = 600_000;
    await pass(10_500);
    expect(ctrl.timing.breakLeft.value).toBe(600_000);
    ctrl.go(2);
    ctrl.type(2, 'f', 'half a sen');
    const taking = ctrl.takeBreak(5);
    await settle();
    await taking;
    expect(rig.text(2)).toBe('half a sen');
    expect(ctrl.phase.value).toBe('paused');
    expect(ctrl.timing.hold.value?.kind).toBe('break');
    await pass(120_000, 1000);
    const ending = ctrl.endBreak();
    await settle();
    await ending;
    expect(ctrl.phase.value).toBe('running');
    expect(ctrl.paper.current.value).toBe(2);
    expect(Math.round(ctrl.timing.breakLeft.value / 60_000)).toBe(8);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Peer } from '../proctor/session/live';
import { Desk } from './fake/console';
import { No } from './fake/session';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

let desk: Desk;
beforeEach(() => void (desk = new Desk()));
afterEach(() => desk.close());

async function open(session = desk.room.seat(0)) {
  const ctrl = await desk.sit();
  ctrl.openSession(session);
  await settle();
  const opened = ctrl.open.value;
  if (!opened) throw new Error('it is not open');
  return { ctrl, opened, session };
}

describe('an open session', () => {
  test('shows what happens as it happens, and nothing twice', async () => {
    const { opened, session } = await open();
    desk.room.happen(session, { what: 'page-hidden.began' });
    expect(opened.timeline.value.map((entry) => entry.what)).toEqual(['page-hidden.began']);
    opened.read();
    await pass(1000);
    expect(opened.timeline.value).toHaveLength(1);
  });

  test('has one entry for an answer that is changed again and again, told or read', async () => {
    const { opened, session } = await open();
    const answer = { kind: 'answer', what: 'a', by: 'learner', item: 3 };
    for (let n = 0; n < 3; n++) {
      desk.room.happen(session, answer);
      await pass(10);
    }
    const amounts = () => opened.timeline.value.map((entry) => [entry.item, entry.amount]);
    expect(amounts()).toEqual([[3, 3]]);
    // As the server has it when it is read.
    const { timeline } = desk.room.sitting(session);
    timeline.splice(0, 2);
    Object.assign(timeline[0] ?? {}, { amount: 3 });
    opened.read();
    await pass(1000);
    expect(amounts()).toEqual([[3, 3]]);
    desk.room.happen(session, answer);
    desk.room.happen(session, { ...answer, item: 4 });
    expect(amounts()).toEqual([
      [3, 4],
      [4, undefined],
    ]);
  });

  test('has its earlier entries read on demand, page by page, and none is lost when it is read again', async () => {
    const session = desk.room.seat(0);
    desk.room.pageSize = 3;
    for (let n = 1; n <= 7; n++) {
      desk.room.happen(session, { what: `signal-${n}` });
      await pass(10);
    }
    const { opened } = await open(session);
    const shown = () => opened.timeline.value.map((entry) => entry.what.slice(-1)).join('');
    expect([shown(), opened.hasEarlier]).toEqual(['567', true]);
    await opened.readEarlier();
    expect([shown(), opened.hasEarlier]).toEqual(['234567', true]);
    desk.room.happen(session, { what: 'signal-8' });
    opened.read();
    await pass(1000);
    await opened.readEarlier();
    expect([shown(), opened.hasEarlier]).toEqual(['12345678', false]);
  });

  test('is read again for a flag, once for all of a moment', async () => {
    const { opened, session } = await open();
    const before = desk.count('HUB', 'Open');
    desk.room.flag(session, 'The exam’s page was out of sight', 0.4);
    desk.room.flag(session, 'Several people were before the camera', 0.8);
    await pass(1000);
    expect(opened.view.value?.flags).toHaveLength(2);
    expect(desk.count('HUB', 'Open')).toBe(before + 1);
  });

  test('takes a flag back with a reason', async () => {
    const { ctrl, opened, session } = await open();
    desk.room.flag(session, 'The exam’s page was out of sight', 0.4);
    await pass(1000);
    ctrl.begin('unflag', { of: 'some', sessions: [session] }, { flag: 1 });
    const draft = ctrl.acts.draft.value;
    if (!draft) throw new Error('nothing is begun');
    await pass(100, 50);
    draft.text.value = 'The building’s network was down.';
    expect(await draft.order()).toBe(true);
    desk.room.flush();
    await pass(1000);
    expect(opened.view.value?.flags[0]).toMatchObject({ standing: 'withdrawn' });
    expect(ctrl.board.cell(session)?.flags.value).toBe(0);
  });

  test('is another one when another is opened', async () => {
    const { ctrl, opened } = await open();
    const other = desk.room.seat(5);
    desk.room.flush();
    ctrl.openSession(other);
    await settle();
    expect(ctrl.open.value).not.toBe(opened);
    expect(desk.count('HUB', 'Close')).toBe(1);
    desk.room.happen(other, { what: 'copied.did' });
    expect(opened.timeline.value).toEqual([]);
  });

  test('is read by plain HTTP while the hub is away', async () => {
    const session = desk.room.seat(1);
    const ctrl = await desk.sit();
    desk.drop();
    await pass(1000);
    ctrl.openSession(session);
    await settle();
    expect(ctrl.open.value?.view.value?.legalName).toBe(desk.room.sitting(session).cell.watch.legalName);
  });

  test('shows the newest still of camera and screen as the board tells of them', async () => {
    const { opened, session } = await open();
    opened.noteStill();
    desk.room.change(session, (cell) => Object.assign(cell, { still: 'screen-still.7.jpg', stillAt: 'later' }));
    desk.room.flush();
    opened.noteStill();
    opened.noteStill();
    expect(opened.stills.value).toMatchObject({
      camera: { id: 'camera-still.0.jpg' },
      screen: { id: 'screen-still.7.jpg' },
    });
    expect(opened.evidence.value).toHaveLength(2);
  });
});

describe('talk', () => {
  test('goes both ways and stands in order', async () => {
    const { opened, session } = await open();
    desk.room.write(session, 'May I ask something?');
    opened.draft.value = ' Please do. ';
    await opened.say();
    expect(opened.talk.value.map((line) => line.text)).toEqual(['May I ask something?', 'Please do.']);
    expect(opened.draft.value).toBe('');
  });

  test('that does not get through stays in the field, and goes by itself as the same line when the way is free', async () => {
    const { opened, session } = await open();
    opened.draft.value = 'Please wait.';
    desk.weather = 'replies-lost';
    const saying = opened.say();
    await pass(9000);
    expect(opened.draft.value).toBe('Please wait.');
    expect(opened.saying.waiting.value?.code).toBe('unreachable');
    desk.weather = 'fine';
    await pass(40_000);
    await saying;
    expect(opened.draft.value).toBe('');
    expect(opened.saying.waiting.value).toBeNull();
    expect(desk.room.sitting(session).talk).toHaveLength(1);
    expect(opened.talk.value).toHaveLength(1);
  });

  test('that is refused says why', async () => {
    const { opened } = await open();
    opened.draft.value = 'Hello';
    desk.refusals.push(new No(409, 'watch.over', 'The session is over.'));
    await opened.say();
    expect(opened.saying.problem.value?.code).toBe('watch.over');
    expect(opened.draft.value).toBe('Hello');
  });
});

describe('the live picture', () => {
  test('is asked for, offered by the learner’s page and answered', async () => {
    const { opened, session } = await open();
    const peer = new FakePeer();
    desk.peer = () => peer.asPeer();
    await opened.live.ask({ camera: true, screen: true, sound: false });
    expect(sent(session)).toEqual([{ want: { camera: true, screen: true, sound: false } }]);
    tell(session, { description: { type: 'offer', sdp: 'o' } });
    tell(session, { candidate: { candidate: 'c' } });
    await settle();
    expect(peer.heard).toEqual(['remote offer', 'local', 'candidate']);
    expect(sent(session).at(-1)).toEqual({ description: { type: 'answer', sdp: 'mine' } });
    peer.connect();
    expect(opened.live.state.value).toBe('on');
  });

  test('takes candidates that overtook the offer when it is there', async () => {
    const { opened, session } = await open();
    const peer = new FakePeer();
    desk.peer = () => peer.asPeer();
    await opened.live.ask({ camera: true, screen: false, sound: false });
    tell(session, { candidate: { candidate: 'c' } });
    tell(session, { description: { type: 'offer', sdp: 'o' } });
    await settle();
    expect(peer.heard).toEqual(['remote offer', 'candidate', 'local']);
    expect(opened.live.state.value).toBe('asking');
  });

  test('ignores an offer that crosses its own: the learner’s page gives way', async () => {
    const { opened, session } = await open();
    const peer = new FakePeer();
    desk.peer = () => peer.asPeer();
    await opened.live.ask({ camera: true, screen: false, sound: false });
    peer.signalingState = 'have-local-offer';
    tell(session, { description: { type: 'offer', sdp: 'o' } });
    await settle();
    expect(peer.heard).toEqual([]);
    // Candidates of the offer that was ignored fail, and that is no fault.
    peer.refuseCandidates = true;
    tell(session, { candidate: { candidate: 'c' } });
    await settle();
    expect(opened.live.state.value).toBe('asking');
  });

  test('that does not come is given up after a while, and can be asked for again', async () => {
    const { opened, session } = await open();
    let peers = 0;
    desk.peer = () => (peers++, new FakePeer().asPeer());
    await opened.live.ask({ camera: true, screen: false, sound: false });
    await pass(16_000);
    expect(opened.live.state.value).toBe('broken');
    await opened.live.again();
    expect(opened.live.state.value).toBe('asking');
    expect(peers).toBe(2);
    expect(sent(session)).toHaveLength(2);
  });

  test('ends with the session: the learner’s page is told', async () => {
    const { ctrl, opened, session } = await open();
    const peer = new FakePeer();
    desk.peer = () => peer.asPeer();
    await opened.live.ask({ camera: true, screen: false, sound: true });
    ctrl.close();
    await settle();
    expect(sent(session).at(-1)).toEqual({ bye: true });
    expect(peer.closed).toBe(true);
    expect(opened.live.state.value).toBe('off');
  });
});

const sent = (session: string): unknown[] =>
  desk.room.relayed.filter((one) => one.session === session).map((one) => JSON.parse(one.message) as unknown);

const tell = (session: string, message: unknown): void =>
  desk.room.tell('relayed', desk.room.id, session, JSON.stringify(message));

class FakePeer {
  readonly heard: string[] = [];
  signalingState = 'stable';
  connectionState = 'new';
  localDescription: unknown = null;
  refuseCandidates = false;
  closed = false;
  onconnectionstatechange: (() => void) | null = null;

  asPeer(): Peer {
    return this as unknown as Peer;
  }

  async setRemoteDescription(description: { type: string }): Promise<void> {
    this.heard.push(`remote ${description.type}`);
  }

  async setLocalDescription(): Promise<void> {
    this.heard.push('local');
    this.localDescription = { type: 'answer', sdp: 'mine' };
  }

  async addIceCandidate(): Promise<void> {
    if (this.refuseCandidates) throw new Error('no such offer');
    this.heard.push('candidate');
  }

  connect(): void {
    this.connectionState = 'connected';
    this.onconnectionstatechange?.();
  }

  restartIce(): void {
    this.heard.push('restart');
  }

  close(): void {
    this.closed = true;
  }
}

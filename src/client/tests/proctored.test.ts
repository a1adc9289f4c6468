import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../lib/ids';
import { Live, type LiveMessage } from '../learner/proctored/camera/live';
import { Media } from '../learner/proctored/camera/media';
import { waitingSessions, watchStore } from '../learner/proctored/store';
import { No } from './fake/session';
import { FakeGiver, FakeStream, photo, ProctoredRig, type FakeRecorder } from './proctored-rig';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();
beforeEach(() => void vi.stubGlobal('MediaStream', FakeStream));
afterEach(() => void vi.unstubAllGlobals());

let rig: ProctoredRig;
beforeEach(() => void (rig = new ProctoredRig()));
afterEach(() => rig.closeAll());

describe('notices', () => {
  test('are told once, acknowledged on arrival, and confirmed by a press', async () => {
    const tab = await rig.running();
    const { id } = rig.watched.act('warn', 'Please look at your screen.');
    await settle();
    expect(tab.told.map((one) => one.text)).toEqual(['Please look at your screen.']);
    expect(rig.watched.notices[0]).toMatchObject({ delivered: true, confirmed: false });
    expect(tab.ctrl.attendance.open.value).toHaveLength(1);
    tab.ctrl.attendance.confirm(id);
    await settle();
    expect(tab.ctrl.attendance.open.value).toHaveLength(0);
    expect(rig.watched.notices[0]?.confirmed).toBe(true);
  });

  test('stand after a reload until they are confirmed, and are not told again', async () => {
    const tab = await rig.running();
    rig.watched.act('announce', 'Ten minutes longer for everybody.');
    await settle();
    rig.gone(tab);
    const again = await rig.tab(tab.session.device);
    expect(again.ctrl.attendance.open.value).toHaveLength(1);
    expect(again.told).toEqual([]);
  });

  test('that came while the connection was away are there when it is back', async () => {
    const tab = await rig.running();
    rig.network.goOffline();
    rig.watched.act('message', 'Your microphone is muted.');
    await pass(2000);
    rig.network.comeBack();
    tab.session.online();
    await pass(20_000, 500);
    expect(tab.told).toHaveLength(1);
    expect(rig.watched.notices[0]?.delivered).toBe(true);
  });

  test('confirmed without a connection stay confirmed, and the server hears of it later', async () => {
    const tab = await rig.running();
    const { id } = rig.watched.act('warn', 'Please speak to nobody.');
    await settle();
    rig.network.goOffline();
    tab.ctrl.attendance.confirm(id);
    await pass(2000);
    expect(tab.ctrl.attendance.open.value).toHaveLength(0);
    rig.network.comeBack();
    tab.session.online();
    await pass(30_000, 500);
    expect(rig.watched.notices[0]?.confirmed).toBe(true);
  });

  test('of a pause stand when there are words with it: why it is paused is to be read, not only heard', async () => {
    const tab = await rig.running();
    rig.watched.act('pause');
    const { id } = rig.watched.act('pause', 'Somebody is at the door.');
    await settle();
    expect(tab.ctrl.attendance.open.value.map((notice) => notice.text)).toEqual(['Somebody is at the door.']);
    tab.ctrl.attendance.confirm(id);
    await settle();
    expect(tab.ctrl.attendance.open.value).toHaveLength(0);
  });

  test('that were taken back are gone', async () => {
    const tab = await rig.running();
    const notice = rig.watched.act('addTime', '', 5);
    await settle();
    rig.watched.notices[0] = { ...notice, withdrawn: true };
    rig.watched.tell('told', rig.watched.notices[0]);
    await settle();
    expect(tab.ctrl.attendance.open.value).toHaveLength(0);
    expect(tab.told).toHaveLength(1);
  });
});

describe('the talk', () => {
  test('shows a line at once and sends it once, whatever is lost on the way', async () => {
    const tab = await rig.running();
    rig.network.goOffline();
    void tab.ctrl.attendance.say('May I go out?');
    await settle();
    expect(tab.ctrl.attendance.talk.value).toMatchObject([{ text: 'May I go out?', unsent: true }]);
    rig.network.comeBack();
    rig.network.weather = 'replies-lost';
    await pass(10_000, 500);
    rig.network.weather = 'fine';
    await pass(40_000, 500);
    expect(rig.watched.talk).toHaveLength(1);
    expect(tab.ctrl.attendance.talk.value).toMatchObject([{ text: 'May I go out?', unsent: false }]);
  });

  test('keeps its history over a reload', async () => {
    const tab = await rig.running();
    await rig.did(tab.ctrl.attendance.say('Hello'));
    rig.watched.answer('Hello, what is it?');
    await settle();
    rig.gone(tab);
    const again = await rig.tab(tab.session.device);
    expect(again.ctrl.attendance.talk.value.map((line) => line.text)).toEqual(['Hello', 'Hello, what is it?']);
  });

  test('counts what was not looked at', async () => {
    const tab = await rig.running();
    rig.watched.answer('One');
    rig.watched.answer('Two');
    await settle();
    expect(tab.ctrl.unread.value).toBe(2);
    expect(tab.said).toHaveLength(2);
    tab.ctrl.openTalk();
    tab.ctrl.closeTalk();
    expect(tab.ctrl.unread.value).toBe(0);
  });

  test('a raised hand is seen, and lowered by the answer', async () => {
    const tab = await rig.running();
    await rig.did(tab.ctrl.attendance.raiseHand(true));
    expect(rig.watched.handRaised).toBe(true);
    rig.watched.answer('Yes?');
    await settle();
    expect(tab.ctrl.attendance.handRaised.value).toBe(false);
  });
});

describe('while the exam runs', () => {
  test('a pause hides the questions at once and stops the clock; going on gives the place back', async () => {
    const tab = await rig.running();
    tab.session.go(2);
    await settle();
    rig.session.pause();
    rig.session.hold = { kind: 'lock', since: '2026-11-24T09:00:00Z', until: null, message: 'Please wait for me.' };
    rig.network.tellChanged();
    await settle();
    expect(tab.session.phase.value).toBe('paused');
    expect(tab.session.paper.items).toEqual([]);
    expect(tab.session.timing.hold.value).toMatchObject({ kind: 'lock', message: 'Please wait for me.' });
    rig.session.state = 'running';
    rig.session.hold = null;
    rig.network.tellChanged();
    await settle();
    expect(tab.session.phase.value).toBe('running');
    expect(tab.session.paper.current.value).toBe(2);
    expect(tab.session.timing.hold.value).toBeNull();
  });

  test('being asked for identity again keeps the place, and is settled by showing it', async () => {
    const tab = await rig.running();
    tab.session.go(2);
    rig.watched.ask('identity', 'Please show me your document once more.');
    await settle();
    expect(tab.ctrl.askedFor.value).toBe('identity');
    expect(tab.session.phase.value).toBe('running');
    tab.ctrl.checkIn.photos.value = { face: photo(), document: photo() };
    await rig.did(tab.ctrl.checkIn.showIdentity());
    expect(tab.ctrl.askedFor.value).toBeNull();
    expect(tab.session.paper.current.value).toBe(2);
  });

  test('what was lost is named, and given again by a press', async () => {
    const tab = await rig.running();
    expect(tab.ctrl.missing.value).toEqual([]);
    tab.giver.tracks[2]?.end();
    await settle();
    expect(tab.ctrl.missing.value).toEqual(['screen']);
    await rig.did(tab.ctrl.media.askScreen());
    expect(tab.ctrl.missing.value).toEqual([]);
    await pass(1500);
    expect(rig.happened()).toEqual(['screen-share-lost.began', 'screen-share-lost.ended']);
  });

  test('at the end camera, microphone and screen are given back', async () => {
    const tab = await rig.running();
    rig.session.end('submitted', 'learner');
    rig.network.tellChanged();
    await settle();
    expect(tab.giver.tracks.every((track) => track.stopped)).toBe(true);
  });

  test('where another device takes over, this one watches no more', async () => {
    const tab = await rig.running();
    rig.session.holder = newId();
    rig.network.tellChanged();
    await settle();
    expect(tab.session.phase.value).toBe('elsewhere');
    expect(tab.ctrl.watched.value).toBe(false);
    expect(tab.giver.tracks.every((track) => track.stopped)).toBe(true);
  });
});

describe('stills', () => {
  test('of camera and screen go every few seconds from consent on, and not before', async () => {
    rig = new ProctoredRig({ settings: { stillEverySeconds: 5 } });
    const tab = await rig.tab();
    await pass(12_000, 500);
    expect(rig.watched.evidence).toEqual([]);
    await rig.checkedIn(tab);
    rig.watched.evidence.length = 0;
    await pass(21_000, 500);
    const kinds = rig.watched.evidence.map((one) => one.kind);
    expect(kinds.filter((kind) => kind === 'camera-still').length).toBeGreaterThanOrEqual(4);
    expect(kinds.filter((kind) => kind === 'screen-still').length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...rig.watched.evidence.map((one) => one.bytes))).toBeLessThanOrEqual(20_000);
  });

  test('that do not get through are not sent later', async () => {
    rig = new ProctoredRig({ settings: { stillEverySeconds: 5 } });
    const tab = await rig.tab();
    await rig.checkedIn(tab);
    rig.network.goOffline();
    await pass(60_000, 1000);
    rig.watched.evidence.length = 0;
    rig.network.comeBack();
    await pass(6_000, 500);
    expect(rig.watched.evidence.length).toBeLessThanOrEqual(4);
  });
});

describe('an exemption that is granted while the exam runs', () => {
  const all = { settings: { faceCounting: true, record: true, stillEverySeconds: 5 } };

  test('turns off what it is about, at once and without blame', async () => {
    rig = new ProctoredRig(all);
    const tab = await rig.running();
    await pass(6000, 500);
    const [camera, microphone, screen] = tab.giver.tracks;
    const { policy } = rig.watched;
    policy.settings = { ...policy.settings, camera: false, faceCounting: false };
    rig.watched.consentVersion = 'v2';
    rig.watched.tell('checkIn', rig.watched.checkIn);
    await pass(500);

    expect([camera?.stopped, microphone?.stopped, screen?.stopped]).toEqual([true, false, false]);
    expect(tab.ctrl.released.value).toEqual(['camera']);
    expect(tab.ctrl.missing.value).toEqual([]);
    expect(tab.ctrl.faces.state.value).toBe('off');
    expect(tab.recorders.map((one) => one.state)).toEqual(['inactive', 'recording']);
    const before = rig.watched.evidence.filter((one) => one.kind === 'camera-still').length;
    await pass(20_000, 500);
    expect(rig.watched.evidence.filter((one) => one.kind === 'camera-still')).toHaveLength(before);
    expect(rig.happened()).toEqual([]);
  });

  test('ends what was held against the learner for the want of it', async () => {
    const tab = await rig.running();
    tab.giver.tracks[2]?.end();
    await pass(1500);
    expect(rig.happened()).toEqual(['screen-share-lost.began']);
    rig.watched.policy.settings = { screen: false };
    rig.watched.consentVersion = 'v2';
    rig.watched.tell('checkIn', rig.watched.checkIn);
    await pass(2000);
    expect(rig.happened()).toEqual(['screen-share-lost.began', 'screen-share-lost.ended']);
    expect(tab.ctrl.released.value).toEqual([]);
  });
});

describe('faces', () => {
  const counting = { settings: { faceCounting: true } };

  test('count after three pictures in a row, and end after three again', async () => {
    rig = new ProctoredRig(counting);
    const tab = await rig.running();
    await pass(4000, 500);
    expect(tab.ctrl.faces.state.value).toBe('on');
    rig.faces = () => 0;
    await pass(3500, 500);
    expect(rig.happened()).toEqual([]);
    await pass(3000, 500);
    expect(rig.happened()).toEqual(['no-face.began']);
    rig.faces = () => 2;
    await pass(8000, 500);
    expect(rig.happened()).toEqual(['no-face.began', 'no-face.ended', 'several-faces.began']);
    expect(rig.signals().at(-1)?.amount).toBe(2);
  });

  test('are unknown while the camera gives no picture: nobody is missing from it', async () => {
    rig = new ProctoredRig(counting);
    const tab = await rig.running();
    rig.faces = () => 0;
    await pass(12_000, 500);
    expect(rig.happened()).toEqual(['no-face.began']);
    tab.giver.tracks[0]?.mute(true);
    await pass(4000, 500);
    expect(rig.happened()).toEqual(['no-face.began', 'camera-lost.began', 'no-face.ended']);
    tab.giver.tracks[0]?.mute(false);
    await pass(5000, 500);
    expect(rig.happened().at(-1)).toBe('camera-lost.ended');
    await pass(5000, 500);
    expect(rig.happened().at(-1)).toBe('no-face.began');
  });

  test('are off before consent', async () => {
    rig = new ProctoredRig(counting);
    const tab = await rig.tab();
    await rig.did(tab.ctrl.askCamera());
    await pass(10_000, 500);
    expect(tab.ctrl.faces.state.value).toBe('off');
  });

  test('that cannot be counted are said so, and nothing else depends on it', async () => {
    rig = new ProctoredRig(counting);
    rig.countable = false;
    const tab = await rig.running();
    await pass(10_000, 500);
    expect(tab.ctrl.faces.state.value).toBe('unable');
    expect(rig.happened()).toEqual([]);
    expect(tab.session.phase.value).toBe('running');
  });
});

describe('recording', () => {
  const recorded = { settings: { record: true } };
  const film = (recorders: FakeRecorder[], n: number) => recorders[n] as FakeRecorder;

  test('begins with the exam and goes up in numbered pieces', async () => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.tab();
    await rig.checkedIn(tab);
    expect(tab.recorders).toHaveLength(0);
    rig.watched.admit();
    await settle();
    await rig.did(tab.session.start());
    expect(tab.recorders).toHaveLength(2);
    film(tab.recorders, 0).piece(10);
    film(tab.recorders, 0).piece(10);
    film(tab.recorders, 1).piece(10);
    await pass(100);
    expect(Object.fromEntries(rig.watched.chunks)).toEqual({ camera: [1, 2], screen: [1] });
  });

  test('pieces that did not get through are sent after a reload, in order, and each once', async () => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.running();
    film(tab.recorders, 0).piece(10);
    await pass(100);
    rig.network.goOffline();
    film(tab.recorders, 0).piece(10);
    film(tab.recorders, 0).piece(10);
    await pass(1000);
    rig.gone(tab);
    rig.network.comeBack();
    await rig.tab(tab.session.device);
    await pass(10_000, 500);
    const camera = rig.watched.chunks.get('camera') ?? [];
    expect(camera.slice(0, 3)).toEqual([1, 2, 3]);
    expect(new Set(camera).size).toBe(camera.length);
  });

  test('pieces begun before the end go after it, and none that was begun later', async () => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.running();
    rig.network.goOffline();
    film(tab.recorders, 0).piece(10);
    await pass(1000);
    rig.session.end('terminated', 'proctor');
    await pass(1000);
    film(tab.recorders, 0).piece(10);
    await pass(1000);
    film(tab.recorders, 0).piece(10);
    rig.network.comeBack();
    await pass(120_000, 1000);
    expect(rig.watched.chunks.get('camera')).toEqual([1, 2]);
    expect(await waitingSessions()).not.toContain(rig.session.id);
  });

  test.each([
    [409, 'evidence.not-permitted'],
    [400, 'input.malformed'],
  ])('no piece is lost by a no that may be lifted: %i %s', async (status, code) => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.running();
    await pass(100);
    const chunk = rig.watched.chunk.bind(rig.watched);
    const no = vi.spyOn(rig.watched, 'chunk').mockImplementation((track, number, begun) => {
      if (number !== null) throw new No(status, code);
      return chunk(track, number, begun);
    });
    film(tab.recorders, 0).piece(10);
    await pass(10_000, 500);
    expect(rig.watched.chunks.get('camera')).toBeUndefined();
    no.mockRestore();
    await pass(120_000, 1000);
    expect(rig.watched.chunks.get('camera')).toEqual([1]);
  });

  test('pieces left by a page go when another is opened after the end', async () => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.running();
    film(tab.recorders, 0).piece(10);
    await pass(100);
    rig.network.goOffline();
    film(tab.recorders, 0).piece(10);
    await pass(1000);
    rig.gone(tab);
    rig.session.end('terminated', 'proctor');
    rig.network.comeBack();
    await rig.remains();
    await pass(10_000, 500);
    // The third is what the recorder still had when its page went away.
    expect(rig.watched.chunks.get('camera')).toEqual([1, 2, 3]);
    expect(await waitingSessions()).not.toContain(rig.session.id);
  });

  test('pieces left by a page go where the next was not told before the end which the server has', async () => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.running();
    rig.network.goOffline();
    film(tab.recorders, 0).piece(10);
    await pass(1000);
    rig.gone(tab);
    rig.network.comeBack();
    const chunk = rig.watched.chunk.bind(rig.watched);
    const busy = vi.spyOn(rig.watched, 'chunk').mockImplementation((track, number, begun) => {
      if (number === null) throw new No(503, 'service.busy');
      return chunk(track, number, begun);
    });
    const again = await rig.tab(tab.session.device);
    await pass(5000);
    rig.session.end('terminated', 'proctor');
    rig.network.tellChanged();
    await pass(1000);
    expect(again.session.phase.value).toBe('ended');
    again.close();
    busy.mockRestore();
    await pass(120_000, 1000);
    expect(rig.watched.chunks.get('camera')).toEqual([1, 2]);
    expect(await waitingSessions()).not.toContain(rig.session.id);
  });

  test('a piece that does not say when it was begun goes by when it was made', async () => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.running();
    await pass(100);
    rig.gone(tab);
    const { id: session } = rig.session;
    const piece = { id: `${session}/camera/9`, session, track: 'camera', number: 9, madeAt: Date.now(), data: photo() };
    await rig.did(watchStore.write(['chunks'], (tx) => void tx.objectStore('chunks').put(piece)));
    await pass(1000);
    rig.session.end('terminated', 'proctor');
    await rig.remains();
    await pass(10_000, 500);
    expect(rig.watched.chunks.get('camera')).toContain(9);
  });

  test('pieces that nobody has come back for are forgotten after three days, whoever comes', async () => {
    rig = new ProctoredRig(recorded);
    const tab = await rig.running();
    rig.network.goOffline();
    film(tab.recorders, 0).piece(10);
    tab.place.fire('document', 'copy');
    await pass(1000);
    rig.gone(tab);
    await pass(1000);
    const left = async (store: 'signals' | 'chunks') => {
      const rows = await watchStore.read<{ session: string }[]>(store, (all) => all.getAll());
      return rows.filter(({ session }) => session === rig.session.id).length;
    };
    expect([await left('signals'), await left('chunks')]).not.toContain(0);
    vi.setSystemTime(Date.now() + 3 * 24 * 3_600_000);
    expect(await waitingSessions()).not.toContain(rig.session.id);
    await settle();
    expect([await left('signals'), await left('chunks')]).toEqual([0, 0]);
  });
});

describe('the live picture', () => {
  class FakePeer extends EventTarget {
    connectionState = 'new';
    onnegotiationneeded: (() => void) | null = null;
    onicecandidate: ((event: { candidate: null }) => void) | null = null;
    onconnectionstatechange: (() => void) | null = null;
    localDescription: { toJSON: () => RTCSessionDescriptionInit } | null = null;
    remote: RTCSessionDescriptionInit | null = null;
    closed = false;
    readonly shown: unknown[] = [];

    addTrack(track: unknown): { track: unknown; replaceTrack: () => Promise<void> } {
      this.shown.push(track);
      queueMicrotask(() => this.onnegotiationneeded?.());
      return { track, replaceTrack: async () => undefined };
    }

    removeTrack(sender: { track: unknown }): void {
      this.shown.splice(this.shown.indexOf(sender.track), 1);
    }

    async setLocalDescription(): Promise<void> {
      const type = this.remote?.type === 'offer' ? 'answer' : 'offer';
      this.localDescription = { toJSON: () => ({ type, sdp: 'v=0' }) };
    }

    async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      this.remote = description;
    }

    async addIceCandidate(): Promise<void> {}

    close(): void {
      this.closed = true;
    }
  }

  const peers: FakePeer[] = [];
  const sent: { peer: string; message: LiveMessage }[] = [];
  let may = true;
  const setUp = async () => {
    peers.length = sent.length = 0;
    may = true;
    const media = new Media(new FakeGiver());
    await media.ask({ camera: true, microphone: true });
    await media.askScreen();
    const live = new Live(media, {
      iceServers: () => [],
      send: async (peer, message) => void sent.push({ peer, message: JSON.parse(message) as LiveMessage }),
      may: () => may,
      connect: () => {
        const made = new FakePeer();
        peers.push(made);
        return made as unknown as RTCPeerConnection;
      },
    });
    return { live, media };
  };
  const want = (camera: boolean, screen = false, sound = false) => JSON.stringify({ want: { camera, screen, sound } });

  test('is offered to the proctor who asks, with what they asked for', async () => {
    const { live } = await setUp();
    live.take('p1', want(true, true));
    await settle();
    expect(peers[0]?.shown).toHaveLength(2);
    expect(live.watchers.value).toBe(1);
    expect(sent.map((one) => Object.keys(one.message)[0])).toContain('streams');
    expect(sent.at(-1)?.message).toMatchObject({ description: { type: 'offer' } });
  });

  test('gives way to an offer that crosses its own', async () => {
    const { live } = await setUp();
    live.take('p1', want(true));
    await settle();
    live.take('p1', JSON.stringify({ description: { type: 'offer', sdp: 'v=0' } }));
    await settle();
    expect(sent.at(-1)?.message).toMatchObject({ description: { type: 'answer' } });
  });

  test('is one for each proctor, and ends with their goodbye', async () => {
    const { live } = await setUp();
    live.take('p1', want(true));
    live.take('p2', want(false, false, true));
    await settle();
    expect(live.watchers.value).toBe(2);
    live.take('p1', JSON.stringify({ bye: true }));
    expect(peers[0]?.closed).toBe(true);
    expect(live.watchers.value).toBe(1);
    live.take('p2', want(false));
    await settle();
    expect(live.watchers.value).toBe(0);
  });

  test('is begun anew for a proctor who lost it and asks for the same again', async () => {
    const { live } = await setUp();
    live.take('p1', want(true));
    await settle();
    live.take('p1', want(true));
    await settle();
    expect(peers).toHaveLength(2);
    expect(peers[0]?.closed).toBe(true);
    expect(live.watchers.value).toBe(1);
  });

  test('is shown to nobody before consent or after the end', async () => {
    const { live } = await setUp();
    may = false;
    live.take('p1', want(true));
    live.take('p1', 'nonsense');
    await settle();
    expect(peers).toHaveLength(0);
    expect(sent).toHaveLength(0);
  });

  test('goes away with a camera that goes away', async () => {
    const { live, media } = await setUp();
    live.take('p1', want(true));
    await settle();
    media.stop();
    await settle();
    expect(peers[0]?.shown).toHaveLength(0);
  });

  test('of a connection that fails is given up, and the learner is not told of a watcher any more', async () => {
    const { live } = await setUp();
    live.take('p1', want(true));
    await settle();
    const peer = peers[0] as FakePeer;
    peer.connectionState = 'disconnected';
    peer.onconnectionstatechange?.();
    await pass(31_000, 1000);
    expect(live.watchers.value).toBe(0);
  });

  test('comes to the page by the hub and goes back to the proctor’s connection', async () => {
    const tab = await rig.running();
    vi.stubGlobal('RTCPeerConnection', FakePeer);
    rig.watched.tell('relayed', 'connection-7', want(true));
    await settle();
    expect(tab.ctrl.live.watchers.value).toBe(1);
    expect(rig.watched.relayed[0]?.peer).toBe('connection-7');
  });
});

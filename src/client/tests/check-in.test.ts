import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../lib/ids';
import { No } from './fake/session';
import { FakeGiver, FakeStream, photo, ProctoredRig, TabStorage, type Tab } from './proctored-rig';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();
beforeEach(() => void vi.stubGlobal('MediaStream', FakeStream));
afterEach(() => void vi.unstubAllGlobals());

let rig: ProctoredRig;
beforeEach(() => void (rig = new ProctoredRig()));
afterEach(() => rig.closeAll());

const step = (tab: Tab) => tab.ctrl.checkIn.step.value;

describe('the check-in', () => {
  test('goes step by step to waiting, and the exam starts by the learner’s press only', async () => {
    const tab = await rig.tab();
    expect(step(tab)).toBe('device');
    await rig.did(tab.ctrl.checkIn.begin());
    expect(rig.session.state).toBe('checkingIn');
    expect(step(tab)).toBe('consent');
    await rig.did(tab.ctrl.askCamera());
    await rig.did(tab.ctrl.checkIn.consent());
    expect(step(tab)).toBe('share');
    await rig.did(tab.ctrl.media.askScreen());
    expect(step(tab)).toBe('identity');
    tab.ctrl.checkIn.photos.value = { face: photo(), document: photo() };
    tab.ctrl.checkIn.nameConfirmed.value = true;
    await rig.did(tab.ctrl.checkIn.showIdentity());
    expect(rig.watched.evidence.map((one) => one.kind)).toEqual(['face', 'document']);
    expect(step(tab)).toBe('ready');
    await rig.did(tab.ctrl.checkIn.complete());
    expect(step(tab)).toBe('waiting');
    rig.watched.admit();
    await settle();
    expect(tab.session.phase.value).toBe('seated');
    expect(tab.session.paper.view.value?.state).toBe('admitted');
    await rig.did(tab.session.start());
    expect(tab.session.phase.value).toBe('running');
  });

  test('takes a photo at the first press, also with a camera that gives its first picture a moment later', async () => {
    const tab = await rig.tab();
    let black = 5;
    rig.pictures = { ...rig.pictures, jpeg: async () => (black-- > 0 ? null : photo()) };
    await rig.did(tab.ctrl.checkIn.begin());
    await rig.did(tab.ctrl.askCamera());
    const taken = tab.ctrl.photo(1280, 400_000);
    await pass(1000, 50);
    expect((await taken)?.size).toBe(9_000);
    black = Infinity;
    const never = tab.ctrl.photo(1280, 400_000);
    await pass(5000, 50);
    expect(await never).toBeNull();
    const left = tab.ctrl.photo(1280, 400_000);
    tab.close();
    expect(await left).toBeNull();
  });

  test('asks for no photo of a learner who may not use a camera', async () => {
    rig = new ProctoredRig({ noCamera: true, settings: { screen: false } });
    const tab = await rig.tab();
    expect(tab.ctrl.checkIn.path.value).toEqual(['device', 'consent', 'identity', 'waiting']);
    await rig.did(tab.ctrl.checkIn.begin());
    await rig.did(tab.ctrl.checkIn.consent());
    tab.ctrl.checkIn.nameConfirmed.value = true;
    await rig.did(tab.ctrl.checkIn.showIdentity());
    expect(rig.watched.identity).toMatchObject({ face: null, document: null, nameConfirmed: true });
    expect(rig.watched.evidence).toEqual([]);
    await rig.did(tab.ctrl.checkIn.complete());
    expect(step(tab)).toBe('waiting');
    expect(tab.giver.tracks).toEqual([]);
  });

  test('leads to the start page at once where the policy admits', async () => {
    rig = new ProctoredRig({ admitByPolicy: true });
    const tab = await rig.tab();
    await rig.checkedIn(tab);
    expect(tab.session.paper.view.value?.state).toBe('admitted');
    expect(rig.session.state).toBe('admitted');
  });

  test('wants the room shown where the exam asks for it', async () => {
    rig = new ProctoredRig({ roomScan: true, identity: false });
    const tab = await rig.tab();
    await rig.did(tab.ctrl.checkIn.begin());
    await rig.did(tab.ctrl.checkIn.consent());
    await rig.did(tab.ctrl.media.askScreen());
    expect(step(tab)).toBe('roomScan');
    tab.ctrl.checkIn.scan.value = new Blob([new Uint8Array(100)], { type: 'video/webm' });
    await rig.did(tab.ctrl.checkIn.showRoom());
    expect(step(tab)).toBe('ready');
    expect(rig.watched.roomScan).not.toBeNull();
  });

  test('a reload goes on at the same step', async () => {
    const storage = new TabStorage();
    const device = newId();
    const tab = await rig.tab(device, storage);
    await rig.did(tab.ctrl.checkIn.begin());
    await rig.did(tab.ctrl.checkIn.consent());
    rig.gone(tab);
    const again = await rig.tab(device, storage);
    expect(step(again)).toBe('share');
    await rig.did(again.ctrl.media.askScreen());
    expect(step(again)).toBe('identity');
  });

  test('a reload while waiting waits on, with camera and microphone where the browser remembers', async () => {
    const storage = new TabStorage();
    const device = newId();
    const tab = await rig.tab(device, storage);
    await rig.checkedIn(tab);
    rig.gone(tab);
    const again = await rig.tab(device, storage);
    expect(step(again)).toBe('waiting');
    expect(again.ctrl.media.camera.value).not.toBeNull();
    expect(again.ctrl.missing.value).toEqual(['screen']);
  });

  test('a second tab stands at the same step but for the checks of its own', async () => {
    const tab = await rig.tab();
    await rig.checkedIn(tab);
    const second = await rig.tab();
    expect(step(second)).toBe('waiting');
    rig.watched.admit();
    await settle();
    expect(tab.session.paper.view.value?.state).toBe('admitted');
    expect(second.session.paper.view.value?.state).toBe('admitted');
  });

  test('a lost connection at any step is waited out, and nothing is sent twice', async () => {
    const tab = await rig.tab();
    await rig.did(tab.ctrl.checkIn.begin());
    rig.network.goOffline();
    const consenting = tab.ctrl.checkIn.consent();
    await pass(20_000, 500);
    expect(tab.ctrl.checkIn.asked.waiting.value?.code).toBe('unreachable');
    rig.network.comeBack();
    await pass(40_000, 500);
    await consenting;
    expect(step(tab)).toBe('share');
    await rig.did(tab.ctrl.media.askScreen());
    tab.ctrl.checkIn.photos.value = { face: photo(), document: photo() };
    tab.ctrl.checkIn.nameConfirmed.value = true;
    rig.network.refusals.push(new No(409, 'watch.no-consent'));
    await rig.did(tab.ctrl.checkIn.showIdentity());
    await rig.did(tab.ctrl.checkIn.showIdentity());
    expect(rig.watched.evidence).toHaveLength(2);
  });

  test('a text that has changed since it was shown is shown again', async () => {
    const tab = await rig.tab();
    await rig.did(tab.ctrl.checkIn.begin());
    rig.watched.consentVersion = 'v2';
    await rig.did(tab.ctrl.checkIn.consent());
    expect(tab.ctrl.checkIn.asked.problem.value?.code).toBe('watch.consent-outdated');
    await settle();
    expect(tab.ctrl.attendance.checkIn.value?.consent.version).toBe('v2');
    await rig.did(tab.ctrl.checkIn.consent());
    expect(step(tab)).toBe('share');
  });

  test('denied shows the proctor’s words', async () => {
    const tab = await rig.tab();
    await rig.checkedIn(tab);
    rig.watched.deny('The document has expired.');
    await settle();
    expect(step(tab)).toBe('denied');
    expect(tab.ctrl.attendance.checkIn.value?.message).toBe('The document has expired.');
    expect(tab.moved.at(-1)?.stage).toBe('denied');
  });

  test('asked again leads back to that step, with the proctor’s words', async () => {
    const tab = await rig.tab();
    await rig.checkedIn(tab);
    rig.watched.ask('identity', 'The photo is too dark.');
    await settle();
    expect(step(tab)).toBe('identity');
    expect(tab.ctrl.attendance.checkIn.value?.message).toBe('The photo is too dark.');
    tab.ctrl.checkIn.photos.value = { face: photo(), document: photo() };
    await rig.did(tab.ctrl.checkIn.showIdentity());
    await rig.did(tab.ctrl.checkIn.complete());
    expect(step(tab)).toBe('waiting');
  });

  test('without a hub hears by asking that it was admitted', async () => {
    const tab = await rig.tab();
    await rig.checkedIn(tab);
    rig.network.drop();
    await pass(3000);
    rig.watched.admit();
    await pass(25_000, 500);
    expect(tab.session.paper.view.value?.state).toBe('admitted');
  });

  test('a camera that is not given says why, and can be asked for again', async () => {
    const giver = new FakeGiver();
    giver.refusal = 'NotAllowedError';
    const tab = await rig.tab(newId(), new TabStorage(), giver);
    expect(await rig.did(tab.ctrl.askCamera())).toBe(false);
    expect(tab.ctrl.media.problem.value).toBe('denied');
    giver.refusal = null;
    expect(await rig.did(tab.ctrl.askCamera())).toBe(true);
    expect(tab.ctrl.media.problem.value).toBeNull();
  });
});

describe('an exam that is not proctored', () => {
  test('has nothing of it', async () => {
    const { Rig } = await import('./rig');
    const plain = new Rig();
    const ctrl = await plain.started();
    expect(ctrl.paper.view.value?.proctored).toBe(false);
    expect(ctrl.proctored.value).toBeNull();
    plain.closeAll();
  });
});

import 'fake-indexeddb/auto';
import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../lib/ids';
import type { SignalReport, Surroundings } from '../lib/wire-watch';
import { MOMENT_MS, MOST_WAITING, SignalBox } from '../learner/proctored/signals/box';
import { network } from '../learner/proctored/signals/sources';
import { Watching } from '../learner/proctored/signals/watching';
import { waitingSessions } from '../learner/proctored/store';
import { No } from './fake/session';
import { FakeGiver, FakePlace, FakeStream, ProctoredRig } from './proctored-rig';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();
beforeEach(() => void vi.stubGlobal('MediaStream', FakeStream));
afterEach(() => void vi.unstubAllGlobals());

const plain: Surroundings = { online: true, visible: true, promptOpen: false, assistiveTools: false };
const at = () => new Date(Date.now()).toISOString();

describe('the box of signals', () => {
  let session: string;
  let device: string;
  let box: SignalBox;
  const open = () => SignalBox.open(session, device, newId, () => undefined);
  const waiting = (): SignalReport[] => box.parcel(10_000)?.reports ?? [];
  const brief = () => waiting().map((one) => `${one.seq} ${one.kind}.${one.phase} ×${one.times}`);
  beforeEach(async () => {
    session = newId();
    device = newId();
    const opening = open();
    await settle();
    box = await opening;
  });
  afterEach(() => box.stop());

  test('numbers what it takes from one on, in order', () => {
    box.note('page-hidden', 'began', at(), plain);
    box.note('copied', 'did', at(), plain, 12);
    expect(brief()).toEqual(['1 page-hidden.began ×1', '2 copied.did ×1']);
  });

  test('goes on above what the server knows of this device', () => {
    box.raise(41);
    box.note('printed', 'did', at(), plain);
    expect(waiting()[0]?.seq).toBe(42);
  });

  test('puts several of a kind within a moment into one, and loses none of them', async () => {
    for (let n = 0; n < 5; n++) box.note('copied', 'did', at(), plain, 10);
    await pass(MOMENT_MS + 100);
    expect(brief()).toEqual(['1 copied.did ×1', '2 copied.did ×4']);
    expect(waiting()[1]?.amount).toBe(40);
  });

  test('takes one that flickers as lasting from its first beginning to its last end', async () => {
    for (let n = 0; n < 4; n++) {
      box.note('window-blurred', 'began', at(), plain);
      box.note('window-blurred', 'ended', at(), plain);
    }
    await pass(MOMENT_MS + 100);
    expect(brief()).toEqual(['1 window-blurred.began ×1', '2 window-blurred.ended ×4']);
    expect(waiting().reduce((sum, one) => sum + (one.phase === 'ended' ? one.times : 0), 0)).toBe(4);
  });

  test('says what is so at the end of a flicker', async () => {
    box.note('offline', 'began', at(), plain);
    box.note('offline', 'ended', at(), plain);
    box.note('offline', 'began', at(), plain);
    await pass(MOMENT_MS + 100);
    expect(waiting().at(-1)?.phase).toBe('began');
  });

  test('forgets what is durable, and nothing else', async () => {
    box.note('printed', 'did', at(), plain);
    box.note('copied', 'did', at(), plain);
    const forgetting = box.forget(device, 1);
    await settle();
    await forgetting;
    expect(brief()).toEqual(['2 copied.did ×1']);
  });

  test('keeps over a reload what was not acknowledged, also what still grew', async () => {
    box.note('copied', 'did', at(), plain, 3);
    box.note('copied', 'did', at(), plain, 4);
    await pass(100);
    const opening = open();
    await settle();
    box = await opening;
    expect(box.size.value).toBe(2);
    box.raise(0);
    expect(brief()).toEqual(['1 copied.did ×1', '2 copied.did ×1']);
    box.note('cut', 'did', at(), plain);
    expect(waiting()[2]?.seq).toBe(3);
  });

  test('numbers what still grew above what the server knew before', async () => {
    box.raise(40);
    box.note('copied', 'did', at(), plain);
    await settle();
    await box.forget(device, 41);
    box.note('copied', 'did', at(), plain);
    await pass(100);
    const opening = open();
    await settle();
    box = await opening;
    expect(waiting()).toEqual([]);
    box.raise(41);
    expect(brief()).toEqual(['42 copied.did ×1']);
  });

  test('knows what will last when everything that waits has arrived', () => {
    box.note('offline', 'began', at(), plain);
    box.note('page-hidden', 'ended', at(), plain);
    expect([...box.lasting(['page-hidden', 'no-face'])].sort()).toEqual(['no-face', 'offline']);
  });

  test('hands on what another tab of this browser left, under the number and name of that tab', async () => {
    box.note('printed', 'did', at(), plain);
    await settle();
    const left = device;
    device = newId();
    const opening = open();
    await settle();
    box = await opening;
    expect(box.parcel(10)).toMatchObject({ device: left, reports: [{ seq: 1, kind: 'printed' }] });
  });

  test('grows coarser instead of longer when nothing gets through', async () => {
    for (let n = 0; n < MOST_WAITING + 300; n++) {
      box.note('context-menu-opened', 'did', at(), plain);
      vi.advanceTimersByTime(MOMENT_MS + 1);
    }
    await settle();
    expect(box.size.value).toBeLessThanOrEqual(MOST_WAITING + 1);
    const forgetting = box.forget(device, 500);
    await settle();
    await forgetting;
    await pass(10);
    expect(waiting().at(-1)?.times).toBe(300);
  });

  test('takes nothing any more once it was stopped', () => {
    box.stop();
    box.note('printed', 'did', at(), plain);
    expect(box.size.value).toBe(0);
  });
});

describe('the signals of a session', () => {
  let rig: ProctoredRig;
  beforeEach(() => void (rig = new ProctoredRig()));

  /** A page that noticed something while its line was away. */
  const copiedOffline = async () => {
    const tab = await rig.running();
    rig.network.goOffline();
    tab.place.fire('document', 'copy');
    await pass(2000);
    return tab;
  };
  afterEach(() => rig.closeAll());

  test('are none before consent', async () => {
    const tab = await rig.tab();
    tab.place.hide(true);
    tab.place.fire('document', 'copy');
    await pass(3000);
    expect(rig.asked('Signals')).toBe(0);
    expect(tab.ctrl.unsent.value).toBe(0);
  });

  test('tell what happened, with what else was so', async () => {
    const tab = await rig.running();
    tab.place.document.selection = 'twelve chars';
    tab.place.fire('document', 'copy');
    tab.place.hide(true);
    tab.place.fire('document', 'paste', { clipboardData: { getData: () => 'abc' } });
    await pass(500);
    expect(rig.happened()).toEqual(['copied.did', 'page-hidden.began', 'pasted.did']);
    expect(rig.signals()[0]).toMatchObject({ amount: 12, context: { visible: true, online: true } });
    expect(rig.signals()[2]).toMatchObject({ amount: 3, context: { visible: false } });
  });

  test('cover every source', async () => {
    const tab = await rig.running();
    const { place } = tab;
    place.fire('window', 'blur');
    place.fire('window', 'focus');
    place.fire('document', 'cut');
    place.fire('document', 'drop', { dataTransfer: { getData: () => 'x' } });
    place.fire('document', 'contextmenu');
    place.fire('window', 'beforeprint');
    place.screen.isExtended = true;
    place.fire('screen', 'change');
    place.window.innerWidth = 200;
    place.fire('window', 'resize');
    place.fire('devices', 'devicechange');
    tab.giver.tracks[1]?.mute(true);
    tab.giver.tracks[0]?.end();
    tab.giver.tracks[2]?.end();
    await pass(2500);
    expect(new Set(rig.happened())).toEqual(
      new Set([
        'window-blurred.began',
        'window-blurred.ended',
        'cut.did',
        'dropped.did',
        'context-menu-opened.did',
        'printed.did',
        'second-display.began',
        'window-too-small.began',
        'device-changed.did',
        'microphone-muted.began',
        'camera-lost.began',
        'screen-share-lost.began',
      ]),
    );
  });

  test('say by how much a clock jumped: a computer that slept is not a lost picture', async () => {
    await rig.running();
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(1500);
    const jump = rig.signals().find((one) => one.kind === 'clock-jumped');
    expect(jump?.amount).toBe(3600);
    expect(Math.abs(Date.parse(jump?.at ?? '') - Date.parse(rig.session.time().serverNow))).toBeLessThan(5000);
  });

  test('wait while there is no connection and come once when it is back', async () => {
    const tab = await rig.running();
    rig.network.goOffline();
    tab.place.on = false;
    tab.place.fire('window', 'offline');
    tab.place.hide(true);
    await pass(5000);
    expect(rig.signals()).toHaveLength(0);
    rig.network.comeBack();
    tab.place.on = true;
    tab.place.fire('window', 'online');
    tab.session.online();
    await pass(40_000, 500);
    expect(rig.happened()).toEqual(['offline.began', 'page-hidden.began', 'offline.ended']);
    expect(rig.signals()[1]?.context.online).toBe(false);
    expect(tab.ctrl.unsent.value).toBe(0);
  });

  test('tell of a line that carries nothing although the browser believes in it, from when the server last answered', async () => {
    const tab = await rig.running();
    await pass(11_000, 500);
    const left = Date.now();
    rig.network.goOffline();
    await pass(3000);
    tab.place.fire('window', 'blur');
    await pass(25_000, 500);
    expect(tab.place.online()).toBe(true);
    rig.network.comeBack();
    await pass(40_000, 500);
    const offline = rig.signals().filter((one) => one.kind === 'offline');
    expect(offline.map((one) => one.phase)).toEqual(['began', 'ended']);
    expect(Date.parse(offline[0]?.at ?? '')).toBeLessThanOrEqual(left);
    expect(Date.parse(offline[0]?.at ?? '')).toBeGreaterThan(left - 11_000);
    expect(Date.parse(offline[1]?.at ?? '')).toBeGreaterThan(left + 25_000);
  });

  test('of a line that comes and goes begin where it was there last', () => {
    const noted: [string, number][] = [];
    const note: SignalBox['note'] = (kind, phase, when) => void noted.push([`${kind}.${phase}`, Date.parse(when)]);
    const down = signal(false);
    const heardAt = Date.now();
    const around = { online: true, promptOpen: false, assistiveTools: false };
    const watching = new Watching(
      new FakePlace(),
      { note } as SignalBox,
      () => Date.now(),
      () => around,
    );
    watching.start([network({ down: () => down.value, heardAt: () => heardAt })]);
    for (const is of [true, false, true]) {
      vi.advanceTimersByTime(1000);
      down.value = is;
    }
    expect(noted).toEqual([
      ['offline.began', heardAt],
      ['offline.ended', heardAt + 2000],
      ['offline.began', heardAt + 2000],
    ]);
    watching.stop(true);
  });

  test('whose acknowledgement was lost are sent again and count once', async () => {
    const tab = await rig.running();
    rig.network.weather = 'replies-lost';
    tab.place.hide(true);
    await pass(9000);
    rig.network.weather = 'fine';
    await pass(40_000, 500);
    expect(rig.happened()).toEqual(['page-hidden.began']);
    expect(tab.ctrl.unsent.value).toBe(0);
  });

  test('go by plain HTTP, together, while the hub is away', async () => {
    const tab = await rig.running();
    rig.network.drop();
    await pass(3000);
    tab.place.fire('document', 'copy');
    tab.place.fire('document', 'cut');
    await pass(6000);
    expect(rig.happened()).toEqual(['copied.did', 'cut.did']);
    expect(rig.asked('/signals')).toBe(1);
  });

  test('survive a crash of the page', async () => {
    const tab = await rig.running();
    rig.network.goOffline();
    tab.place.fire('document', 'copy');
    await pass(1500);
    rig.gone(tab);
    rig.network.comeBack();
    await rig.tab(tab.session.device);
    await pass(10_000);
    expect(rig.happened()).toContain('copied.did');
  });

  test('that a page left open are ended by the next, unless they last there as well', async () => {
    const tab = await rig.running();
    tab.place.hide(true);
    tab.place.fire('window', 'blur');
    await pass(1500);
    rig.network.goOffline();
    tab.place.on = false;
    tab.place.fire('window', 'offline');
    await pass(1500);
    rig.gone(tab);
    rig.network.comeBack();
    await rig.tab(tab.session.device);
    await pass(10_000);
    const offline = rig.happened().filter((what) => what.startsWith('offline'));
    expect(offline).toEqual(['offline.began', 'offline.ended']);
    expect(rig.happened()).toContain('page-hidden.ended');
    expect(rig.happened()).toContain('window-blurred.ended');
    expect(rig.watched.attend(tab.session.device).open).not.toContain('page-hidden');
  });

  test('that another device left open are ended by the one that goes on', async () => {
    const tab = await rig.running();
    tab.place.hide(true);
    await pass(1500);
    rig.gone(tab);
    const other = await rig.tab();
    await rig.did(other.session.takeOver());
    await pass(10_000);
    expect(rig.happened().slice(0, 2)).toEqual(['page-hidden.began', 'page-hidden.ended']);
  });

  test('that last on both devices go on when one takes over from the other', async () => {
    const tab = await rig.running();
    tab.place.screen.isExtended = true;
    tab.place.fire('screen', 'change');
    await pass(1500);
    const other = await rig.tab();
    other.place.screen.isExtended = true;
    await rig.did(other.session.takeOver());
    rig.network.tellChanged();
    await pass(12_000);
    expect(tab.ctrl.watched.value).toBe(false);
    expect(rig.watched.attend(other.session.device).open).toContain('second-display');
    expect(rig.happened()).not.toContain('second-display.ended');
  });

  test('of a camera that is still away are not ended by loading the page again', async () => {
    const tab = await rig.running();
    tab.giver.tracks[0]?.end();
    await pass(1500);
    expect(rig.happened()).toContain('camera-lost.began');
    rig.gone(tab);
    const giver = new FakeGiver();
    giver.refusal = 'NotAllowedError';
    await rig.tab(tab.session.device, undefined, giver);
    await pass(10_000);
    expect(rig.happened()).not.toContain('camera-lost.ended');
    expect(rig.watched.attend(tab.session.device).open).toContain('camera-lost');
  });

  test('one of which the server cannot take does not hold up the others', async () => {
    const tab = await rig.running();
    rig.network.drop();
    await pass(3000);
    tab.place.fire('document', 'copy');
    tab.place.fire('document', 'cut');
    const note = rig.watched.note.bind(rig.watched);
    vi.spyOn(rig.watched, 'note').mockImplementation((device, reports) => {
      if (reports.some((report) => report.kind === 'copied')) throw new No(422, 'watch.signal-invalid');
      return note(device, reports);
    });
    await pass(30_000, 500);
    expect(tab.ctrl.unsent.value).toBe(0);
    expect(rig.happened()).toEqual(['cut.did']);
  });

  test('that were noticed before the end go when the line is back after it', async () => {
    const tab = await rig.running();
    rig.network.goOffline();
    tab.place.fire('document', 'copy');
    tab.place.hide(true);
    await pass(2000);
    rig.session.end('terminated', 'proctor');
    await pass(5000);
    tab.place.fire('document', 'cut');
    rig.network.comeBack();
    await pass(60_000, 500);
    // The line went before the end as well, though that was noticed after it.
    expect(rig.happened()).toEqual(['copied.did', 'page-hidden.began', 'offline.began']);
    expect(tab.ctrl.unsent.value).toBe(0);
  });

  test('that were left by a page go when another is opened after the end', async () => {
    const tab = await copiedOffline();
    rig.gone(tab);
    rig.session.end('terminated', 'proctor');
    rig.network.comeBack();
    await rig.remains();
    await pass(10_000, 500);
    expect(rig.happened()).toContain('copied.did');
    expect(await waitingSessions()).not.toContain(rig.session.id);
  });

  test('that were left by a page go also when it is the session that is opened after the end', async () => {
    const tab = await copiedOffline();
    rig.gone(tab);
    rig.session.end('terminated', 'proctor');
    rig.network.comeBack();
    const again = await rig.tab(tab.session.device);
    await rig.remains();
    again.close();
    await rig.remains();
    await pass(10_000, 500);
    expect(rig.happened().filter((what) => what === 'copied.did')).toHaveLength(1);
    expect(await waitingSessions()).not.toContain(rig.session.id);
  });

  test('that were left by a page of a session that goes on are its own to send', async () => {
    const tab = await copiedOffline();
    rig.gone(tab);
    rig.network.comeBack();
    await rig.remains();
    await pass(10_000, 500);
    expect(rig.happened()).toEqual([]);
  });

  test('of a session that ended long ago are dropped', async () => {
    const tab = await copiedOffline();
    rig.session.end('terminated', 'proctor');
    rig.session.endedAt -= 25 * 3_600_000;
    rig.network.comeBack();
    await pass(60_000, 500);
    expect(rig.happened()).toEqual([]);
    expect(tab.ctrl.unsent.value).toBe(0);
  });

  test('wait while nobody is signed in', async () => {
    const tab = await rig.running();
    rig.network.drop();
    await pass(2000);
    rig.network.signedIn = false;
    tab.place.fire('document', 'copy');
    await pass(20_000, 500);
    expect(tab.ctrl.unsent.value).toBe(1);
    rig.network.signedIn = true;
    await pass(60_000, 500);
    expect(rig.happened()).toContain('copied.did');
  });

  test('are none after the end', async () => {
    const tab = await rig.running();
    rig.session.end('terminated', 'proctor');
    rig.network.tellChanged();
    await settle();
    tab.place.hide(true);
    await pass(5000);
    expect(rig.happened()).toEqual([]);
    expect(tab.ctrl.watched.value).toBe(false);
  });

  test('of a prompt that the browser shows say so', async () => {
    const tab = await rig.running();
    tab.giver.tracks[2]?.end();
    await pass(1200);
    let give: (stream: MediaStream) => void = () => undefined;
    tab.giver.screen = () => new Promise((resolve) => (give = resolve));
    const asking = tab.ctrl.media.askScreen();
    tab.place.fire('window', 'blur');
    await pass(200);
    give(new FakeStream([]) as unknown as MediaStream);
    await rig.did(asking);
    expect(rig.signals().find((one) => one.kind === 'window-blurred')?.context.promptOpen).toBe(true);
  });
});

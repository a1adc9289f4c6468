import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { Dialog } from '../../../lib/ui/dialog';
import type { ProctoredCtrl } from '../ctrl';
import { IdentityPart } from '../steps/identity';
import { RoomScanPart } from '../steps/room-scan';
import { Notices } from './notices';
import { Talk } from './talk';
import { say } from '../text';

/** At the foot of every page of a proctored session: what the proctor said, what is on, the talk and the raised hand. */
export function Dock({ ctrl }: { ctrl: ProctoredCtrl }) {
  const button = useRef<HTMLButtonElement>(null);
  if (ctrl.attendance.view.value === null) return null;
  const talking = ctrl.talking.value;
  const unread = ctrl.unread.value;
  const hand = ctrl.attendance.handRaised.value;
  const close = () => {
    ctrl.closeTalk();
    button.current?.focus();
  };
  return (
    <aside class="dock" aria-label={say('dock.title')}>
      <div class="dock-inner">
        <Notices ctrl={ctrl} />
        <Mending ctrl={ctrl} />
        <AskedFor ctrl={ctrl} />
        {talking && <Talk ctrl={ctrl} onClose={close} />}
        <div class="dock-row">
          <Standing ctrl={ctrl} />
          <button
            type="button"
            class="button"
            aria-pressed={hand}
            onClick={() => void ctrl.attendance.raiseHand(!hand)}
          >
            {say(hand ? 'dock.lowerHand' : 'dock.raiseHand')}
          </button>
          <button
            ref={button}
            type="button"
            class="button"
            aria-expanded={talking}
            onClick={() => (talking ? close() : ctrl.openTalk())}
          >
            {t('talk.title')}
            {unread > 0 && <span class="dock-unread">{t('talk.unread', { n: unread })}</span>}
          </button>
        </div>
      </div>
    </aside>
  );
}

/** What is on just now, in words; that somebody watches live is said aloud once, when it begins and when it ends. */
function Standing({ ctrl }: { ctrl: ProctoredCtrl }) {
  const watchers = ctrl.live.watchers.value;
  const settings = ctrl.attendance.settings;
  if (!settings) return null;
  if (!ctrl.watched.value) return <p class="dock-standing soft">{say('dock.notYet')}</p>;
  const on = [
    ...(settings.camera && ctrl.media.camera.value ? [say('dock.camera')] : []),
    ...(settings.microphone && ctrl.media.microphone.value ? [say('dock.microphone')] : []),
    ...(settings.screen && ctrl.media.screen.value ? [say('dock.screen')] : []),
  ];
  const counting = ctrl.faces.state.value;
  return (
    <p class={watchers > 0 ? 'dock-standing dock-live' : 'dock-standing'}>
      <span class="dock-sign" aria-hidden="true" />
      <span role="status">{say(watchers > 0 ? 'dock.live' : 'dock.watched')}</span>
      {on.length > 0 && <span class="soft"> {say('dock.on', { list: on.join(', ') })}</span>}
      {ctrl.released.value.length > 0 && (
        <span role="status">
          {' '}
          {say('dock.released', { list: ctrl.released.value.map((one) => say(`dock.${one}`)).join(', ') })}
        </span>
      )}
      {counting === 'unable' && <span class="soft"> {say('dock.noFaces')}</span>}
    </p>
  );
}

/** What the exam asks for and was lost: each with a press that gives it back. The exam goes on meanwhile. */
function Mending({ ctrl }: { ctrl: ProctoredCtrl }) {
  const missing = ctrl.missing.value;
  // In the check-in they are steps, with more to say.
  const step = ctrl.checkIn.step.value;
  if (missing.length === 0 || (step !== null && step !== 'waiting')) return null;
  const mend = {
    camera: () => void ctrl.askCamera(),
    screen: () => void ctrl.media.askScreen(),
    fullscreen: () => void ctrl.goFullscreen(),
  };
  return (
    <section class="dock-mend" role="status">
      {missing.map((what) => (
        <div key={what} class="dock-mend-row">
          <p>{say(`mend.${what}`)}</p>
          <button type="button" class="button button-main" onClick={mend[what]}>
            {say(`mend.${what}Go`)}
          </button>
        </div>
      ))}
    </section>
  );
}

/** A proctor asks to see something again: over the exam, which keeps its place behind it. */
function AskedFor({ ctrl }: { ctrl: ProctoredCtrl }) {
  const what = ctrl.askedFor.value;
  const later = useSignal(false);
  useEffect(() => void (later.value = false), [what]);
  if (what === null) return null;
  const message = ctrl.attendance.checkIn.value?.message;
  if (later.value)
    return (
      <div class="dock-mend-row">
        <p>{say(`asked.${what}`)}</p>
        <button type="button" class="button button-main" onClick={() => (later.value = false)}>
          {say('asked.show')}
        </button>
      </div>
    );
  return (
    <Dialog
      title={say(`asked.${what}`)}
      onClose={() => (later.value = true)}
      actions={
        <button type="button" class="button" onClick={() => (later.value = true)}>
          {say('asked.later')}
        </button>
      }
    >
      {message && <p class="written">{message}</p>}
      <p class="soft">{say('asked.text')}</p>
      {what === 'identity' ? <IdentityPart ctrl={ctrl} /> : <RoomScanPart ctrl={ctrl} />}
    </Dialog>
  );
}

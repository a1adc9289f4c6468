import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../../../lib/announce';
import { countdown, t } from '../../../lib/i18n';
import { Problem } from '../../session/phases';
import type { ProctoredCtrl } from '../ctrl';
import { CameraOff } from './identity';
import { Picture } from './picture';
import { say } from '../text';

/** Time enough to turn round once, and a clip that a slow line can carry. */
const MOST_MS = 30_000;
const RATE = 700_000;

/** A short clip of the room, looked at before it is sent. */
export function RoomScanPart({ ctrl, done }: { ctrl: ProctoredCtrl; done?: () => void }) {
  const scan = ctrl.checkIn.scan.value;
  const left = useSignal<number | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  const failed = useSignal(false);
  useEffect(() => () => recorder.current?.state === 'recording' && recorder.current.stop(), []);
  useEffect(() => {
    if (left.value === null) return;
    const until = performance.now() + MOST_MS;
    const timer = setInterval(() => {
      left.value = Math.max(0, until - performance.now());
      if (left.value === 0) recorder.current?.stop();
    }, 250);
    return () => clearInterval(timer);
  }, [left.value === null]);
  const start = () => {
    const stream = ctrl.media.picture.value;
    if (!stream) return;
    try {
      const made = new MediaRecorder(stream, { mimeType: 'video/webm', videoBitsPerSecond: RATE });
      const parts: Blob[] = [];
      made.ondataavailable = ({ data }) => void parts.push(data);
      made.onstop = () => {
        left.value = null;
        if (parts.some((part) => part.size > 0)) ctrl.checkIn.scan.value = new Blob(parts, { type: 'video/webm' });
        announce(say('scan.stopped'));
      };
      recorder.current = made;
      made.start(1000);
      left.value = MOST_MS;
      failed.value = false;
    } catch {
      failed.value = true;
    }
  };
  const send = async () => {
    if ((await ctrl.checkIn.showRoom()) === null) done?.();
  };
  const busy = ctrl.checkIn.asked.busy.value;
  return (
    <div aria-busy={busy}>
      <p>{say('scan.text')}</p>
      {scan ? <Clip clip={scan} /> : <Picture ctrl={ctrl} label={say('media.yours')} />}
      {left.value !== null && <p role="timer">{say('scan.left', { time: countdown(left.value) })}</p>}
      {failed.value && (
        <p class="wrong" role="alert">
          {say('scan.failed')}
        </p>
      )}
      <Problem ctrl={ctrl.checkIn} />
      <div class="actions">
        {scan ? (
          <>
            <button type="button" class="button button-main" disabled={busy} onClick={() => void send()}>
              {busy ? t('identity.sending') : say('scan.send')}
            </button>
            <button type="button" class="button" disabled={busy} onClick={() => (ctrl.checkIn.scan.value = null)}>
              {say('scan.again')}
            </button>
          </>
        ) : ctrl.media.camera.value === null ? (
          <CameraOff ctrl={ctrl} />
        ) : (
          <button
            type="button"
            class="button button-main"
            onClick={() => (left.value === null ? start() : recorder.current?.stop())}
          >
            {say(left.value === null ? 'scan.start' : 'scan.stop')}
          </button>
        )}
      </div>
    </div>
  );
}

function Clip({ clip }: { clip: Blob }) {
  const url = useSignal<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(clip);
    url.value = made;
    return () => URL.revokeObjectURL(made);
  }, [clip]);
  return url.value ? (
    <video class="picture picture-plain" src={url.value} controls aria-label={say('scan.clip')} />
  ) : null;
}

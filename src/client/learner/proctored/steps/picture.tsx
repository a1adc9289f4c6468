import { useEffect, useRef } from 'preact/hooks';
import type { ProctoredCtrl } from '../ctrl';

/** The learner's own camera, turned round as a mirror does; nothing while it is off. */
export function Picture({ ctrl, label, small }: { ctrl: ProctoredCtrl; label: string; small?: boolean }) {
  const ref = useRef<HTMLVideoElement>(null);
  const stream = ctrl.media.picture.value;
  useEffect(() => {
    if (ref.current) ref.current.srcObject = stream;
  }, [stream]);
  if (!stream) return null;
  return (
    <video
      ref={ref}
      class={small ? 'picture picture-small' : 'picture'}
      aria-label={label}
      autoPlay
      muted
      playsInline
    />
  );
}

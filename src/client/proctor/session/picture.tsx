import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { timeOfDay } from '../../lib/i18n';
import { evidenceUrl } from '../server';
import { say } from '../text';
import type { Want } from './live';
import type { SessionCtrl } from './session-ctrl';

const media = ['camera', 'screen'] as const;

/** Camera and screen: live when asked for, else the newest still of each. */
export function PicturePart({ session }: { session: SessionCtrl }) {
  const { live } = session;
  const state = live.state.value;
  const want = live.want.value;
  const larger = useSignal(false);
  const ask = (more: Partial<Want>) => void live.ask({ ...want, ...more });
  return (
    <section class={`picture${larger.value ? ' picture-larger' : ''}`} aria-label={say('live.title')}>
      <div class="picture-pair">
        {media.map((one) => (
          <One key={one} session={session} medium={one} stream={live[one]} />
        ))}
      </div>
      <div class="picture-acts">
        {state === 'off' ? (
          <button
            type="button"
            class="button"
            onClick={() => void live.ask({ camera: true, screen: true, sound: false })}
          >
            {say('live.start')} <kbd>x</kbd>
          </button>
        ) : (
          <>
            <button type="button" class="button" onClick={() => live.end()}>
              {say('live.stop')} <kbd>x</kbd>
            </button>
            {([...media, 'sound'] as const).map((one) => (
              <label key={one} class="tick">
                <input type="checkbox" checked={want[one]} onChange={(e) => ask({ [one]: e.currentTarget.checked })} />
                {say(`live.${one}`)}
              </label>
            ))}
          </>
        )}
        <button type="button" class="button button-quiet" onClick={() => (larger.value = !larger.value)}>
          {say(larger.value ? 'live.smaller' : 'live.larger')}
        </button>
        <span class="soft" role="status">
          {state === 'asking' && say('live.asking')}
          {state === 'broken' && say('live.broken')}
        </span>
        {state === 'broken' && (
          <button type="button" class="button" onClick={() => void live.again()}>
            {say('live.again')}
          </button>
        )}
      </div>
    </section>
  );
}

interface OneProps {
  session: SessionCtrl;
  medium: 'camera' | 'screen';
  stream: ReadonlySignal<MediaStream | null>;
}

function One({ session, medium, stream }: OneProps) {
  const name = session.cell.name.value;
  const label = say(`live.${medium}Of`, { name });
  const still = session.stills.value[medium];
  const now = stream.value;
  return (
    <figure class={`picture-one${now ? ' is-live' : ''}`}>
      {now ? (
        <Video stream={now} label={label} sound={session.live.want.value.sound && medium === 'camera'} />
      ) : still ? (
        <img src={evidenceUrl(session.session, still.id)} alt={label} decoding="async" />
      ) : (
        <span class="picture-none">{say('live.none')}</span>
      )}
      <figcaption>
        {say(`live.${medium}`)}{' '}
        {now ? (
          <b class="picture-live">{say('live.on')}</b>
        ) : (
          still && <span>{say('live.still', { time: timeOfDay(still.at) })}</span>
        )}
      </figcaption>
    </figure>
  );
}

function Video({ stream, label, sound }: { stream: MediaStream; label: string; sound: boolean }) {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = stream;
    void video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [stream]);
  return <video ref={ref} aria-label={label} autoplay playsInline muted={!sound} />;
}

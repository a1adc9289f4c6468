import { finding, type Finding } from '../../lib/device-check';
import { number, t } from '../../lib/i18n';
import type { WatchSettings } from '../../lib/wire-watch';
import type { Media, MediaProblem } from './camera/media';

/** Stills and signals go over a thin line; live pictures and recordings want more. */
const SLOW_MBITS = 1;

/** What a proctored exam asks of a device besides, each tried for real. Camera and microphone are only looked at here. */
export async function checkMedia(
  settings: WatchSettings,
  media: Media,
  sample: () => Promise<number>,
): Promise<Finding[]> {
  const { camera, microphone, screen } = settings;
  if (camera || microphone) await media.ask({ camera, microphone });
  const problem = media.problem.value;
  return [
    ...(camera ? [givenOr('camera', media.camera.value !== null, problem)] : []),
    ...(microphone ? [heard(media, problem)] : []),
    ...(screen ? [shareable()] : []),
    line(await sample().catch(() => null)),
  ];
}

function givenOr(part: 'camera' | 'microphone', there: boolean, problem: MediaProblem | null): Finding {
  if (there) return finding(part, 'ok', t(`check.${part}Ok`));
  return finding(part, 'bad', t(`check.media.${problem ?? 'failed'}`));
}

function heard(media: Media, problem: MediaProblem | null): Finding {
  if (media.microphone.value !== null && media.muted.value)
    return finding('microphone', 'warn', t('check.microphoneMuted'));
  return givenOr('microphone', media.microphone.value !== null, problem);
}

function shareable(): Finding {
  const can = typeof navigator.mediaDevices?.getDisplayMedia === 'function';
  return finding('screen', can ? 'ok' : 'bad', t(can ? 'check.screenOk' : 'check.screenBad'));
}

function line(mbits: number | null): Finding {
  if (mbits === null) return finding('line', 'warn', t('check.lineUnknown'));
  const words = { n: number(Math.round(mbits * 10) / 10) };
  return mbits < SLOW_MBITS
    ? finding('line', 'warn', t('check.lineSlow', words))
    : finding('line', 'ok', t('check.lineOk', words));
}

/** Megabits a second that a file of the page came with. */
export async function measureLine(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(15_000) });
  const { byteLength } = await response.arrayBuffer();
  return (byteLength * 8) / 1000 / Math.max(1, performance.now() - began);
}

import type { Api } from '../../lib/api';
import { finding, type Finding } from '../../lib/device-check';
import { number, t } from '../../lib/i18n';
import type { WatchSettings } from '../../lib/wire-watch';
import type { Media, MediaProblem } from './camera/media';

/** Stills and signals go over a thin line; live pictures and recordings want more, and it is the way up that they take. */
const SLOW_MBITS = 1;

/** Half a second of a line that does. */
const SAMPLE_BYTES = 64 * 1024;

/** Megabits a second, each way. */
export interface LineSpeed {
  down: number;
  up: number;
}

/** What a proctored exam asks of a device besides, each tried for real. Camera and microphone are only looked at here. */
export async function checkMedia(
  settings: WatchSettings,
  media: Media,
  sample: () => Promise<LineSpeed>,
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

function line(speed: LineSpeed | null): Finding {
  if (speed === null) return finding('line', 'warn', t('check.lineUnknown'));
  const words = { down: inTenths(speed.down), up: inTenths(speed.up) };
  return Math.min(speed.down, speed.up) < SLOW_MBITS
    ? finding('line', 'warn', t('check.lineSlow', words))
    : finding('line', 'ok', t('check.lineOk', words));
}

const inTenths = (mbits: number): string => number(Math.round(mbits * 10) / 10);

/** How fast a file of the page comes, and then how fast as many random bytes go; the server throws them away. */
export async function measureLine(url: string, server: Api): Promise<LineSpeed> {
  const down = await timed(async () => {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(15_000) });
    return (await response.arrayBuffer()).byteLength;
  });
  const sample = new Blob([crypto.getRandomValues(new Uint8Array(SAMPLE_BYTES))]);
  const up = await timed(async () => {
    await server.put('/api/line-sample', sample, { type: 'application/octet-stream', timeoutMs: 15_000 });
    return sample.size;
  });
  return { down, up };
}

async function timed(carry: () => Promise<number>): Promise<number> {
  const began = performance.now();
  return ((await carry()) * 8) / 1000 / Math.max(1, performance.now() - began);
}

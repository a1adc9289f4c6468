import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Api } from '../lib/api';
import { checkMedia, measureLine } from '../learner/proctored/media-check';
import type { Media } from '../learner/proctored/camera/media';
import type { WatchSettings } from '../lib/wire-watch';

afterEach(() => vi.unstubAllGlobals());

const nothing = { camera: false, microphone: false, screen: false } as WatchSettings;
const media = { problem: { value: null } } as unknown as Media;

describe('the speed of the line', () => {
  test('is measured both ways, with as many bytes as the server throws away', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Uint8Array(125_000))));
    const sent: { url: string; size: number; type: string | undefined }[] = [];
    const server = {
      put: (url: string, body: Blob, call: { type?: string }) => {
        sent.push({ url, size: body.size, type: call.type });
        return Promise.resolve();
      },
    } as unknown as Api;
    const speed = await measureLine('/sample', server);
    expect(sent).toEqual([{ url: '/api/line-sample', size: 65_536, type: 'application/octet-stream' }]);
    expect(speed.down).toBeGreaterThan(0);
    expect(speed.up).toBeGreaterThan(0);
  });

  test.each([
    [{ down: 20, up: 5 }, 'ok'],
    [{ down: 20, up: 0.5 }, 'warn'],
    [{ down: 0.5, up: 20 }, 'warn'],
  ] as const)('%j is %s: the slower way counts', async (speed, grade) => {
    const [line] = await checkMedia(nothing, media, () => Promise.resolve(speed));
    expect(line).toMatchObject({ grade });
    expect(line?.words).toContain('down');
  });

  test('that cannot be measured is said so and stops nobody', async () => {
    const [line] = await checkMedia(nothing, media, () => Promise.reject(new Error('offline')));
    expect(line).toMatchObject({ grade: 'warn', words: 'The speed could not be measured.' });
  });
});

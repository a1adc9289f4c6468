import type { Api } from '../../lib/api';
import { newId } from '../../lib/ids';
import { Chunks } from './camera/chunks';
import { ChunkSender } from './camera/recording';
import { WatchServer } from './server';
import { SignalBox } from './signals/box';
import { SignalSender } from './signals/sender';
import { inHand, waitingSessions } from './store';

/**
 * What was noticed and recorded before the end of a session goes when the line is back, also from a page that was opened later. Sessions that go on
 * send their own; of those that have ended and are this learner's, what is on this device is sent until the server has it or wants it no more.
 */
export async function sendRemains(api: Api): Promise<void> {
  for (const session of await waitingSessions()) {
    if (inHand.has(session) || !(await hasEnded(api, session))) continue;
    inHand.add(session);
    const server = new WatchServer(api, session, newId());
    await Promise.all([sendSignals(server), sendChunks(server)]);
  }
}

/** A session that goes on, of somebody else, or not to be asked now: another time. */
const hasEnded = (api: Api, session: string): Promise<boolean> =>
  api.get(`/api/sessions/${session}/receipt`).then(
    () => true,
    () => false,
  );

/** What was still growing when its page went away is numbered as of a device of its own, which no server has heard of. */
async function sendSignals(server: WatchServer): Promise<void> {
  const box = await SignalBox.open(server.session, server.device, newId, () => undefined);
  box.raise(0);
  const line = { hubConnected: () => false, byHub: server.signals, byHttp: server.signals };
  new SignalSender(box, line).open();
}

async function sendChunks(server: WatchServer): Promise<void> {
  const chunks = await Chunks.open(server.session);
  for (const track of ['camera', 'screen'] as const) {
    if (chunks.next(track) === null) continue;
    const known = await server.chunks(track, {}).catch(() => []);
    await chunks.known(track, known);
    new ChunkSender(track, chunks, server.chunk, () => undefined).open();
  }
}

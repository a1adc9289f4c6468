import type { Api, Call } from '../../lib/api';
import { newId } from '../../lib/ids';
import type { Chunk, Track } from './camera/chunks';
import type { AttendView, ChatLine, SignalReport, SignalsNoted } from '../../lib/wire-watch';

export type Photo = 'face' | 'document' | 'room-scan';

/** The HTTP calls about the watch over one session. Each that changes something may be repeated. */
export class WatchServer {
  private readonly root: string;

  constructor(
    private readonly api: Api,
    readonly session: string,
    readonly device: string,
  ) {
    this.root = `/api/sessions/${session}`;
  }

  attend = (call: Call = {}): Promise<AttendView> => this.api.get(`${this.root}/attend?device=${this.device}`, call);

  begin = (call: Call): Promise<AttendView> => this.command('check-in', {}, call);

  consent = (consent: object, call: Call): Promise<AttendView> => this.command('consent', consent, call);

  showIdentity = (shown: object, call: Call): Promise<AttendView> => this.command('identity', shown, call);

  complete = (call: Call): Promise<AttendView> => this.command('check-in/complete', {}, call);

  /** One try: the callers of these have loops of their own. */
  signals = (device: string, signals: SignalReport[]): Promise<SignalsNoted> =>
    this.api.post(`${this.root}/signals`, { device, signals }, { timeoutMs: 10_000 });

  say = (commandId: string, text: string): Promise<ChatLine> => this.api.post(`${this.root}/talk`, { commandId, text });

  raiseHand = (commandId: string, raised: boolean): Promise<void> =>
    this.api.post(`${this.root}/hand`, { commandId, raised });

  acknowledge = (act: string, confirmed: boolean): Promise<void> =>
    this.api.post(`${this.root}/acts/${act}/acknowledge`, { confirmed });

  photo = async (kind: Photo, picture: Blob, call: Call): Promise<string> =>
    (await this.put<{ id: string }>(`evidence/${kind}`, picture, { timeoutMs: 60_000, ...call })).id;

  still = (kind: 'camera-still' | 'screen-still', picture: Blob): Promise<unknown> =>
    this.put(`evidence/${kind}`, picture, { timeoutMs: 10_000 });

  /** Numbers of the pieces of a recording that the server has. */
  chunks = async (track: Track, call: Call): Promise<number[]> =>
    (await this.api.get<{ numbers: number[] }>(`${this.root}/recording/${track}`, call)).numbers;

  chunk = ({ track, number, madeAt, begunAt = new Date(madeAt).toISOString(), data }: Chunk): Promise<unknown> =>
    this.put(`recording/${track}/${number}?begun=${encodeURIComponent(begunAt)}`, data, { timeoutMs: 60_000 });

  private put<T>(path: string, data: Blob, call: Call): Promise<T> {
    // Of a recording the browser names the codecs too; the kind of file is what counts.
    const type = data.type.split(';')[0] || 'application/octet-stream';
    return this.api.put(`${this.root}/${path}`, data, { ...call, type });
  }

  private command<T>(name: string, body: object, call: Call): Promise<T> {
    return this.api.post(`${this.root}/${name}`, { commandId: newId(), device: this.device, ...body }, call);
  }
}

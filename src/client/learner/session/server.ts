import type { Api, Call } from '../../lib/api';
import { newId } from '../../lib/ids';
import type { Entry, Receipt, Saved, SessionView, TimeView } from '../../lib/wire';

/** The HTTP calls of one session by one device. Each that changes something carries a command id, so each may be repeated. */
export class SessionServer {
  private readonly root: string;

  constructor(
    private readonly api: Api,
    readonly session: string,
    readonly device: string,
  ) {
    this.root = `/api/sessions/${session}`;
  }

  open = (call: Call = {}): Promise<SessionView> => this.api.get(`${this.root}?device=${this.device}`, call);

  start = (call: Call): Promise<SessionView> => this.command('start', {}, call);

  takeOver = (call: Call = { tries: 3 }): Promise<SessionView> => this.command('lease', {}, call);

  enterSection = (index: number): Promise<SessionView> => this.command(`sections/${index}`, {}, { tries: 3 });

  takeBreak = (minutes: number): Promise<SessionView> => this.command('break', { minutes }, { tries: 3 });

  endBreak = (): Promise<SessionView> => this.command('break/end', {}, { tries: 3 });

  /** One try: the caller has a loop of its own. `commandId` stays the same from try to try. */
  submit = (commandId: string, lastSeq: number): Promise<Receipt> => this.command('submit', { commandId, lastSeq }, {});

  save = (entries: Entry[], call: Call = { timeoutMs: 10_000 }): Promise<Saved> =>
    this.api.post(`${this.root}/entries`, { device: this.device, entries }, call);

  presence = (): Promise<TimeView> =>
    this.api.post(`${this.root}/presence`, { device: this.device }, { timeoutMs: 8_000 });

  receipt = (): Promise<Receipt> => this.api.get(`${this.root}/receipt`);

  private command<T>(name: string, body: object, call: Call): Promise<T> {
    return this.api.post(`${this.root}/${name}`, { commandId: newId(), device: this.device, ...body }, call);
  }
}

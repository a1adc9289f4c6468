import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Load } from '../../lib/load';
import type { Entitlements } from '../../lib/wire-places';

/** A learner's requests for accommodations. */
export class AccommodationsCtrl {
  readonly load: Load<Entitlements>;
  readonly asked = new Asked();
  /** One for each request, so that asking twice asks once. */
  #request = newId();

  constructor(
    private readonly server: Api,
    private readonly changed: () => void,
  ) {
    this.load = new Load(() => server.get<Entitlements>('/api/entitlements'));
  }

  async ask(wish: string): Promise<boolean> {
    const body = { requestId: this.#request, wish: wish.trim() };
    const done = await this.do(() => this.server.post('/api/accommodation-requests', body, { tries: 4 }));
    if (done) this.#request = newId();
    return done;
  }

  withdraw(request: string): Promise<boolean> {
    return this.do(() => this.server.delete(`/api/accommodation-requests/${request}`, { tries: 4 }));
  }

  private async do(call: () => Promise<unknown>): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const error = await this.asked.run(async () => void (await call()));
    await this.load.fetch();
    if (error === null) this.changed();
    return error === null;
  }
}

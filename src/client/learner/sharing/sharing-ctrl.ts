import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Load } from '../../lib/load';
import { Refusal } from '../../lib/refusal';
import type { MyShares, ShareOffer, ShareView } from '../../lib/school-wire';

/** What the learner shares with schools. What was seen is what is consented to: its version goes with the consent. */
export class SharingCtrl {
  readonly load: Load<MyShares>;
  readonly asked = new Asked();

  constructor(private readonly server: Api) {
    this.load = new Load(() => server.get<MyShares>('/api/shares'));
  }

  /** True when it is shared. An offer that has changed is read again and shown before it can be consented to. */
  async consent(offer: ShareOffer): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const { schoolId, programId, textVersion } = offer;
    const refused = await this.asked.run(async () => {
      // While a consent stands, the same again changes nothing.
      await this.server.post<ShareView>('/api/shares', { schoolId, programId, textVersion }, { tries: 4 });
    });
    const changed = refused instanceof Refusal && /^(share|agreement)\./.test(refused.code);
    if (refused === null || changed) await this.load.fetch();
    return refused === null;
  }

  /** True when the school sees nothing any more. */
  async withdraw(share: ShareView): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const refused = await this.asked.run(async () => {
      await this.server.post<ShareView>(`/api/shares/${share.shareId}/withdrawal`, {}, { tries: 4 });
    });
    if (refused === null) await this.load.fetch();
    return refused === null;
  }
}

export const receiptOf = (share: string, number: number, withdrawal: boolean): string =>
  `/api/shares/${share}/receipts/${number}${withdrawal ? '?withdrawal=true' : ''}`;

import type { Api } from '../lib/api';
import { Asked } from '../lib/asked';
import { Load } from '../lib/load';
import { Refusal } from '../lib/refusal';
import type { CreditGrant, CreditView, SharedRecord } from '../lib/school-wire';

/** One record, and the credit for it. */
export class RecordCtrl {
  readonly load: Load<SharedRecord>;
  readonly asked = new Asked();

  constructor(
    private readonly server: Api,
    private readonly share: string,
  ) {
    this.load = new Load(() => server.get<SharedRecord>(`/api/school/records/${share}`));
  }

  /** Grants credit, or corrects what was granted: then with a reason. */
  grant(grant: CreditGrant, reason: string): Promise<boolean> {
    return this.say(() =>
      this.server.put<CreditView>(`/api/school/records/${this.share}/credit`, { ...grant, reason }, { tries: 4 }),
    );
  }

  takeBack(reason: string): Promise<boolean> {
    return this.say(() =>
      this.server.post<CreditView>(`/api/school/records/${this.share}/credit/taking-back`, { reason }),
    );
  }

  fileOf(credential: string, form: string): string {
    return `/api/school/records/${this.share}/credentials/${credential}/${form}`;
  }

  private async say(ask: () => Promise<CreditView>): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const refused = await this.asked.run(async () => {
      const credit = await ask();
      const state = this.load.state.value;
      if (state.is === 'here') this.load.put({ ...state.value, credit });
    });
    // Withdrawn meanwhile: the page is closed, too.
    if (refused instanceof Refusal && refused.code === 'share.withdrawn') await this.load.fetch();
    return refused === null;
  }
}

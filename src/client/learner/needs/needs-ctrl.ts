import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';

/** What a learner does themself about a reason why an exam cannot begin; the page is read anew after it. */
export class NeedsCtrl {
  readonly name = new Asked();
  readonly #vouchers = new Map<string, Asked>();

  constructor(
    private readonly server: Api,
    readonly refresh: () => Promise<void>,
  ) {}

  /** What has become of the voucher that was written at one exam. */
  voucherAt(exam: string): Asked {
    const asked = this.#vouchers.get(exam) ?? new Asked();
    this.#vouchers.set(exam, asked);
    return asked;
  }

  /** True when the voucher is the learner's now; {@link voucherAt} says why not. */
  async redeem(exam: string, code: string): Promise<boolean> {
    const call = () => this.server.post('/api/vouchers/redeem', { code: code.trim() }, { tries: 4 });
    return this.do(this.voucherAt(exam), call);
  }

  async confirmName(legalName: string): Promise<boolean> {
    return this.do(this.name, () => this.server.put('/api/legal-name', { legalName }, { tries: 4 }));
  }

  private async do(asked: Asked, call: () => Promise<unknown>): Promise<boolean> {
    if (asked.busy.value) return false;
    const error = await asked.run(async () => void (await call()));
    // A name that has changed meanwhile is shown anew as well.
    await this.refresh();
    return error === null;
  }
}

import type { Api } from '../../lib/api';
import { Load } from '../../lib/load';
import { Refusal } from '../../lib/refusal';
import type { Receipt } from '../../lib/wire';
import type { EvidenceList } from '../../lib/wire-watch';

/** What is held about one sitting, as the learner who sat it is told. */
export class HeldCtrl {
  readonly root: string;
  readonly receipt: Load<Receipt>;
  /** Null of a sitting that nobody watched. */
  readonly evidence: Load<EvidenceList | null>;

  constructor(
    server: Api,
    readonly session: string,
  ) {
    this.root = `/api/sessions/${session}`;
    this.receipt = new Load(() => server.get<Receipt>(`${this.root}/receipt`));
    this.evidence = new Load(() =>
      server.get<EvidenceList>(`${this.root}/evidence`).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'session.not-proctored') return null;
        throw error;
      }),
    );
  }

  async open(): Promise<void> {
    await Promise.all([this.receipt.fetch(), this.evidence.fetch()]);
  }
}

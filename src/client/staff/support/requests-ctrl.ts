import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Load } from '../../lib/load';
import type { PendingRequest, Voucher } from '../../lib/wire-places';

/** What staff grant with a request, besides what the learner has. */
export interface Grant {
  timeMultiplierPercent: number;
  breakMinutes: number;
  noCamera: boolean;
  noMicrophone: boolean;
  noScreen: boolean;
}

interface Granted extends Grant {
  tools: string[];
  exemptRules: string[];
}

/** Requests for accommodations that wait for an answer. */
export class RequestsCtrl {
  readonly load: Load<PendingRequest[]>;
  readonly asked = new Asked();

  constructor(private readonly server: Api) {
    this.load = new Load(
      async () => (await server.get<{ requests: PendingRequest[] }>('/api/accommodation-requests')).requests,
    );
  }

  /** What the learner has already is kept, and of the time the greater counts. */
  async grant(request: PendingRequest, grant: Grant): Promise<boolean> {
    const url = `/api/learners/${encodeURIComponent(request.learnerId)}/accommodation`;
    return this.answer(request, async () => {
      const has = await this.server.get<Granted>(url);
      return {
        granted: {
          ...has,
          timeMultiplierPercent: Math.max(has.timeMultiplierPercent, grant.timeMultiplierPercent),
          breakMinutes: Math.max(has.breakMinutes, grant.breakMinutes),
          noCamera: has.noCamera || grant.noCamera,
          noMicrophone: has.noMicrophone || grant.noMicrophone,
          noScreen: has.noScreen || grant.noScreen,
        },
        reason: '',
      };
    });
  }

  decline(request: PendingRequest, reason: string): Promise<boolean> {
    return this.answer(request, () => Promise.resolve({ granted: null, reason: reason.trim() }));
  }

  private async answer(request: PendingRequest, body: () => Promise<unknown>): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const url = `/api/learners/${encodeURIComponent(request.learnerId)}/accommodation-requests/${request.requestId}`;
    const error = await this.asked.run(async () => void (await this.server.post(url, await body(), { tries: 4 })));
    await this.load.fetch();
    return error === null;
  }
}

/** Vouchers: those there are, and new ones. */
export class VouchersCtrl {
  readonly load: Load<Voucher[]>;
  readonly asked = new Asked();

  constructor(private readonly server: Api) {
    this.load = new Load(async () => (await server.get<{ vouchers: Voucher[] }>('/api/vouchers?limit=200')).vouchers);
  }

  async define(code: string, examId: string, uses: number, until: string | null): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const url = `/api/vouchers/${encodeURIComponent(code)}`;
    const error = await this.asked.run(
      async () => void (await this.server.put(url, { examId, uses, until }, { tries: 4 })),
    );
    await this.load.fetch();
    return error === null;
  }
}

/** No letters or digits that are taken for each other. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A code that nobody guesses: twelve of thirty signs in three groups. */
export function newCode(random: (n: number) => Uint8Array = (n) => crypto.getRandomValues(new Uint8Array(n))): string {
  const signs: string[] = [];
  // A byte above the last whole round of the alphabet would make some signs likelier.
  while (signs.length < 12)
    for (const byte of random(16)) if (byte < 240 && signs.length < 12) signs.push(LETTERS.charAt(byte % 30));
  return [0, 4, 8].map((at) => signs.slice(at, at + 4).join('')).join('-');
}

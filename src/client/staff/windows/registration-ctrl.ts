import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Poll } from '../../lib/poll';
import type { RegistrationTerms, RegistrationView, WaitingPage } from '../../lib/wire-places';

const EVERY_MS = 15_000;

export interface Registration {
  view: RegistrationView;
  waiting: WaitingPage['waiting'];
  /** True when more wait than are shown. */
  more: boolean;
}

/** The terms as they are written: whole hours, or minutes where they are no whole hours. */
export interface TermsDraft {
  /** Hours before the opening; empty: until the window closes. */
  ends: string;
  change: string;
  offer: string;
}

export type TermsFault = 'hours' | 'offer';

export const draftOf = (terms: RegistrationTerms | null): TermsDraft => ({
  ends: terms?.endsBeforeMinutes == null ? '' : hours(terms.endsBeforeMinutes),
  change: hours(terms?.changeBeforeMinutes ?? 48 * 60),
  offer: hours(terms?.offerMinutes ?? 24 * 60),
});

/** What the draft says, or the fields that say nothing. What the form does not show stays as it was. */
export function termsOf(draft: TermsDraft, before: RegistrationTerms | null): RegistrationTerms | (keyof TermsDraft)[] {
  const ends = draft.ends.trim() === '' ? null : minutes(draft.ends);
  const change = minutes(draft.change);
  const offer = minutes(draft.offer);
  if (ends === undefined || change === undefined || offer === undefined || offer < 1)
    return (['ends', 'change', 'offer'] as const).filter((field) =>
      field === 'ends'
        ? ends === undefined
        : field === 'change'
          ? change === undefined
          : offer === undefined || offer < 1,
    );
  return { from: before?.from ?? null, endsBeforeMinutes: ends, changeBeforeMinutes: change, offerMinutes: offer };
}

export const isTerms = (read: RegistrationTerms | (keyof TermsDraft)[]): read is RegistrationTerms =>
  !Array.isArray(read);

/** "48", "0.5". */
const hours = (minutes: number): string => String(Number((minutes / 60).toFixed(4)));

function minutes(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,4}(\.\d{1,4})?$/.test(plain)) return undefined;
  return Math.round(Number(plain) * 60);
}

/** How learners register for a window, and who waits for a place. */
export class RegistrationCtrl {
  readonly poll: Poll<Registration>;
  readonly asked = new Asked();

  constructor(
    private readonly server: Api,
    private readonly url: string,
  ) {
    this.poll = new Poll(
      () => this.ask(),
      () => EVERY_MS,
    );
  }

  save(terms: RegistrationTerms): Promise<boolean> {
    return this.do(() => this.server.put(`${this.url}/registration`, terms, { tries: 4 }));
  }

  stop(): Promise<boolean> {
    return this.do(() => this.server.delete(`${this.url}/registration`, { tries: 4 }));
  }

  private async do(call: () => Promise<unknown>): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const error = await this.asked.run(async () => void (await call()));
    await this.poll.now();
    return error === null;
  }

  private async ask(): Promise<Registration> {
    const view = await this.server.get<RegistrationView>(`${this.url}/registration`, { tries: 1 });
    if (view.waiting === 0) return { view, waiting: [], more: false };
    const page = await this.server.get<WaitingPage>(`${this.url}/waiting`, { tries: 1 });
    return { view, waiting: page.waiting, more: page.next !== null };
  }
}

import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../lib/api';
import { Asked } from '../lib/asked';
import { Load } from '../lib/load';
import type { RecordPage, RecordVerdict, SchoolHome, SharedRecord, VerdictPage } from '../lib/school-wire';

/** Which records are wanted; empty for all. */
export interface RecordFilter {
  text: string;
  programId: string;
  credited: '' | 'true' | 'false';
}

export const everything: RecordFilter = { text: '', programId: '', credited: '' };

export interface Records {
  /** Those that were asked for. */
  filter: RecordFilter;
  records: SharedRecord[];
  total: number;
  next: string | null;
}

/** The school's records, page after page. */
export class RecordsCtrl {
  readonly home: Load<SchoolHome>;
  readonly list: Load<Records>;
  readonly bulk: BulkCtrl;
  #filter = everything;
  readonly more = new Asked();

  constructor(private readonly server: Api) {
    this.home = new Load(() => server.get<SchoolHome>('/api/school'));
    this.list = new Load(() => this.page(this.#filter, null));
    this.bulk = new BulkCtrl(server);
  }

  async open(): Promise<void> {
    await Promise.all([this.home.fetch(), this.list.fetch()]);
  }

  async find(filter: RecordFilter): Promise<void> {
    this.#filter = filter;
    await this.list.fetch();
    this.bulk.stop();
  }

  async showMore(): Promise<void> {
    await this.more.run(() =>
      this.list.extend(async (before) => {
        if (before.next === null) return before;
        const page = await this.page(before.filter, before.next);
        return { ...page, records: [...before.records, ...page.records] };
      }),
    );
  }

  private async page(filter: RecordFilter, after: string | null): Promise<Records> {
    const page = await this.server.get<RecordPage>(`/api/school/records${queryOf(filter, { after, limit: '50' })}`);
    return { filter, ...page };
  }
}

export interface BulkProgress {
  done: number;
  total: number;
  bad: RecordVerdict[];
  over: boolean;
}

/** Has every record that fits verified, a page at a time, for as long as it takes; says how far it is. */
export class BulkCtrl {
  readonly asked = new Asked();
  readonly #progress = signal<BulkProgress | null>(null);
  #leaving = new AbortController();

  constructor(private readonly server: Api) {}

  /** Null before it was begun. */
  get progress(): ReadonlySignal<BulkProgress | null> {
    return this.#progress;
  }

  /** @param total how many fit, as far as is known */
  async verify(filter: RecordFilter, total: number): Promise<void> {
    if (this.asked.busy.value) return;
    const leaving = (this.#leaving = new AbortController());
    await this.asked.run(async () => {
      try {
        await this.pages(filter, total, leaving.signal);
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
      }
    });
  }

  private async pages(filter: RecordFilter, total: number, leaving: AbortSignal): Promise<void> {
    const counted: BulkProgress = { done: 0, total, bad: [], over: false };
    this.#progress.value = { ...counted };
    for (let after: string | null = null, first = true; first || after !== null; first = false) {
      const page: VerdictPage = await this.server.post<VerdictPage>(
        `/api/school/records/verification${queryOf(filter, { after, limit: '50' })}`,
        {},
        { ...this.asked.patient(leaving), timeoutMs: 60_000 },
      );
      if (leaving.aborted) return;
      counted.done += page.verdicts.length;
      counted.total = Math.max(page.total, counted.done);
      counted.bad = [...counted.bad, ...page.verdicts.filter((verdict) => !verdict.valid)];
      counted.over = page.next === null;
      this.#progress.value = { ...counted };
      after = page.next;
    }
  }

  /** What was found so far is forgotten: it is of other records. */
  stop(): void {
    this.#leaving.abort();
    this.#progress.value = null;
  }
}

export function queryOf(filter: RecordFilter, more: Record<string, string | null> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...more })) if (value) query.set(name, value.trim());
  const text = query.toString();
  return text && `?${text}`;
}

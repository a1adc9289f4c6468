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
  records: SharedRecord[];
  total: number;
  next: string | null;
}

/** The school's records, page after page. */
export class RecordsCtrl {
  readonly home: Load<SchoolHome>;
  readonly list: Load<Records>;
  readonly bulk: BulkCtrl;
  readonly #filter = signal(everything);
  readonly more = new Asked();

  constructor(private readonly server: Api) {
    this.home = new Load(() => server.get<SchoolHome>('/api/school'));
    this.list = new Load(() => this.page(null));
    this.bulk = new BulkCtrl(server);
  }

  get filter(): ReadonlySignal<RecordFilter> {
    return this.#filter;
  }

  async open(): Promise<void> {
    await Promise.all([this.home.fetch(), this.list.fetch()]);
  }

  async find(filter: RecordFilter): Promise<void> {
    this.bulk.stop();
    this.#filter.value = filter;
    await this.list.fetch();
  }

  async showMore(): Promise<void> {
    const state = this.list.state.value;
    if (state.is !== 'here' || state.value.next === null) return;
    const { records, next } = state.value;
    await this.more.run(async () => {
      const page = await this.page(next);
      this.list.put({ ...page, records: [...records, ...page.records] });
    });
  }

  private page(after: string | null): Promise<RecordPage> {
    return this.server.get<RecordPage>(`/api/school/records${queryOf(this.#filter.value, { after, limit: '50' })}`);
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

  async verify(filter: RecordFilter): Promise<void> {
    this.#leaving.abort();
    const leaving = (this.#leaving = new AbortController());
    await this.asked.run(async () => {
      try {
        await this.pages(filter, leaving.signal);
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
      }
    });
  }

  private async pages(filter: RecordFilter, leaving: AbortSignal): Promise<void> {
    const counted: BulkProgress = { done: 0, total: 0, bad: [], over: false };
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

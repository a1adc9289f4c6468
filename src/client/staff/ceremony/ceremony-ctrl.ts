import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Load } from '../../lib/load';
import type { ProgramEntry } from '../../lib/program-wire';
import { askPrograms } from '../programs/program-ctrl';

export interface CeremonyEntry {
  credentialId: string;
  learnerId: string;
  /** Null without the learner's consent. */
  name: string | null;
  country: string;
  programId: string;
  kind: string;
  title: string;
  earnedAt: string;
}

export interface CeremonyCounts {
  learners: number;
  credentials: number;
  named: number;
  programs: { programId: string; title: string; learners: number; credentials: number; countries: number }[];
  countries: { country: string; learners: number; credentials: number }[];
  programCountries: { programId: string; country: string; learners: number; credentials: number }[];
}

interface CeremonyPart {
  credentials: CeremonyEntry[];
  next: string | null;
}

export type Kind = 'program' | 'course' | 'exam' | 'all';

export interface Wanted {
  /** Days, `2020-05-31`; the last one is meant too. */
  from: string;
  to: string;
  /** Empty: all of them. */
  program: string;
  kind: Kind;
}

export interface CeremonyNow {
  wanted: Wanted;
  counts: CeremonyCounts;
  list: CeremonyEntry[];
  next: string | null;
}

const PAGE = 100;

/** The most the server gives at once; for printing. */
const LARGEST_PAGE = 200;
const DAY_MS = 86_400_000;

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Who earned what between two days: figures, and the list by name as far as it was asked for. */
export class CeremonyCtrl {
  readonly load: Load<CeremonyNow>;
  readonly programs: Load<ProgramEntry[]>;
  readonly asked = new Asked();
  readonly #wanted = signal<Wanted>({ from: '', to: '', program: '', kind: 'program' });

  readonly now: ReadonlySignal<CeremonyNow | null> = computed(() => {
    const state = this.load.state.value;
    return state.is === 'here' ? state.value : null;
  });

  constructor(
    private readonly server: Api,
    now: number,
  ) {
    this.#wanted.value = { ...this.#wanted.value, from: dayOf(now - 365 * DAY_MS), to: dayOf(now) };
    this.load = new Load(() => this.ask(this.#wanted.value));
    this.programs = new Load(() => askPrograms(server));
  }

  get wanted(): ReadonlySignal<Wanted> {
    return this.#wanted;
  }

  /** Where the same is to be had as a file. */
  file(kind: 'csv' | 'json'): string {
    return `/api/ceremony/list.${kind}?${queryOf(this.now.value?.wanted ?? this.#wanted.value)}`;
  }

  async open(): Promise<void> {
    await Promise.all([this.load.fetch(), this.programs.fetch()]);
  }

  async show(wanted: Wanted): Promise<void> {
    this.#wanted.value = wanted;
    await this.load.fetch();
  }

  more(): Promise<unknown> {
    return this.asked.run(() => this.extend(PAGE));
  }

  /** Fetches what is missing of the list. True when all of it is there. */
  async all(): Promise<boolean> {
    const error = await this.asked.run(async () => {
      while (this.now.value?.next) await this.extend(LARGEST_PAGE);
    });
    return error === null && this.now.value?.next === null;
  }

  private extend(limit: number): Promise<void> {
    return this.load.extend(async (before) => {
      if (before.next === null) return before;
      const { credentials, next } = await this.part(before.wanted, limit, before.next);
      return { ...before, list: [...before.list, ...credentials], next };
    });
  }

  private async ask(wanted: Wanted): Promise<CeremonyNow> {
    const [counts, { credentials, next }] = await Promise.all([
      this.server.get<CeremonyCounts>(`/api/ceremony/counts?${queryOf(wanted)}`),
      this.part(wanted, PAGE, null),
    ]);
    return { wanted, counts, list: credentials, next };
  }

  private part(wanted: Wanted, limit: number, after: string | null): Promise<CeremonyPart> {
    const query = queryOf(wanted);
    query.set('order', 'name');
    query.set('limit', String(limit));
    if (after) query.set('after', after);
    return this.server.get<CeremonyPart>(`/api/ceremony?${query}`);
  }
}

function queryOf({ from, to, program, kind }: Wanted): URLSearchParams {
  const query = new URLSearchParams();
  if (from) query.set('from', `${from}T00:00:00Z`);
  if (to) query.set('to', `${dayOf(Date.parse(`${to}T00:00:00Z`) + DAY_MS)}T00:00:00Z`);
  if (program) query.set('programId', program);
  if (kind !== 'all') query.set('kind', kind);
  return query;
}

import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Load } from '../../lib/load';
import type { ProgramEntry } from '../../lib/program-wire';
import type { SchoolAccount, SchoolLine, SchoolView, ShareLine } from '../../lib/school-wire';
import { askPrograms } from '../programs/program-ctrl';

export interface SchoolPlan {
  name: string;
  website: string;
}

export interface AgreementPlan {
  creditPoints: number;
  degree: string;
  text: string;
  validFrom: string;
  validUntil: string | null;
}

/** A school's id: 1 to 64 letters, digits, '-', '_' and '.'. */
export const isId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);

const urlOf = (school: string): string => `/api/schools/${encodeURIComponent(school)}`;

export class SchoolsCtrl {
  readonly load: Load<SchoolLine[]>;
  readonly asked = new Asked();

  constructor(private readonly server: Api) {
    this.load = new Load(async () => (await server.get<{ schools: SchoolLine[] }>('/api/schools')).schools);
  }

  /** True when there is a school of that id: to add it again would change what it is called. */
  has(id: string): boolean {
    const state = this.load.state.value;
    return state.is === 'here' && state.value.some((school) => school.id === id);
  }

  async add(id: string, plan: SchoolPlan): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const refused = await this.asked.run(async () => {
      await this.server.put<SchoolView>(urlOf(id), plan, { tries: 4 });
    });
    return refused === null;
  }
}

export interface SchoolNow {
  school: SchoolView;
  programs: ProgramEntry[];
  accounts: SchoolAccount[];
  shares: ShareLine[];
  next: string | null;
}

/** One school: what is agreed with it, who signs in for it, what is shared with it. */
export class SchoolCtrl {
  readonly load: Load<SchoolNow>;
  readonly describing = new Asked();
  readonly agreeing = new Asked();
  readonly accounting = new Asked();
  readonly more = new Asked();

  constructor(
    private readonly server: Api,
    private readonly id: string,
  ) {
    this.load = new Load(async () => {
      const [school, programs, accounts, shares] = await Promise.all([
        server.get<SchoolView>(urlOf(id)),
        askPrograms(server),
        server.get<{ accounts: SchoolAccount[] }>(`${urlOf(id)}/accounts`),
        this.page(null),
      ]);
      return { school, programs, accounts: accounts.accounts, ...shares };
    });
  }

  describe(plan: SchoolPlan): Promise<boolean> {
    return this.change(this.describing, () => this.server.put<SchoolView>(urlOf(this.id), plan, { tries: 4 }));
  }

  /** The same terms again are no new version, so it may be repeated. */
  agree(program: string, plan: AgreementPlan): Promise<boolean> {
    return this.change(this.agreeing, () =>
      this.server.put<SchoolView>(`${urlOf(this.id)}/agreements/${encodeURIComponent(program)}`, plan, { tries: 4 }),
    );
  }

  putAccount(userName: string, displayName: string, password: string): Promise<boolean> {
    return this.change(this.accounting, () =>
      this.server.put<void>(`${urlOf(this.id)}/accounts/${encodeURIComponent(userName)}`, {
        displayName,
        password: password || null,
      }),
    );
  }

  closeAccount(userName: string): Promise<boolean> {
    return this.change(this.accounting, () =>
      this.server.delete(`${urlOf(this.id)}/accounts/${encodeURIComponent(userName)}`, { tries: 4 }),
    );
  }

  async showMore(): Promise<void> {
    await this.more.run(() =>
      this.load.extend(async (before) => {
        if (before.next === null) return before;
        const { shares, next } = await this.page(before.next);
        return { ...before, shares: [...before.shares, ...shares], next };
      }),
    );
  }

  private page(after: string | null): Promise<{ shares: ShareLine[]; next: string | null }> {
    return this.server.get(`${urlOf(this.id)}/shares?limit=50${after === null ? '' : `&after=${after}`}`);
  }

  private async change(asked: Asked, ask: () => Promise<unknown>): Promise<boolean> {
    if (asked.busy.value) return false;
    const refused = await asked.run(async () => {
      await ask();
      await this.load.fetch();
    });
    return refused === null;
  }
}

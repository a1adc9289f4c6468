import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Api } from '../../lib/api';
import type { Problem } from '../../lib/wire';
import { problemOf } from '../../lib/ui/notice';
import type { Checked } from '../check/checker';
import type { Sources } from '../check/sources';
import type { JsonMap } from '../check/strict-json';
import type { Code, Facts, Kind, Verdict } from '../check/verdict';
import { namesOf } from './known';

/** At once; more are left for later, and the page says so. */
export const MOST_FILES = 50;

/** More than the checker reads of a file, by one. */
const ENOUGH = (16 << 20) + 1;

export type Outcome =
  | { is: 'reading' }
  /** `ours`: by the issuer of the site. */
  | { is: 'checked'; verdict: Verdict; ours: boolean }
  /** The file could not be read, or the checker not be had: a statement about nothing. */
  | { is: 'failed' };

/** What the server says of a file. */
export interface ServerVerdict {
  valid: boolean;
  code: Code;
  reason: string;
  ours: boolean;
  name?: string | null;
  kind?: Kind | null;
}

export type Asked = { is: 'asking' } | { is: 'said'; verdict: ServerVerdict } | { is: 'unable'; problem: Problem };

export interface Dropped {
  id: number;
  name: string;
  file: Blob;
  outcome: Signal<Outcome>;
  asked: Signal<Asked | null>;
}

/** Sources that also know who the site's own issuer is. */
export interface OwnSources extends Sources {
  own(): Promise<JsonMap | null>;
  handIn?(list: JsonMap, facts: Facts): boolean;
}

export type Check = (sources: Sources, file: Uint8Array<ArrayBuffer>, now: number) => Promise<Checked>;

/** Files that somebody wants checked: one after the other, in the browser; the server sees one only when it is asked about. */
export class FilesCtrl {
  readonly #files = signal<readonly Dropped[]>([]);
  readonly #tooMany = signal(false);
  #next = 1;
  #work: Promise<void> = Promise.resolve();

  /**
   * @param load Fetches the checker, which is large, when the first file is there.
   * @param spoken Told what came out once all that were taken at once are checked.
   * @param server Null where there is none: on a saved page.
   */
  constructor(
    private readonly sources: OwnSources,
    private readonly load: () => Promise<Check>,
    private readonly server: Api | null,
    private readonly spoken: (checked: readonly Dropped[]) => void = () => undefined,
    private readonly now: () => number = Date.now,
  ) {}

  get files(): ReadonlySignal<readonly Dropped[]> {
    return this.#files;
  }

  /** More were dropped than are taken at once. */
  get tooMany(): ReadonlySignal<boolean> {
    return this.#tooMany;
  }

  get hasServer(): boolean {
    return this.server !== null;
  }

  /** Checks files, newest first in the list. Resolves when all of them are. */
  take(files: readonly File[]): Promise<void> {
    this.#tooMany.value = files.length > MOST_FILES;
    const taken = files.slice(0, MOST_FILES).map((file): Dropped => {
      const outcome = signal<Outcome>({ is: 'reading' });
      return { id: this.#next++, name: file.name, file, outcome, asked: signal(null) };
    });
    this.#files.value = [...taken, ...this.#files.value].slice(0, 4 * MOST_FILES);
    this.#work = this.#work.then(() => this.checkAll(taken));
    return this.#work;
  }

  clear(): void {
    this.#files.value = [];
    this.#tooMany.value = false;
  }

  /** Sends one file to the server, which can ask the sites of other issuers. */
  async ask({ file, asked }: Dropped): Promise<void> {
    if (!this.server || asked.value?.is === 'asking') return;
    asked.value = { is: 'asking' };
    try {
      const call = { type: 'application/octet-stream', timeoutMs: 30_000 };
      asked.value = { is: 'said', verdict: await this.server.post<ServerVerdict>('/api/verify', file, call) };
    } catch (error) {
      asked.value = { is: 'unable', problem: problemOf(error) };
    }
  }

  private async checkAll(taken: readonly Dropped[]): Promise<void> {
    let isNewList = false;
    for (const one of taken) isNewList = (await this.check(one)) || isNewList;
    // What a list tells holds for the files before it as well.
    if (isNewList) for (const one of this.#files.value) await this.check(one);
    if (taken.length > 0) this.spoken(taken);
  }

  /** True when it was a status list that is of use from now on. */
  private async check({ file, outcome }: Dropped): Promise<boolean> {
    try {
      const check = await this.load();
      const content = new Uint8Array(await file.slice(0, ENOUGH).arrayBuffer());
      const { verdict, list } = await check(this.sources, content, this.now());
      const own = namesOf(await this.sources.own());
      const ours = verdict.facts !== null && verdict.proven && own.has(verdict.facts.issuerId);
      outcome.value = { is: 'checked', verdict, ours };
      return list !== null && verdict.facts !== null && (this.sources.handIn?.(list, verdict.facts) ?? false);
    } catch {
      outcome.value = { is: 'failed' };
      return false;
    }
  }
}

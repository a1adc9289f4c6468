import type { KnownList, Sources } from '../check/sources';
import { isMap, text, type Json, type JsonMap } from '../check/strict-json';
import type { Known } from './known';

/** As many status lists as are looked for when a page is saved; one has room for 131,072 credentials. */
const MOST_LISTS = 32;

export type Read = (address: string) => Promise<Json>;

/**
 * The site's own issuer and its status lists, asked now. A page may talk to nobody but its own site, and asking others would tell them
 * what is being checked: what they would have to be asked for is "could not be had" here, and the server can be asked instead.
 */
export class SiteSources implements Sources {
  #did: Promise<JsonMap | null> | null = null;

  constructor(
    private readonly origin: string,
    private readonly read: Read = readNow,
  ) {}

  /** The document of keys of the site's issuer. */
  async own(): Promise<JsonMap | null> {
    this.#did ??= this.read(`${this.origin}/.well-known/did.json`).then((did) => (isMap(did) ? did : null));
    const did = await this.#did;
    // Not had once is no reason not to ask again.
    if (!did) this.#did = null;
    return did;
  }

  async did(did: string): Promise<Json> {
    const own = await this.own();
    return text(own, 'id') === did ? own : null;
  }

  async statusList(address: string): Promise<KnownList | null> {
    const { host, pathname } = new URL(address);
    const [, list] = /^\/status\/(\d{1,9})$/.exec(pathname) ?? [];
    if (list === undefined || (host !== new URL(this.origin).host && host !== (await this.publicHost()))) return null;
    const document = await this.read(`${this.origin}/status/${list}`);
    return document === null ? null : { document };
  }

  /** What a saved page takes along. */
  async known(now: number): Promise<Known> {
    const lists: Known['lists'] = {};
    for (let n = 1; n <= MOST_LISTS; n++) {
      const document = await this.read(`${this.origin}/status/${n}`);
      const address = text(document, 'id');
      if (address === null) break;
      lists[address] = document;
    }
    return { savedAt: new Date(now).toISOString(), site: this.origin, did: await this.own(), lists };
  }

  /** The site may be called by another name than the one that credentials have for it. */
  private async publicHost(): Promise<string | null> {
    const [, host] = /^did:web:([^:]+)$/.exec(text(await this.own(), 'id') ?? '') ?? [];
    return host === undefined ? null : decodeURIComponent(host);
  }
}

/** Asked of the site itself, whatever the browser has kept of it. */
async function readNow(address: string): Promise<Json> {
  try {
    const answer = await fetch(address, {
      cache: 'no-cache',
      credentials: 'omit',
      headers: { Accept: 'application/vc, application/did+json, application/json' },
      signal: AbortSignal.timeout(10_000),
    });
    return answer.ok ? ((await answer.json()) as Json) : null;
  } catch {
    return null;
  }
}

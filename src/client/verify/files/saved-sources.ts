import type { KnownList, Sources } from '../check/sources';
import { text, type Json, type JsonMap } from '../check/strict-json';
import type { Facts } from '../check/verdict';
import type { Known } from './known';

interface Handed {
  document: JsonMap;
  /** When the list says it is from. */
  at: number;
}

/**
 * What a saved page has with it, and status lists that are handed in as files. Nothing is asked of anybody. A list that was handed in
 * serves for credentials of the issuer who signed it, and takes the place of no other's: no site vouches for it.
 */
export class SavedSources implements Sources {
  readonly #handed = new Map<string, Handed>();

  constructor(private readonly known: Known) {}

  own(): Promise<JsonMap | null> {
    return Promise.resolve(this.known.did);
  }

  did(did: string): Promise<Json> {
    return Promise.resolve(text(this.known.did, 'id') === did ? this.known.did : null);
  }

  statusList(address: string, issuer: string): Promise<KnownList | null> {
    const taken = this.known.lists[address] ?? null;
    const handed = this.#handed.get(keyOf(issuer, address));
    const savedAt = Date.parse(this.known.savedAt);
    if (handed && (taken === null || handed.at > Date.parse(text(taken, 'validFrom') ?? '')))
      return Promise.resolve({
        document: handed.document,
        asOf: taken === null ? handed.at : Math.max(handed.at, savedAt),
      });
    return Promise.resolve(taken === null ? null : { document: taken, asOf: savedAt });
  }

  /** Takes a status list that was handed in; true when it says when it is from, and is newer than what was there. */
  handIn(document: JsonMap, { issuerId, validFrom }: Pick<Facts, 'issuerId' | 'validFrom'>): boolean {
    const address = text(document, 'id');
    if (address === null || validFrom === null) return false;
    const [key, at] = [keyOf(issuerId, address), Date.parse(validFrom)];
    if ((this.#handed.get(key)?.at ?? -Infinity) >= at) return false;
    this.#handed.set(key, { document, at });
    return true;
  }
}

const keyOf = (issuer: string, address: string): string => JSON.stringify([issuer, address]);

import { isMap, member, several, text, type Json, type JsonMap } from '../check/strict-json';

/** What a saved page takes along: who its site's issuer is, and which credentials were revoked until then. */
export interface Known {
  savedAt: string;
  /** The site's address. */
  site: string;
  /** The issuer's document of keys; null when it could not be had. */
  did: JsonMap | null;
  /** The site's status lists, by the address that credentials name. */
  lists: Record<string, Json>;
}

/** The names under which the site's own issuer signs: its web identity, and each of its keys by itself. */
export function namesOf(did: Json): ReadonlySet<string> {
  const id = text(did, 'id');
  const keys = several(member(did, 'verificationMethod')).flatMap((method) => {
    const key = isMap(method) ? text(method, 'publicKeyMultibase') : null;
    return key === null ? [] : [`did:key:${key}`];
  });
  return new Set(id === null ? keys : [id, ...keys]);
}

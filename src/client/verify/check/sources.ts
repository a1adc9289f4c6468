import type { Json } from './strict-json';

/** A status list, and how much there is to it. */
export interface KnownList {
  document: Json;
  /** When it was had, where it could not be asked for now: it tells what was then. */
  asOf?: number;
}

/** What a verifier must ask others for. Null: it could not be had. What is handed out is verified like the badge. */
export interface Sources {
  /** The document of keys of `did:web:…`, or of an issuer that is an `https://…` address. */
  did(did: string): Promise<Json>;
  /** The status list, or 1EdTech revocation list, at the address that a credential of the issuer names. */
  statusList(address: string, issuer: string): Promise<KnownList | null>;
}

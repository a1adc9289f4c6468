import { isRefused, readCredential, subjectOf, type Credential } from './credential';
import type { Found, KeyFinder } from './key-finder';
import { fromBase64Url, keyOfJwk } from './keys';
import { TAMPERED, unsupported } from './proofs';
import { isMap, member, NotJson, parse, text, type Json } from './strict-json';
import { malformed, type Refused } from './verdict';

/**
 * A credential in a compact JSON Web Signature: as its whole payload, or, as the first version of verifiable credentials had it, in
 * the claim `vc`.
 */
export interface Token {
  header: Json;
  payload: Json;
  credential: Credential;
  signed: Uint8Array;
  signature: Uint8Array;
}

/** Whether it is a compact JSON Web Signature, by its form. */
export const isJws = (file: string): boolean =>
  file.length > 4 && /^[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*$/.test(file);

const NONE = malformed('It is no JSON Web Signature.');

export function readToken(token: string): Token | Refused {
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) return NONE;
  const octets = fromBase64Url(signature);
  try {
    const [head, body] = [jsonOf(header), jsonOf(payload)];
    const claimed = member(body, 'vc');
    const credential = readCredential(claimed ?? body, text(body, 'iss'));
    if (isRefused(credential)) return credential;
    if (!octets) return NONE;
    const signed = new TextEncoder().encode(`${header}.${payload}`);
    return { header: head, payload: body, credential, signed, signature: octets };
  } catch (error) {
    if (error instanceof NotJson) return NONE;
    throw error;
  }
}

function jsonOf(piece: string): Json {
  const octets = fromBase64Url(piece);
  if (!octets) throw new NotJson();
  return parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets));
}

/** Null when the signature is right, by the issuer, and its claims say what the credential says. */
export async function verifyToken(token: Token, now: number, keys: KeyFinder): Promise<Refused | null> {
  const algorithm = text(token.header, 'alg');
  if (!['EdDSA', 'ES256', 'RS256'].includes(algorithm ?? '') || member(token.header, 'crit') !== null)
    return unsupported(`Its signature is of a kind that is not supported: ${algorithm ?? 'unnamed'}.`);

  const { key, doubt } = await keyOf(token, keys);
  if (!key) return doubt;
  if (key.algorithm !== algorithm) return unsupported('Its key is of another kind than its signature.');
  if (!(await key.verify(token.signed, token.signature))) return TAMPERED;
  return doubt ?? disagreeing(token) ?? untimely(token, now);
}

async function keyOf({ header, credential }: Token, keys: KeyFinder): Promise<Found> {
  const { issuerId } = credential;
  const kid = text(header, 'kid');
  if (kid !== null) return keys.find(kid.startsWith('#') ? issuerId + kid : kid, issuerId);
  const jwk = member(header, 'jwk');
  if (jwk === null)
    return { key: null, doubt: { code: 'unknown-issuer', reason: 'It does not say by which key it is signed.' } };
  const stated = keyOfJwk(jwk);
  return stated
    ? keys.vouch(stated, issuerId)
    : { key: null, doubt: unsupported('Its key is of a kind that is not known here, or too short.') };
}

function disagreeing({ payload, credential }: Token): Refused | null {
  const { document, issuerId, validFrom, validUntil } = credential;
  const about = subjectOf(credential);
  const otherwise = (claim: string) => malformed(`Its claim ${claim} says something else than the credential.`);
  const subject = isMap(about) ? text(about, 'id') : null;
  for (const [claim, own] of [
    ['iss', issuerId],
    ['jti', text(document, 'id')],
    ['sub', subject],
  ] as const) {
    const claimed = text(payload, claim);
    if (own !== null && claimed !== null && claimed !== own) return otherwise(claim);
  }
  for (const [claim, own] of [
    ['nbf', validFrom],
    ['exp', validUntil],
  ] as const) {
    const claimed = secondsIn(payload, claim);
    if (own !== null && claimed !== null && claimed !== Math.floor(own / 1000)) return otherwise(claim);
  }
  return null;
}

function untimely({ payload }: Token, now: number): Refused | null {
  const [ends, starts] = [secondsIn(payload, 'exp'), secondsIn(payload, 'nbf')];
  const second = Math.floor(now / 1000);
  if (ends !== null && ends < second) return { code: 'expired', reason: 'Its signature has expired.' };
  if (starts !== null && starts > second) return { code: 'not-yet-valid', reason: 'Its signature is not valid yet.' };
  return null;
}

function secondsIn(payload: Json, claim: string): number | null {
  const value = member(payload, claim);
  return typeof value === 'number' && Math.abs(value) < 1e12 ? Math.floor(value) : null;
}

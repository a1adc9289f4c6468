import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { disagreement, expiresUnseen } from './agreement';
import { dateIn, written, type Credential } from './credential';
import { canonical, readRdf, type Dataset } from './json-ld';
import type { KeyFinder } from './key-finder';
import { decodeMultibase } from './keys';
import { isMap, member, several, text, type Json, type JsonMap } from './strict-json';
import { FormatError, malformed, type Refused } from './verdict';

const MOST = 8;

export const unsupported = (reason: string): Refused => ({ code: 'unsupported-proof', reason });

export const TAMPERED: Refused = {
  code: 'tampered',
  reason: 'Its signature does not fit: it was changed after it was signed, or signed by another key.',
};

/**
 * Embedded proofs: every one of a kind known here must be right, and there must be one; those of other kinds say nothing, either
 * way. A chain of proofs is refused. Throws `FormatError` for a document that cannot be canonicalized.
 */
export async function verifyProofs(credential: Credential, now: number, keys: KeyFinder): Promise<Refused | null> {
  const proofs = several(member(credential.document, 'proof'));
  if (proofs.length === 0) return { code: 'not-signed', reason: 'It is not signed.' };
  if (proofs.length > MOST || !proofs.every(isMap)) return malformed('Its proofs are too many, or are none.');
  if (proofs.some((proof) => member(proof, 'previousProof') !== null))
    return unsupported('Its proofs build on each other, which is not supported.');

  const known = proofs.filter(isKnown);
  const [first] = proofs;
  if (known.length === 0)
    return unsupported(
      `Its proof is of a kind that is not supported: ${text(first, 'cryptosuite') ?? text(first, 'type') ?? 'unnamed'}.`,
    );
  let doubt: Refused | null = null;
  let dataset: Dataset | null = null;
  for (const proof of known) {
    if (!isByJcs(proof) && !dataset) {
      dataset = await readRdf(without(credential.document, 'proof'));
      const hidden = disagreement(credential, dataset);
      if (hidden) return hidden;
    }
    const refusal = await verifyProof(credential, dataset, proof, now, keys);
    if (!refusal) continue;
    if (refusal.code !== 'unknown-issuer') return refusal;
    doubt ??= refusal;
  }
  return doubt;
}

async function verifyProof(
  credential: Credential,
  dataset: Dataset | null,
  proof: JsonMap,
  now: number,
  keys: KeyFinder,
): Promise<Refused | null> {
  if (text(proof, 'proofPurpose') !== 'assertionMethod')
    return unsupported('Its proof has another purpose than to assert what it says.');
  const expires = dateIn(proof, 'expires');
  if (dateIn(proof, 'created') === undefined || expires === undefined) return malformed('A date in its proof is none.');
  if (expires !== null && expires < now)
    return { code: 'expired', reason: `Its proof was valid until ${written(expires)}.` };
  const [method, value] = [text(proof, 'verificationMethod'), text(proof, 'proofValue')];
  if (method === null || value === null) return malformed('Its proof names no key, or has no value.');

  let signed: Uint8Array;
  if (isByJcs(proof) || !dataset) signed = signedByJcs(credential.document, proof);
  else {
    const options = await readRdf({
      ...without(proof, 'proofValue'),
      '@context': member(credential.document, '@context'),
    });
    const hidden = expiresUnseen(proof, options);
    if (hidden) return hidden;
    signed = concatBytes(hash(await canonical(options)), hash(await canonical(dataset)));
  }

  const { key, doubt } = await keys.find(method, credential.issuerId);
  if (!key) return doubt;
  if (key.algorithm !== 'EdDSA') return unsupported('Its key is of another kind than its proof.');
  const signature = decodeMultibase(value);
  return signature && (await key.verify(signed, signature)) ? doubt : TAMPERED;
}

/**
 * By canonical JSON (RFC 8785). A proof with contexts of its own must have those that the document starts with, and puts them in
 * their place.
 */
function signedByJcs(document: JsonMap, proof: JsonMap): Uint8Array {
  let context = document['@context'];
  let body = without(document, 'proof');
  const stated = proof['@context'];
  if (stated !== undefined) {
    const [asked, have] = [listed(stated), context === undefined ? [] : listed(context)];
    if (asked.length > have.length || asked.some((one, n) => canonicalJson(one) !== canonicalJson(have[n] ?? null)))
      throw new FormatError('malformed', 'The proof names contexts that the document does not start with.');
    context = stated;
    body = { ...body, '@context': stated };
  }
  const options = without(proof, 'proofValue');
  const own = context === undefined ? options : { ...options, '@context': context };
  return concatBytes(hash(canonicalJson(own)), hash(canonicalJson(body)));
}

function canonicalJson(value: Json): string {
  try {
    return canonicalize(value) ?? '';
  } catch {
    throw new FormatError('malformed', 'A number is too large.');
  }
}

const listed = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);

const hash = (canonicalText: string): Uint8Array => sha256(utf8ToBytes(canonicalText));

function without(map: JsonMap, name: string): JsonMap {
  const { [name]: _, ...rest } = map;
  return rest;
}

const isByJcs = (proof: JsonMap): boolean => text(proof, 'cryptosuite') === 'eddsa-jcs-2022';

function isKnown(proof: JsonMap): boolean {
  const [type, suite] = [text(proof, 'type'), text(proof, 'cryptosuite')];
  const isEddsa = suite === 'eddsa-rdfc-2022' || suite === 'eddsa-jcs-2022';
  return type === 'Ed25519Signature2020' || (type === 'DataIntegrityProof' && isEddsa);
}

import { subjectOf, type Credential } from './credential';
import type { Dataset } from './json-ld';
import { member, several, type JsonMap } from './strict-json';
import { malformed, type Refused } from './verdict';

const VOCABULARY = 'https://www.w3.org/2018/credentials#';
const EXPIRES = 'https://w3id.org/security#expiration';
const INSIDE = [
  `${VOCABULARY}verifiableCredential`,
  'https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential',
];
const GUARDED = [
  'credentialStatus',
  'credentialSubject',
  'issuer',
  'validFrom',
  'validUntil',
  'issuanceDate',
  'expirationDate',
];

const hidden = (word: string): Refused => malformed(`Its "${word}" is written so that it is not seen.`);

/**
 * A proof over RDF covers what a document means, and a verdict is read off how it is written. The same meaning can be written
 * otherwise: under a whole address, by another word of an added context, in a node beside. Then a revocation or an end would be
 * signed and not seen. So what a verdict depends on must be where it is looked for, as often as it is meant.
 */
export function disagreement(credential: Credential, { quads, root }: Dataset): Refused | null {
  if (root === null) return malformed('It is more than one document.');
  const about = quads.filter((quad) => quad.subject.value === root);
  for (const word of GUARDED) {
    const meant = about.filter((quad) => quad.predicate.value === VOCABULARY + word).length;
    if (meant > several(member(credential.document, word)).length) return hidden(word);
  }

  const isSubject = `${VOCABULARY}credentialSubject`;
  const subjects = new Set(about.filter((q) => q.predicate.value === isSubject).map((q) => q.object.value));
  const written = several(subjectOf(credential)).flatMap((one) => several(member(one, 'verifiableCredential'))).length;
  const meant = quads.filter((q) => subjects.has(q.subject.value) && INSIDE.includes(q.predicate.value)).length;
  return meant > written ? hidden('verifiableCredential') : null;
}

/** The same for a proof, which can end. */
export const expiresUnseen = (proof: JsonMap, { quads }: Dataset): Refused | null =>
  member(proof, 'expires') === null && quads.some((quad) => quad.predicate.value === EXPIRES)
    ? hidden('expires')
    : null;

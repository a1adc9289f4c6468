import { datesOf, factsOf, isRefused, readCredential, subjectOf, type Credential } from './credential';
import { extract, LARGEST_FILE } from './extract';
import { KeyFinder } from './key-finder';
import { verifyProofs } from './proofs';
import type { Sources } from './sources';
import { verifyStatus } from './status';
import { member, NotJson, parse, several, text, texts, type Json } from './strict-json';
import { isJws, readToken, verifyToken } from './tokens';
import { malformed, refusedBy, type Refused, type Verdict } from './verdict';

/** Records within records. */
const DEEPEST = 3;
const MOST_PARTS = 500;
const LARGEST_DOCUMENT = 4 << 20;

/**
 * Verifies Open Badges 3.0 and Comprehensive Learner Records 2.0 of any issuer, by the server's rules and in its words. A verdict is
 * "valid" only if every proof of a kind known here holds, the key is the issuer's, now is between the dates, and it was found out
 * that nothing is revoked.
 */
export class Verifier {
  readonly #keys: KeyFinder;

  constructor(private readonly sources: Sources) {
    this.#keys = new KeyFinder(sources);
  }

  /** @param file JSON, a compact JSON Web Signature, or a PNG, SVG or PDF with one of them in it. */
  async verify(file: Uint8Array<ArrayBuffer>, now: number): Promise<Verdict> {
    if (file.length > LARGEST_FILE) return none(malformed('The file is too large for a badge.'));
    const found = await extract(file);
    if (typeof found !== 'string') return none(found);
    if (found.length > LARGEST_DOCUMENT) return none(malformed('It is too large for a badge.'));
    try {
      return isJws(found) ? await this.token(found, now, 0) : await this.document(parse(found), now, 0);
    } catch (error) {
      if (error instanceof NotJson) return none(malformed('It is no JSON, or says something twice.'));
      throw error;
    }
  }

  private async token(token: string, now: number, depth: number): Promise<Verdict> {
    const read = readToken(token);
    if (isRefused(read)) return none(read);
    return this.conclude(read.credential, await verifyToken(read, now, this.#keys), now, depth);
  }

  private async document(document: Json, now: number, depth: number): Promise<Verdict> {
    const wrapped = envelope(document);
    if (wrapped !== null) return this.token(wrapped, now, depth);
    const credential = readCredential(document);
    if (isRefused(credential)) return none(credential);
    const refusal = await verifyProofs(credential, now, this.#keys).catch(refusedBy);
    return this.conclude(credential, refusal, now, depth);
  }

  /** After the signature: status first, as "revoked" says more than "expired"; then dates; then what is inside. */
  private async conclude(
    credential: Credential,
    unproven: Refused | null,
    now: number,
    depth: number,
  ): Promise<Verdict> {
    const facts = factsOf(credential);
    if (unproven) return { valid: false, proven: false, ...unproven, facts };
    const { refusal, lastKnown } = await verifyStatus(credential, now, this.sources, this.#keys);
    const said = { valid: false, proven: true, facts };
    const dated = !refusal || refusal.code === 'status-unavailable' ? datesOf(credential, now) : null;
    if (dated) return { ...said, ...dated };
    // Of a record that stood when last asked about, the badges in it are still looked at: they may be worse.
    if (refusal && lastKnown === undefined) return { ...said, ...refusal };

    facts.parts = await this.parts(credential, now, depth);
    let [open, since] = [refusal, lastKnown];
    for (const [n, part] of facts.parts.entries()) {
      if (part.valid) continue;
      const reason = `Badge ${n + 1} in it (${part.facts?.name ?? 'without a name'}): ${part.reason}`;
      if (part.lastKnown === undefined) return { ...said, code: part.code, reason };
      const known = Date.parse(part.lastKnown);
      since = Math.min(since ?? known, known);
      open ??= { code: part.code, reason };
    }
    if (open && since !== undefined) return { ...said, ...open, lastKnown: new Date(since).toISOString() };
    return { ...said, valid: true, code: 'valid', reason: 'It is signed by its issuer, unchanged, and stands.' };
  }

  private async parts(credential: Credential, now: number, depth: number): Promise<Verdict[]> {
    const inside = several(subjectOf(credential)).flatMap((one) => several(member(one, 'verifiableCredential')));
    if (inside.length === 0) return [];
    if (depth === DEEPEST || inside.length > MOST_PARTS)
      return [none({ code: 'too-much-work', reason: 'There are too many badges in each other.' })];
    const verdicts: Verdict[] = [];
    for (const part of inside)
      verdicts.push(
        typeof part === 'string' ? await this.token(part, now, depth + 1) : await this.document(part, now, depth + 1),
      );
    return verdicts;
  }
}

const none = (refused: Refused): Verdict => ({ valid: false, proven: false, ...refused, facts: null });

const ENVELOPE = 'data:application/vc+jwt,';

/** The signature that a credential is wrapped in (W3C Verifiable Credentials 2.0, 4.13); null if it is not. */
function envelope(document: Json): string | null {
  const id = text(document, 'id');
  const is = texts(member(document, 'type')).includes('EnvelopedVerifiableCredential');
  return is && id?.startsWith(ENVELOPE) ? id.slice(ENVELOPE.length) : null;
}

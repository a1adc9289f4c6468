import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import jsonld, { type Quad } from 'jsonld';
import { canonize } from 'rdf-canonize';
import { shelf } from './contexts';
import { isMap, several, type Json, type JsonMap } from './strict-json';
import { formatErrorOf } from './json-ld-words';
import { FormatError } from './verdict';

/** What a document means. */
export interface Dataset {
  quads: Quad[];
  /** The name of what the document is about; null when that is not one thing. */
  root: string | null;
}

/** Blank nodes that nothing tells apart have factorially many orders; badges have a handful. */
const MOST_ITERATIONS = 2000;
const PATIENCE_MS = 10_000;

/** A context in a document is read into a copy of all words there are, of which the published ones have some 300. */
const WORDS_PUBLISHED = 300;
const MOST_WORDS_COPIED = 500_000;

const tooMuch = (): FormatError => new FormatError('too-much-work', 'The document needs more work than a badge may.');

/** The RDF dataset of a document in safe mode: what no context defines is refused, not left out. */
export async function readRdf(document: JsonMap): Promise<Dataset> {
  assertReadable(document);
  return guarded(async () => {
    const expanded = await jsonld.expand(document, { safe: true, documentLoader });
    const quads = await jsonld.toRDF(expanded, { safe: true, skipExpansion: true, documentLoader });
    return { quads, root: rootOf(expanded) };
  });
}

/** What jsonld.js would lose without a word (a member that JavaScript takes for something else), or work at without an end. */
function assertReadable(document: JsonMap): void {
  let contexts = 0;
  let words = WORDS_PUBLISHED;
  const open: Json[] = [document];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (Array.isArray(one)) for (const item of one) open.push(item);
    if (!isMap(one)) continue;
    for (const [name, value] of Object.entries(one)) {
      if (name === '__proto__')
        throw new FormatError('undefined-term', '"__proto__" is not defined by any context of the document.');
      for (const context of name === '@context' ? several(value).filter(isMap) : []) {
        contexts++;
        words += Object.keys(context).length;
      }
      open.push(value);
    }
  }
  if (contexts * words > MOST_WORDS_COPIED) throw tooMuch();
}

/** Canonical N-Quads (RDFC-1.0). */
export async function canonical({ quads }: Dataset): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await canonize(quads, {
      algorithm: 'RDFC-1.0',
      maxDeepIterations: MOST_ITERATIONS,
      createMessageDigest: () => {
        // It looks at the signal itself only where there are many orders.
        signal.throwIfAborted();
        return new Digest();
      },
      signal,
    });
  } catch (error) {
    if (signal.aborted || (error instanceof Error && error.message.startsWith('Maximum deep iterations')))
      throw tooMuch();
    throw error;
  }
}

/** Not the browser's own, which only exists on pages that came by https. */
class Digest {
  #text = '';

  update(text: string): void {
    this.#text += text;
  }

  digest(): Promise<string> {
    return Promise.resolve(bytesToHex(sha256(utf8ToBytes(this.#text))));
  }
}

/** None is ever fetched: who serves a context decides what a document means. */
function documentLoader(url: string) {
  const document = shelf.get(url);
  if (!document) throw new FormatError('unknown-context', `The context ${url} is not known here.`);
  return Promise.resolve({ contextUrl: null, documentUrl: url, document });
}

/** Blank nodes get their names in the order in which they are met, the outermost first unless a type has one. */
function rootOf(expanded: JsonMap[]): string | null {
  const [only, ...more] = expanded;
  if (!only || more.length > 0) return null;
  const [id, types] = [only['@id'], only['@type']];
  if (Array.isArray(types) && types.some((type) => String(type).startsWith('_:'))) return null;
  return typeof id === 'string' && !id.startsWith('_:') ? id : '_:b0';
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw formatErrorOf(error);
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test, vi } from 'vitest';
import { clrContexts } from '../verify/check/clr-contexts';
import { shelf } from '../verify/check/contexts';
import type { Sources } from '../verify/check/sources';
import type { JsonMap } from '../verify/check/strict-json';
import type { Code } from '../verify/check/verdict';
import { Verifier } from '../verify/check/verifier';

const repository = join(import.meta.dirname, '../../..');
const badges = join(repository, 'src/ExamEngine.Interchange/OpenBadges');
const vectors = join(repository, 'tests/Interchange.Tests/OpenBadges/Vectors');
const corpus = join(repository, '../shared/corpora/openbadges');
const withoutCorpus = existsSync(corpus) ? false : 'The corpus ../shared/corpora/openbadges is not here.';

/** A browser's parser of XML says in the document what another throws. */
vi.stubGlobal(
  'DOMParser',
  class {
    parseFromString(text: string, type: string) {
      try {
        return new DOMParser({ onError: (level) => assertMild(level) }).parseFromString(text, type);
      } catch {
        return new DOMParser().parseFromString('<parsererror/>', type);
      }
    }
  },
);

const assertMild = (level: string) => {
  if (level !== 'warning') throw new Error(level);
};

interface Known {
  now: string;
  dids: Record<string, JsonMap>;
  lists: Record<string, JsonMap>;
}

interface Agreed {
  code: Code;
  reason: string;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

const sourcesOf = ({ dids, lists }: Known): Sources => ({
  did: async (did) => dids[did] ?? null,
  statusList: async (address) => (lists[address] ? { document: lists[address] } : null),
});

const judge = async (known: Known, file: Uint8Array): Promise<Agreed> => {
  const verifier = new Verifier(sourcesOf(known));
  const { code, reason } = await verifier.verify(Uint8Array.from(file), Date.parse(known.now));
  return { code, reason };
};

describe('the verdict is the server’s, in its words', () => {
  type Made = Known & Agreed & { name: string; text?: string; base64?: string };
  test.each(read<Made[]>(join(vectors, 'made.json')))('$name', async (made) => {
    const file = made.base64 ? Buffer.from(made.base64, 'base64') : new TextEncoder().encode(made.text ?? '');
    expect(await judge(made, file)).toEqual({ code: made.code, reason: made.reason });
  });

  type Set = Known & { verdicts: Record<string, Agreed> };
  const sets = Object.entries(read<Record<string, Set>>(join(vectors, 'corpus.json')));
  test.for(sets)('over the corpus: %s', { timeout: 60_000 }, async ([folder, set], { skip }) => {
    if (withoutCorpus) return skip(withoutCorpus);
    for (const [file, { code, reason }] of Object.entries(set.verdicts)) {
      const verdict = await judge(set, readFileSync(join(corpus, folder, file)));
      expect.soft({ file, ...verdict }).toEqual({ file, code, reason });
    }
  });
});

describe('the contexts', () => {
  test('are those of the server, from the same versions of the packages', () => {
    const wanted = [...readFileSync(join(badges, 'contexts/gather.mjs'), 'utf8').matchAll(/'(https:[^']+)'/g)];
    const clr = clrContexts().map(([address]) => address);
    expect([...shelf.keys()].toSorted()).toEqual([...wanted.map(([, address]) => address ?? ''), ...clr].toSorted());

    type Manifest = { dependencies: Record<string, string> };
    const theirs = read<Manifest>(join(badges, 'contexts/package.json')).dependencies;
    expect(read<Manifest>(join(repository, 'src/client/package.json')).dependencies).toMatchObject(theirs);
  });

  test('of the learner record are 1EdTech’s', ({ skip }) => {
    if (withoutCorpus) return skip(withoutCorpus);
    const originals = ['clr-v2p0.json', 'clr-v2p0-2.0.1.json'].map((file) =>
      read<JsonMap>(join(corpus, 'contexts', file)),
    );
    expect(clrContexts().map(([, document]) => document)).toEqual(originals);
  });
});

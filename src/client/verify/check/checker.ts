import { extract } from './extract';
import type { Sources } from './sources';
import { isMap, parse, type JsonMap } from './strict-json';
import type { Verdict } from './verdict';
import { Verifier } from './verifier';

/** The verdict on a file, and the file itself where it is a good status list. */
export interface Checked {
  verdict: Verdict;
  list: JsonMap | null;
}

/** All that checking takes, as one part of a page that comes with the first file. */
export async function check(sources: Sources, file: Uint8Array<ArrayBuffer>, now: number): Promise<Checked> {
  const verdict = await new Verifier(sources).verify(file, now);
  const found = verdict.valid && verdict.facts?.kind === 'status-list' ? await extract(file) : null;
  if (typeof found !== 'string' || !found.startsWith('{')) return { verdict, list: null };
  const list = parse(found);
  return { verdict, list: isMap(list) ? list : null };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import { beforeEach, describe, expect, test } from 'vitest';
import { check } from '../verify/check/checker';
import { extract, LARGEST_FILE } from '../verify/check/extract';
import type { Sources } from '../verify/check/sources';
import { isMap, parse, type Json, type JsonMap } from '../verify/check/strict-json';
import { FilesCtrl, MOST_FILES, type Dropped } from '../verify/files/ctrl';
import { namesOf, type Known } from '../verify/files/known';
import { PLACE, withKnown } from '../verify/files/saved-page';
import { SavedSources } from '../verify/files/saved-sources';
import { SiteSources } from '../verify/files/site-sources';
import { Desk, no, ok } from './fake/desk';

interface Vector {
  name: string;
  text: string;
  lists: Record<string, JsonMap>;
}

const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../tests/Interchange.Tests/OpenBadges/Vectors/made.json'), 'utf8'),
) as Vector[];
const vector = (name: string): Vector => {
  const found = vectors.find((one) => one.name === name);
  if (!found) throw new Error(`There is no vector "${name}".`);
  return found;
};

const NOW = Date.parse('2026-03-01T00:00:00Z');
const LIST = 'https://exams.example.edu/status/1';
const badge = vector('as JSON').text;
const issuer = ((parse(badge) as JsonMap)['issuer'] as JsonMap)['id'] as string;
const did: JsonMap = {
  id: 'did:web:exams.example.edu',
  verificationMethod: [{ id: '#1', publicKeyMultibase: issuer.slice('did:key:'.length) }],
  assertionMethod: ['#1'],
};
const listOf = (name: string): JsonMap => vector(name).lists[LIST] ?? {};
const from = (at: number, issuerId = issuer) => ({ issuerId, validFrom: new Date(at).toISOString() });
const verdictOn = async (sources: Sources, text: string, now = NOW) =>
  (await check(sources, new TextEncoder().encode(text), now)).verdict;

describe('a saved page', () => {
  const savedAt = '2026-02-27T12:00:00.000Z';
  const known: Known = { savedAt, site: 'https://exams.example.edu', did, lists: { [LIST]: listOf('as JSON') } };
  const saved = (lists: Known['lists'] = known.lists) => new SavedSources({ ...known, lists });

  test('says of what stood when it was saved that it stood then, and no more', async () => {
    expect(await verdictOn(saved(), badge)).toMatchObject({
      valid: false,
      proven: true,
      code: 'status-unavailable',
      lastKnown: savedAt,
    });
  });

  test('says of a record the same, and names a badge in it that was revoked', async () => {
    const record = vector('a record').text;
    expect(await verdictOn(saved(), record)).toMatchObject({ code: 'status-unavailable', lastKnown: savedAt });
    const verdict = await verdictOn(saved({ [LIST]: listOf('a record with a revoked badge') }), record);
    expect([verdict.code, verdict.lastKnown, verdict.reason]).toEqual([
      'revoked',
      undefined,
      expect.stringMatching(/^Badge 2 in it/),
    ]);
  });

  test('knows what was revoked before, what is over, and what was changed', async () => {
    expect((await verdictOn(saved({ [LIST]: listOf('revoked') }), badge)).code).toBe('revoked');
    expect((await verdictOn(saved(), vector('expired').text)).code).toBe('expired');
    expect((await verdictOn(saved(), vector('tampered: name').text)).code).toBe('tampered');
  });

  test('does not claim to know the lists of others', async () => {
    const verdict = await verdictOn(saved({}), badge);
    expect([verdict.code, verdict.lastKnown]).toEqual(['status-unavailable', undefined]);
  });

  test('takes a newer list that is handed in', async () => {
    const sources = saved();
    expect(sources.handIn(listOf('revoked'), { issuerId: issuer, validFrom: null })).toBe(false);
    expect((await verdictOn(sources, badge)).lastKnown).toBe(savedAt);
    expect(sources.handIn(listOf('revoked'), from(NOW + 1))).toBe(true);
    expect((await verdictOn(sources, badge)).code).toBe('revoked');
    expect(sources.handIn(listOf('as JSON'), from(NOW))).toBe(false);
  });

  test('lets a list by another say nothing, and hide nothing', async () => {
    const another = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
    for (const [lists, code] of [
      [{}, 'status-unavailable'],
      [{ [LIST]: listOf('revoked') }, 'revoked'],
    ] as const) {
      const sources = saved(lists);
      expect(sources.handIn(listOf('a list by another'), from(NOW, another))).toBe(true);
      const verdict = await verdictOn(sources, badge);
      expect([verdict.code, verdict.lastKnown]).toEqual([code, undefined]);
    }
  });

  test('holds what it knows as data that cannot end early', () => {
    const page = withKnown(`<p>${PLACE}<script>1</script>`, {
      ...known,
      site: 'https://a/</script><script>alert(1)//$&',
    });
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    const [, data] = /id="known">(.*?)<\/script>/.exec(page) ?? [];
    expect(JSON.parse(data ?? '')).toMatchObject({ site: 'https://a/</script><script>alert(1)//$&' });
    expect(() => withKnown('<p>The server is away.', known)).toThrow();
  });
});

describe('the page of the site', () => {
  const asked: string[] = [];
  const site: Record<string, Json> = {};
  const sources = () =>
    new SiteSources('http://10.0.0.7:5080', async (address) => {
      asked.push(address);
      return site[address] ?? null;
    });
  beforeEach(() => {
    asked.length = 0;
    site['http://10.0.0.7:5080/.well-known/did.json'] = did;
    site['http://10.0.0.7:5080/status/1'] = listOf('as JSON');
  });

  test('asks itself for its own lists, whatever the world calls it', async () => {
    expect(await verdictOn(sources(), badge)).toMatchObject({ valid: true, code: 'valid' });
    site['http://10.0.0.7:5080/status/1'] = listOf('revoked');
    expect((await verdictOn(sources(), badge)).code).toBe('revoked');
  });

  test('asks nobody else', async () => {
    const own = sources();
    expect(await own.statusList('https://lists.example.org/status/1')).toBeNull();
    expect(await own.statusList('https://exams.example.edu/somewhere/else')).toBeNull();
    expect(await own.did('did:web:other.example')).toBeNull();
    expect(asked.every((address) => address.endsWith('/.well-known/did.json'))).toBe(true);
  });

  test('asks again for what could not be had', async () => {
    const own = sources();
    delete site['http://10.0.0.7:5080/.well-known/did.json'];
    expect(await own.own()).toBeNull();
    site['http://10.0.0.7:5080/.well-known/did.json'] = did;
    expect(await own.own()).toEqual(did);
  });

  test('gives a saved page its issuer and all lists there are', async () => {
    site['http://10.0.0.7:5080/status/2'] = { id: 'https://exams.example.edu/status/2' };
    const known = await sources().known(NOW);
    expect(known).toMatchObject({ savedAt: '2026-03-01T00:00:00.000Z', site: 'http://10.0.0.7:5080', did });
    expect(Object.keys(known.lists)).toEqual([LIST, 'https://exams.example.edu/status/2']);
    delete site['http://10.0.0.7:5080/status/2'];
  });

  test('knows its issuer by every name', () => {
    expect([...namesOf(did)]).toEqual(['did:web:exams.example.edu', issuer]);
    expect([...namesOf(null)]).toEqual([]);
  });
});

describe('files', () => {
  const fileOf = (name: string, text: string) => new File([text], name);
  const own = { own: async () => did, did: async () => did, statusList: async () => ({ document: listOf('as JSON') }) };
  const told: (readonly Dropped[])[] = [];
  let desk: Desk;
  beforeEach(() => {
    told.length = 0;
    desk = new Desk();
  });
  const ctrlOf = (load = async () => check) =>
    new FilesCtrl(
      own,
      load,
      desk.api,
      (all) => void told.push(all),
      () => NOW,
    );
  const codes = (ctrl: FilesCtrl) =>
    ctrl.files.value.map(({ outcome: { value } }) => (value.is === 'checked' ? value.verdict.code : value.is));

  test('are checked together, said once, and not sent', async () => {
    const ctrl = ctrlOf();
    const taking = ctrl.take([
      fileOf('a.json', badge),
      fileOf('b.json', vector('tampered: name').text),
      fileOf('c', ''),
    ]);
    expect(codes(ctrl)).toEqual(['reading', 'reading', 'reading']);
    await taking;
    expect(codes(ctrl)).toEqual(['valid', 'tampered', 'malformed']);
    expect(ctrl.files.value.map(({ outcome: { value } }) => value.is === 'checked' && value.ours)).toEqual([
      true,
      false,
      false,
    ]);
    expect(told).toHaveLength(1);
    expect(desk.calls).toEqual([]);
  });

  test('that come later stand before the others', async () => {
    const ctrl = ctrlOf();
    await Promise.all([ctrl.take([fileOf('a', badge)]), ctrl.take([fileOf('b', '{}')])]);
    expect(ctrl.files.value.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(told.map((all) => all.map(({ name }) => name))).toEqual([['a'], ['b']]);
    ctrl.clear();
    expect(ctrl.files.value).toEqual([]);
  });

  test('are taken up to a number', async () => {
    const ctrl = ctrlOf();
    await ctrl.take(Array.from({ length: MOST_FILES + 1 }, (_, n) => fileOf(`${n}`, '{}')));
    expect([ctrl.files.value.length, ctrl.tooMany.value]).toEqual([MOST_FILES, true]);
  });

  test('are said nothing of when the checker cannot be had', async () => {
    const ctrl = ctrlOf(async () => Promise.reject(new Error('offline')));
    await ctrl.take([fileOf('a', badge)]);
    expect(codes(ctrl)).toEqual(['failed']);
  });

  test('go to the server when it is asked, and only then', async () => {
    desk.on('/api/verify', ok({ valid: true, code: 'valid', reason: 'It stands.', ours: true }));
    const ctrl = ctrlOf();
    await ctrl.take([fileOf('a', badge)]);
    const [one] = ctrl.files.value;
    if (!one) throw new Error('There is no file.');
    await ctrl.ask(one);
    expect(one.asked.value).toMatchObject({ is: 'said', verdict: { code: 'valid' } });

    desk.on('/api/verify', no(429, 'too-many'));
    await ctrl.ask(one);
    expect(one.asked.value).toMatchObject({ is: 'unable', problem: { code: 'too-many' } });
  });

  test('before a list that is handed in are checked again by it', async () => {
    const known: Known = { savedAt: '2026-01-01T00:00:00Z', site: 'https://exams.example.edu', did, lists: {} };
    const ctrl = new FilesCtrl(
      new SavedSources(known),
      async () => check,
      null,
      undefined,
      () => NOW,
    );
    await ctrl.take([fileOf('a.json', badge)]);
    expect(codes(ctrl)).toEqual(['status-unavailable']);
    await ctrl.take([fileOf('1', JSON.stringify(listOf('revoked')))]);
    expect(codes(ctrl)).toEqual(['valid', 'revoked']);
  });
});

describe('what a file may do', () => {
  const pdfWith = async (attached: Uint8Array, ...filters: string[]) => {
    const pdf = await PDFDocument.create();
    const { context } = pdf;
    pdf.addPage();
    const dict = context.obj(filters.length > 0 ? { Filter: filters } : {});
    const content = context.register(PDFRawStream.of(dict, attached));
    const specification = context.obj({ Type: 'Filespec', F: PDFString.of('credential.json'), EF: { F: content } });
    pdf.catalog.set(PDFName.of('AF'), context.obj([specification]));
    return extract(Uint8Array.from(await pdf.save()));
  };

  test('what is attached to a PDF unpacks to no more than a file may have', async () => {
    const small = new TextEncoder().encode('{}');
    expect(await pdfWith(small)).toBe('{}');
    expect(await pdfWith(deflateSync(small), 'FlateDecode')).toBe('{}');
    const none = { code: 'malformed', reason: 'There is no badge in the file.' };
    expect(await pdfWith(deflateSync(new Uint8Array(LARGEST_FILE + 1)), 'FlateDecode')).toEqual(none);
    expect(await pdfWith(deflateSync(deflateSync(small)), 'FlateDecode', 'FlateDecode')).toEqual(none);
  });

  test('contexts in a document are copied a bounded number of times', async () => {
    const { '@context': contexts, ...rest } = parse(badge) as { '@context': Json[] } & JsonMap;
    const copying = (n: number) =>
      JSON.stringify({
        '@context': [...contexts, ...Array.from({ length: n }, (_, i) => ({ [`word${i}`]: 'u:w' }))],
        ...rest,
      });
    const own = new SavedSources({ savedAt: '', site: '', did, lists: {} });
    expect((await verdictOn(own, copying(9))).proven).toBe(true);
    expect((await verdictOn(own, copying(2000))).code).toBe('too-much-work');
  });

  test('it says whom it is about, as a PDF may show somebody else', async () => {
    const { facts } = await verdictOn(
      new SavedSources({ savedAt: '', site: '', did, lists: {} }),
      vector('a record').text,
    );
    expect(facts?.holder).toBe('Ada');
  });
});

describe('JSON is read strictly', () => {
  test.each([
    '{"a":1,"a":2}',
    '{"a":{"b":1,"\\u0062":2}}',
    '{"a":"\\udc00"}',
    '{"a" : 1,\n"a"\t:2}',
    '{',
    '"',
    '{"a":1}}',
  ])('%s is refused', (text) => expect(() => parse(text)).toThrow());

  test('and what is right is read', () => {
    expect(parse('{"a":{"b":1},"c":[{"b":1},{"b":"\\ud83d\\ude00: \\"x\\""}]}')).toEqual({
      a: { b: 1 },
      c: [{ b: 1 }, { b: '😀: "x"' }],
    });
    expect(isMap(parse('{"__proto__":1}'))).toBe(true);
  });
});

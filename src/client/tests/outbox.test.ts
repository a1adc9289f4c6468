import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../lib/ids';
import { Outbox, keepSession, keptSession } from '../lib/outbox';
import type { Entry } from '../lib/wire';

let session: string;
beforeEach(() => void (session = newId()));

const text = (item: number, value: string) =>
  ({ kind: 'answer', item, field: 'f', value: { choices: null, text: value } }) as const;
const texts = (entries: Entry[]) => entries.map((entry) => (entry.kind === 'answer' ? entry.value.text : entry.kind));

describe('the outbox', () => {
  test('gives rising numbers above what the server has', async () => {
    const outbox = await Outbox.open(session, newId);
    outbox.raise(41);
    await outbox.add(text(1, 'a'));
    await outbox.add(text(2, 'b'));
    expect(outbox.pending().map((entry) => entry.seq)).toEqual([42, 43]);
  });

  test('writes the kind first, where the server’s reader looks for it', async () => {
    const outbox = await Outbox.open(session, newId);
    await outbox.add(text(1, 'a'));
    expect(JSON.stringify(outbox.pending()[0])).toMatch(/^\{"kind":"answer"/);
  });

  test('a later entry for the same place replaces the earlier one, here and on disk', async () => {
    const outbox = await Outbox.open(session, newId);
    await outbox.add(text(1, 'first'));
    await outbox.add(text(2, 'other'));
    await outbox.add(text(1, 'second'));
    expect(texts(outbox.pending())).toEqual(['other', 'second']);
    const again = await Outbox.open(session, newId);
    expect(texts(again.pending())).toEqual(['other', 'second']);
  });

  test('every showing of an item counts', async () => {
    const outbox = await Outbox.open(session, newId);
    await outbox.add({ kind: 'shown', item: 1 });
    await outbox.add({ kind: 'shown', item: 2 });
    await outbox.add({ kind: 'shown', item: 1 });
    expect(outbox.pending()).toHaveLength(3);
  });

  test('offers an entry only when it and all before it are on disk', async () => {
    const outbox = await Outbox.open(session, newId);
    const written = outbox.add(text(1, 'a'));
    expect(outbox.pending()).toHaveLength(1);
    expect(outbox.sendable()).toHaveLength(0);
    await written;
    expect(outbox.sendable()).toHaveLength(1);
  });

  test('an acknowledgement removes for good; a second one for the same entry does nothing', async () => {
    const outbox = await Outbox.open(session, newId);
    await outbox.add(text(1, 'a'));
    const ids = outbox.pending().map((entry) => entry.commandId);
    await outbox.drop(ids);
    await outbox.drop(ids);
    expect(outbox.size.value).toBe(0);
    expect((await Outbox.open(session, newId)).size.value).toBe(0);
  });

  test('the acknowledgement of a replaced entry leaves the later one alone', async () => {
    const outbox = await Outbox.open(session, newId);
    await outbox.add(text(1, 'first'));
    const [first] = outbox.pending();
    await outbox.add(text(1, 'second'));
    await outbox.drop([first?.commandId ?? '']);
    expect(texts(outbox.pending())).toEqual(['second']);
  });

  test('keeps sessions apart', async () => {
    const outbox = await Outbox.open(session, newId);
    await outbox.add(text(1, 'mine'));
    expect((await Outbox.open(newId(), newId)).size.value).toBe(0);
  });

  test('reading again drops what another window has sent', async () => {
    const here = await Outbox.open(session, newId);
    await here.add(text(1, 'a'));
    const there = await Outbox.open(session, newId);
    await there.drop(there.pending().map((entry) => entry.commandId));
    await here.reload();
    expect(here.size.value).toBe(0);
  });

  test('a browser that keeps nothing says so, and entries can still be sent', async () => {
    const outbox = await Outbox.open(session, newId);
    const broken = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await outbox.add(text(1, 'a'));
    broken.mockRestore();
    expect(outbox.durable.value).toBe(false);
    expect(texts(outbox.sendable())).toEqual(['a']);
    await outbox.reload();
    expect(outbox.size.value).toBe(1);
  });
});

test('a session’s hand-in key is known without the server', async () => {
  await keepSession({ id: session, title: 'Exam', handInKey: 'key' });
  expect(await keptSession(session)).toEqual({ id: session, title: 'Exam', handInKey: 'key' });
  expect(await keptSession(newId())).toBeUndefined();
});

import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../lib/ids';
import { pass, settle, useFakeTime } from './rig';

useFakeTime();

// Each test has a page of its own: the connection is shared within one.
let page: typeof import('../lib/outbox');
beforeEach(async () => {
  vi.resetModules();
  page = await import('../lib/outbox');
});
afterEach(() => void vi.restoreAllMocks());

const flag = { kind: 'flag', item: 1, flagged: true } as const;
const silent = () => ({}) as IDBOpenDBRequest;

describe('a database that hangs', () => {
  test('when it is opened, the page goes on without it', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(silent);
    const opening = page.Outbox.open(newId(), newId);
    await pass(3500);
    const outbox = await opening;
    expect(outbox.durable.value).toBe(false);
    void outbox.add(flag);
    expect(outbox.sendable()).toHaveLength(1);
  });

  test('on one write, holds up that entry and those after it for seconds only', async () => {
    const outbox = await page.Outbox.open(newId(), newId);
    const begin = vi
      .spyOn(IDBDatabase.prototype, 'transaction')
      .mockImplementation(
        () => ({ objectStore: () => ({ put: () => undefined, delete: () => undefined }) }) as unknown as IDBTransaction,
      );
    void outbox.add(flag);
    await settle();
    begin.mockRestore();
    void outbox.add({ ...flag, item: 2 });
    await settle();
    expect(outbox.sendable()).toHaveLength(0);
    await pass(3500);
    expect(outbox.sendable()).toHaveLength(2);
    expect(outbox.durable.value).toBe(false);
  });
});

test('a connection that the browser closed is opened once more', async () => {
  const session = newId();
  const outbox = await page.Outbox.open(session, newId);
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('The database connection is closing.', 'InvalidStateError');
  });
  await outbox.add(flag);
  expect(outbox.durable.value).toBe(true);
  expect((await page.Outbox.open(session, newId)).size.value).toBe(1);
});

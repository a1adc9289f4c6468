import { Database } from '../../lib/database';

/**
 * What waits for the server about a watched session. A database of its own: whatever becomes of signals and recordings, the one with
 * the answers is not touched, not even by a change of this one's shape, and no answer waits for the disk behind a film.
 */
export const watchStore = new Database(
  'examengine.watch',
  1,
  (db) => {
    db.createObjectStore('signals', { keyPath: 'id' });
    db.createObjectStore('chunks', { keyPath: 'id' });
  },
  'relaxed',
);

/** Sessions whose own part in this page sends what waits of them. */
export const inHand = new Set<string>();

interface Row {
  id: string;
  session: string;
  madeAt: number;
}

/** What nobody has sent for so long is of no use any more. */
const KEPT_MS = 3 * 24 * 3_600_000;

/** Sessions of which something waits, whoever sat them. */
export async function waitingSessions(): Promise<string[]> {
  const rows = [...(await fresh('signals')), ...(await fresh('chunks'))];
  return [...new Set(rows.map(({ session }) => session))];
}

/** What is kept for a session. */
export async function kept<T extends Row>(store: 'signals' | 'chunks', session: string): Promise<T[]> {
  return (await fresh<T>(store)).filter((row) => row.session === session);
}

/** Reads what is kept, and forgets what is too old of it: on a shared computer its learner may never come back. Nothing when this browser keeps nothing. */
async function fresh<T extends Row>(store: 'signals' | 'chunks'): Promise<T[]> {
  const rows = await watchStore.read<T[]>(store, (kept) => kept.getAll()).catch(() => []);
  const old = rows.filter((row) => Date.now() - row.madeAt > KEPT_MS).map((row) => row.id);
  if (old.length > 0)
    void watchStore
      .write([store], (tx) => old.forEach((id) => tx.objectStore(store).delete(id)))
      .catch(() => undefined);
  return rows.filter((row) => !old.includes(row.id));
}

import { pause } from './backoff';
import { newId } from './ids';

const KEY = 'examengine.device';

export interface Locks {
  request(
    name: string,
    options: { ifAvailable: boolean },
    held: (lock: unknown) => Promise<void> | void,
  ): Promise<unknown>;
}

/**
 * The id of this tab. It lives in sessionStorage, so it survives a reload; but duplicating a tab copies that storage, so the id
 * is claimed with a Web Lock that the first tab keeps as long as it lives, and a tab that cannot get the lock makes a new id.
 * A reload may find the old page's lock for a moment: it is asked for again for half a second first. Without Web Locks
 * (a page that is not secure) every load is a new device, and the learner takes over from themselves: safe, if tedious.
 */
export async function claimDevice(
  storage: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage,
  locks: Locks | null = (navigator.locks as Locks | undefined) ?? null,
): Promise<string> {
  const known = storage.getItem(KEY);
  if (known && locks) {
    for (let tries = 0; tries < 5; tries++) {
      if (await hold(locks, known)) return known;
      await pause(100);
    }
  }
  const fresh = newId();
  if (locks) await hold(locks, fresh);
  storage.setItem(KEY, fresh);
  return fresh;
}

/** True when the lock is ours from now until the page goes away. */
function hold(locks: Locks, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    locks
      .request(`${KEY}.${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<void>(() => undefined);
      })
      .catch(() => resolve(false));
  });
}

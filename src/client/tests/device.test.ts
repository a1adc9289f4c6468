import { describe, expect, test } from 'vitest';
import { claimDevice, type Locks } from '../lib/device';
import { pass, useFakeTime } from './rig';

useFakeTime();

const storageWith = (id?: string) => {
  const kept = new Map(id ? [['examengine.device', id]] : []);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
};

/** Web Locks of one browser; `free` ends the page that holds one. */
class Browser implements Locks {
  readonly held = new Set<string>();

  async request(
    name: string,
    _: { ifAvailable: boolean },
    held: (lock: unknown) => Promise<void> | void,
  ): Promise<void> {
    if (this.held.has(name)) return void (await held(null));
    this.held.add(name);
    await held({ name });
  }

  free(id: string): void {
    this.held.delete(`examengine.device.${id}`);
  }
}

async function claim(storage: ReturnType<typeof storageWith>, locks: Locks | null): Promise<string> {
  const claiming = claimDevice(storage, locks);
  await pass(1000, 50);
  return claiming;
}

describe('the device id', () => {
  test('is made once and kept over a reload', async () => {
    const [storage, browser] = [storageWith(), new Browser()];
    const id = await claim(storage, browser);
    browser.free(id);
    expect(await claim(storage, browser)).toBe(id);
  });

  test('a duplicated tab, which copies the storage, gets an id of its own', async () => {
    const browser = new Browser();
    const original = await claim(storageWith(), browser);
    const copy = storageWith(original);
    const id = await claim(copy, browser);
    expect(id).not.toBe(original);
    browser.free(id);
    expect(await claim(copy, browser)).toBe(id);
  });

  test('waits a moment for the lock of the page it replaces', async () => {
    const browser = new Browser();
    const storage = storageWith();
    const id = await claim(storage, browser);
    const claiming = claimDevice(storage, browser);
    await pass(250, 50);
    browser.free(id);
    await pass(500, 50);
    expect(await claiming).toBe(id);
  });

  test('without Web Locks every page is a device of its own', async () => {
    const storage = storageWith();
    const first = await claim(storage, null);
    expect(await claim(storage, null)).not.toBe(first);
  });
});

import { api } from '../lib/api';

/** Has what watched sessions left on this device sent. The code for it comes only where a watched session was sat. */
export async function sendRemains(): Promise<void> {
  const databases = await (indexedDB.databases?.() ?? Promise.resolve([])).catch(() => []);
  if (!databases.some(({ name }) => name === 'examengine.watch')) return;
  const code = await import('./proctored/remains');
  await code.sendRemains(api);
}

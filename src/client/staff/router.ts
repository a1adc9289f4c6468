import { computed, signal } from '@preact/signals';

/** The staff page is one document; where one is in it stands after the #. */
const hash = signal('');

/** The attempt that is being marked, or null at the list. */
export const marking = computed(() => /^#\/marking\/([0-9a-f-]+)$/i.exec(hash.value)?.[1]?.toLowerCase() ?? null);

export const markingPath = (session: string): string => `#/marking/${session}`;

export function listen(): void {
  const read = () => (hash.value = location.hash);
  window.addEventListener('hashchange', read);
  read();
}

import { signal } from '@preact/signals';

/** What a screen reader says next, politely. One region for the whole page, so messages never talk over one another. */
export const spoken = signal('');

export function announce(message: string): void {
  // The same words twice in a row are not a change; a trailing no-break space makes them one.
  spoken.value = spoken.value === message ? `${message}\u00a0` : message;
}

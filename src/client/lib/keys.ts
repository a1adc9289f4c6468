import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const KEY = 'examengine.shortcuts';

/** Whether single keys do anything; off for those who speak or mistype into the page (WCAG 2.1.4). Kept for this tab. */
export const shortcuts = signal(sessionStorage.getItem(KEY) !== 'off');

export function setShortcuts(on: boolean): void {
  shortcuts.value = on;
  sessionStorage.setItem(KEY, on ? 'on' : 'off');
}

/** Single keys, outside text fields and dialogs only, and never with a modifier. */
export function useShortcuts(table: Record<string, () => void>): void {
  const latest = useRef(table);
  latest.current = table;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!shortcuts.value || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type);
}

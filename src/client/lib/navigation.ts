import { signal, type ReadonlySignal } from '@preact/signals';

const path = signal('/');
const hash = signal('');

/** Where the browser is: the address without its host, and what stands after the #. */
export const place: { readonly path: ReadonlySignal<string>; readonly hash: ReadonlySignal<string> } = { path, hash };

export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  read();
}

/** Follows the browser's own back and forward, and takes plain clicks on links within the app. */
export function listen(): void {
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-route]') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    go(new URL(link.href).pathname);
  });
  read();
}

function read(): void {
  path.value = location.pathname;
  hash.value = location.hash;
}

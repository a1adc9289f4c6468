import { computed, signal } from '@preact/signals';

export type Route =
  | { page: 'home' }
  | { page: 'briefing'; exam: string }
  | { page: 'session'; session: string }
  | { page: 'result'; session: string }
  | { page: 'unknown' };

const path = signal('/');

export const route = computed<Route>(() => routeOf(path.value));

export function routeOf(pathname: string): Route {
  const [first = '', second = '', ...more] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (first === '' || (first === 'sign-in' && second === '')) return { page: 'home' };
  if (more.length > 0 || second === '') return { page: 'unknown' };
  if (first === 'exam') return { page: 'briefing', exam: second };
  if (first === 'session') return { page: 'session', session: second.toLowerCase() };
  if (first === 'result') return { page: 'result', session: second.toLowerCase() };
  return { page: 'unknown' };
}

export const paths = {
  home: '/',
  briefing: (exam: string) => `/exam/${encodeURIComponent(exam)}`,
  session: (session: string) => `/session/${session}`,
  result: (session: string) => `/result/${session}`,
};

export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  path.value = to;
}

/** Follows the browser's own back and forward, and takes plain clicks on links within the app. */
export function listen(): void {
  const read = () => (path.value = location.pathname);
  window.addEventListener('popstate', read);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-route]') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    go(new URL(link.href).pathname);
  });
  read();
}

import { computed } from '@preact/signals';
import { place } from '../lib/navigation';

export { go, listen } from '../lib/navigation';

export type Route =
  | { page: 'home' }
  | { page: 'briefing'; exam: string }
  | { page: 'windows'; exam: string }
  | { page: 'sharing' }
  | { page: 'session'; session: string }
  | { page: 'result'; session: string }
  | { page: 'held'; session: string }
  | { page: 'unknown' };

export const route = computed<Route>(() => routeOf(place.path.value));

export function routeOf(pathname: string): Route {
  const [first = '', second = '', ...more] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (first === '' || (first === 'sign-in' && second === '')) return { page: 'home' };
  if (first === 'sharing' && second === '') return { page: 'sharing' };
  if (first === 'result' && second !== '' && more.join('/') === 'held')
    return { page: 'held', session: second.toLowerCase() };
  if (more.length > 0 || second === '') return { page: 'unknown' };
  if (first === 'windows') return { page: 'windows', exam: second };
  if (first === 'exam') return { page: 'briefing', exam: second };
  if (first === 'session') return { page: 'session', session: second.toLowerCase() };
  if (first === 'result') return { page: 'result', session: second.toLowerCase() };
  return { page: 'unknown' };
}

export const paths = {
  home: '/',
  briefing: (exam: string) => `/exam/${encodeURIComponent(exam)}`,
  windows: (exam: string) => `/windows/${encodeURIComponent(exam)}`,
  sharing: '/sharing',
  session: (session: string) => `/session/${session}`,
  result: (session: string) => `/result/${session}`,
  held: (session: string) => `/result/${session}/held`,
};

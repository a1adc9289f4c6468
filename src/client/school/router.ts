import { computed } from '@preact/signals';
import { place } from '../lib/navigation';

export { go, listen } from '../lib/navigation';

export type SchoolRoute = { page: 'records' } | { page: 'record'; share: string };

export const route = computed<SchoolRoute>(() => schoolRouteOf(place.path.value));

export function schoolRouteOf(path: string): SchoolRoute {
  const [, room, id] = path.split('/').filter(Boolean).map(decodeURIComponent);
  return room === 'records' && id !== undefined ? { page: 'record', share: id.toLowerCase() } : { page: 'records' };
}

export const paths = {
  records: '/school',
  record: (share: string) => `/school/records/${share}`,
};

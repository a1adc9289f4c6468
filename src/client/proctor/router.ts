import { computed } from '@preact/signals';
import { place } from '../lib/navigation';

export { go, listen } from '../lib/navigation';

export type ProctorRoute = { page: 'rooms' } | { page: 'room'; room: string };

export const route = computed<ProctorRoute>(() => proctorRouteOf(place.path.value));

export function proctorRouteOf(path: string): ProctorRoute {
  const [, kind, room] = path.split('/').filter(Boolean).map(decodeURIComponent);
  return kind === 'rooms' && room !== undefined ? { page: 'room', room } : { page: 'rooms' };
}

export const paths = {
  rooms: '/proctor',
  room: (room: string) => `/proctor/rooms/${encodeURIComponent(room)}`,
};

import { computed } from '@preact/signals';
import { place } from '../lib/navigation';

export { go, listen } from '../lib/navigation';

export type StaffRoute =
  | { page: 'marking'; session: string | null }
  | { page: 'windows' }
  | { page: 'plan' }
  | { page: 'support' }
  | { page: 'learner'; id: string }
  | { page: 'ceremony' }
  | { page: 'window'; id: string }
  | { page: 'reviews' }
  | { page: 'review'; session: string }
  | { page: 'flagRules'; exam: string }
  | { page: 'credentials' }
  | { page: 'template'; program: string }
  | { page: 'programs' }
  | { page: 'program'; id: string }
  | { page: 'schools' }
  | { page: 'school'; id: string };

export const route = computed<StaffRoute>(() => staffRouteOf(place.path.value, place.hash.value));

/** Windows, reviews and programs have addresses of their own; which attempt is being marked stands after the #. */
export function staffRouteOf(path: string, hash: string): StaffRoute {
  const [, room, id] = path.split('/').filter(Boolean).map(decodeURIComponent);
  if (room === 'windows') return id === undefined ? { page: 'windows' } : { page: 'window', id };
  if (room === 'reviews') return id === undefined ? { page: 'reviews' } : { page: 'review', session: id.toLowerCase() };
  if (room === 'programs') return id === undefined ? { page: 'programs' } : { page: 'program', id };
  if (room === 'schools') return id === undefined ? { page: 'schools' } : { page: 'school', id };
  if (room === 'flag-rules' && id !== undefined) return { page: 'flagRules', exam: id };
  if (room === 'learners') return id === undefined ? { page: 'support' } : { page: 'learner', id };
  if (room === 'ceremony') return { page: 'ceremony' };
  if (room === 'credentials') return id === undefined ? { page: 'credentials' } : { page: 'template', program: id };
  if (room === 'plan') return { page: 'plan' };
  const session = /^#\/marking\/([0-9a-f-]+)$/i.exec(hash)?.[1]?.toLowerCase();
  return { page: 'marking', session: session ?? null };
}

export const paths = {
  queue: '/staff',
  marking: (session: string) => `#/marking/${session}`,
  windows: '/staff/windows',
  plan: '/staff/plan',
  support: '/staff/learners',
  learner: (id: string) => `/staff/learners/${encodeURIComponent(id)}`,
  ceremony: '/staff/ceremony',
  credentials: '/staff/credentials',
  template: (program: string) => `/staff/credentials/${encodeURIComponent(program)}`,
  reviews: '/staff/reviews',
  review: (session: string) => `/staff/reviews/${session}`,
  programs: '/staff/programs',
  program: (id: string) => `/staff/programs/${encodeURIComponent(id)}`,
  schools: '/staff/schools',
  school: (id: string) => `/staff/schools/${encodeURIComponent(id)}`,
  flagRules: (exam: string) => `/staff/flag-rules/${encodeURIComponent(exam)}`,
  window: (id: string) => `/staff/windows/${encodeURIComponent(id)}`,
};

import { paths } from './router';

/**
 * The ticket of a sign-in link, `/sign-in#ticket=…`; null when the page was opened otherwise. It is taken out of the address at once,
 * so that no history, bookmark or screenshot keeps it; as a fragment it has never been in a server's log.
 */
export function takeTicket(
  place: Pick<Location, 'pathname' | 'hash'> = location,
  replace: (to: string) => void = (to) => history.replaceState(null, '', to),
): string | null {
  if (place.pathname !== '/sign-in') return null;
  const ticket = new URLSearchParams(place.hash.slice(1)).get('ticket');
  if (ticket) replace(paths.home);
  return ticket;
}

import { nodesOf } from '../../../lib/markup';

/**
 * A name in plain words for a choice that holds mathematics, with the TeX source in its place: a name is text, and the text of a
 * drawn formula is its letters without their order. Undefined when the label's own words will do.
 */
export function nameOf(html: string): string | undefined {
  if (!html.includes('math')) return undefined;
  return nodesOf(html, '').textContent?.replace(/\s+/g, ' ').trim() || undefined;
}

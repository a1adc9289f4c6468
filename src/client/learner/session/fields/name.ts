import { nodesOf } from '../../../lib/markup';
import type { OptionView } from '../../../lib/wire';

/**
 * A name in plain words for a choice that holds mathematics, with the TeX source in its place: a name is text, and the text of a
 * drawn formula is its letters without their order. Undefined when the label's own words will do.
 */
export function nameOf({ name, html }: OptionView): string | undefined {
  if (!html.includes('math')) return undefined;
  return `${name} ${nodesOf(html, '').textContent ?? ''}`.replace(/\s+/g, ' ').trim();
}

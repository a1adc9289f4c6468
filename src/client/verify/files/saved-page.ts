import type { Known } from './known';

/** Stands in the built page for what a saved one knows; `scripts/saved-page.ts` puts it there. */
export const PLACE = '<script type="application/json" id="known">null</script>';

/** The page with what it is to know. As data, it cannot end its element, whatever is in it. */
export function withKnown(page: string, known: Known): string {
  if (!page.includes(PLACE)) throw new Error('This is not the page that is saved.');
  const data = JSON.stringify(known).replace(/</g, '\\u003c');
  return page.replace(PLACE, () => PLACE.replace('null', () => data));
}

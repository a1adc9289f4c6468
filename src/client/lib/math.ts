const code = () => Promise.all([import('katex'), import('katex/dist/katex.min.css')]);

/** Fetches what mathematics is drawn with, before there is any to draw. */
export async function warmMath(): Promise<void> {
  await code();
  await Promise.all(['1em KaTeX_Main', 'italic 1em KaTeX_Math'].map((font) => document.fonts.load(font)));
}

/** A formula that is wider than its place scrolls in it, which takes a stop for the keyboard; one that fits needs none. */
let overflow: ResizeObserver | undefined;

function watchOverflow(place: Element): void {
  overflow ??= new ResizeObserver((places) => {
    for (const { target } of places) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  overflow.observe(place);
}

/**
 * Draws the mathematics in a piece of the page; loads KaTeX with the first formula and not before. `katex.render` builds nodes and
 * sets their styles through the style object, which a policy without inline styles allows; `renderToString` would need style
 * attributes, which it forbids. The MathML that screen readers use is in the same output.
 */
export async function drawMath(root: ParentNode): Promise<void> {
  const places = root.querySelectorAll<HTMLElement>('.math:not([data-drawn])');
  if (places.length === 0) return;
  for (const place of places) place.dataset['drawn'] = 'soon';
  const loaded = await code().catch(() => null);
  if (!loaded) {
    // The line broke, or a newer client is being served. The formula stands as written, and the next drawing tries again.
    for (const place of places) delete place.dataset['drawn'];
    return;
  }
  const [{ default: katex }] = loaded;
  for (const place of places) {
    const displayMode = place.localName === 'div' || place.classList.contains('display');
    katex.render(place.textContent ?? '', place, {
      displayMode,
      throwOnError: false,
      strict: 'ignore',
      maxExpand: 500,
    });
    place.dataset['drawn'] = 'yes';
    if (displayMode) watchOverflow(place);
  }
}

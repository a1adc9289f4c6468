/**
 * HTML from the server into nodes. The server has sanitised it; this keeps to an allow-list again, so one mistake there does not
 * become a script here. Nothing is inserted as text into a live document: parsing happens in an inert template.
 */
const ELEMENTS = new Set(
  (
    'a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins ' +
    'kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr u ul var'
  ).split(' '),
);
const DROPPED_WHOLE = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'embed',
  'form',
  'svg',
  'math',
  'noscript',
]);
const ATTRIBUTES = new Set(
  'alt class colspan datetime dir height lang reversed rowspan scope span start title type value width'.split(' '),
);

/** Address attributes by element, and what an address must look like: our own images, and links the learner may follow. */
const ADDRESSES: Record<string, { attribute: string; allowed: RegExp }> = {
  img: { attribute: 'src', allowed: /^\/(?!\/)/ },
  a: { attribute: 'href', allowed: /^(?:https?:\/\/|mailto:|#)/i },
};

/** @param tableLabel what a screen reader says for a table that scrolls by itself */
export function nodesOf(html: string, tableLabel: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const child of Array.from(template.content.children)) clean(child);
  for (const table of template.content.querySelectorAll('table')) letScroll(table, tableLabel);
  return template.content;
}

/** Works on copies of the collections: they are live, and what is removed would make the loop skip its neighbour. */
function clean(element: Element): void {
  const name = element.localName;
  if (DROPPED_WHOLE.has(name)) return element.remove();
  for (const child of Array.from(element.children)) clean(child);
  if (!ELEMENTS.has(name)) return element.replaceWith(...element.childNodes);
  const address = ADDRESSES[name];
  for (const { name: attribute, value } of Array.from(element.attributes)) {
    const isAddress = address?.attribute === attribute && address.allowed.test(value);
    if (!isAddress && !ATTRIBUTES.has(attribute)) element.removeAttribute(attribute);
  }
  if (name === 'a') {
    element.setAttribute('target', '_blank');
    element.setAttribute('rel', 'noopener noreferrer');
  }
}

/** A wide table scrolls in its own box, reachable by keyboard, so the page itself never scrolls sideways. */
function letScroll(table: HTMLTableElement, label: string): void {
  const box = document.createElement('div');
  box.className = 'scroll';
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', table.caption?.textContent.trim() || label);
  table.replaceWith(box);
  box.append(table);
}

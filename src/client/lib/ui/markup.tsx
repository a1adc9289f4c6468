import { createContext } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { directionOf, t } from '../i18n';
import { nodesOf } from '../markup';
import { drawMath } from '../math';

/** Language of what authors wrote, which need not be the page's; empty when nothing is known. */
export const ContentLanguage = createContext('');

/** Attributes for a piece of authors' text. */
export function useContentLanguage(): { lang?: string; dir?: 'ltr' | 'rtl' } {
  const lang = useContext(ContentLanguage);
  return lang ? { lang, dir: directionOf(lang) } : {};
}

/** Server HTML, with its mathematics drawn. Until KaTeX is there, or if it cannot be had, the TeX source stands in its place. */
export function Markup({ html, inline }: { html: string; inline?: boolean }) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return;
    root.replaceChildren(nodesOf(html, t('app.table')));
    void drawMath(root).catch(() => undefined);
  }, [html]);
  const Tag = inline ? 'span' : 'div';
  return <Tag ref={ref as never} class="markup" {...useContentLanguage()} />;
}

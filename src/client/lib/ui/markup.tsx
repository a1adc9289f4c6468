import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { nodesOf } from '../markup';
import { drawMath } from '../math';

/** Server HTML, with its mathematics drawn. Until KaTeX is there, or if it cannot be had, the TeX source stands in its place. */
export function Markup({ html, inline, lang }: { html: string; inline?: boolean; lang?: string }) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return;
    root.replaceChildren(nodesOf(html, t('app.table')));
    void drawMath(root).catch(() => undefined);
  }, [html]);
  const Tag = inline ? 'span' : 'div';
  return <Tag ref={ref as never} class="markup" lang={lang} />;
}

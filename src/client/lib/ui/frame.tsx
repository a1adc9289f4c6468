import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { spoken } from '../announce';
import { t } from '../i18n';

/** The page around every page but the exam itself. */
export function Frame({
  bar,
  children,
  wide,
}: {
  bar?: ComponentChildren;
  children: ComponentChildren;
  wide?: boolean;
}) {
  return (
    <>
      <SkipLink />
      <header class="bar">
        <div class="bar-inner">
          <span class="brand">
            <Brand />
            {t('app.name')}
          </span>
          {bar}
        </div>
      </header>
      <main id="content" class={wide ? 'page page-wide' : 'page'} tabIndex={-1}>
        {children}
      </main>
      <Spoken />
    </>
  );
}

export function SkipLink() {
  return (
    <a class="skip" href="#content">
      {t('app.skip')}
    </a>
  );
}

/** The one polite live region. */
export function Spoken() {
  return (
    <div class="hidden" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}

function Brand() {
  return (
    <svg class="brand-sign" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M9 16.5l5 5 9.5-11" />
    </svg>
  );
}

let first = true;

/**
 * The page's heading. Names the document, and takes the focus when the page was reached from another one, so that a screen reader
 * says where it is; a page that was loaded afresh leaves the focus to the browser.
 */
export function PageTitle({ children, label }: { children: string; label?: ComponentChildren }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('app.documentTitle', { page: children });
  }, [children]);
  useEffect(() => {
    if (!first) {
      ref.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    first = false;
  }, []);
  return (
    <div class="page-title">
      {label && <p class="eyebrow">{label}</p>}
      <h1 ref={ref} tabIndex={-1}>
        {children}
      </h1>
    </div>
  );
}

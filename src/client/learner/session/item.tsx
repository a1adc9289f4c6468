import './item.css';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Markup, useContentLanguage } from '../../lib/ui/markup';
import type { ItemView } from '../../lib/wire';
import type { SessionCtrl } from './ctrl';
import { FieldPart } from './fields/field';
import { Flag } from './map';

/** One question. Coming to it moves the focus to its heading; in the whole-section view, seeing it is being at it. */
export function ItemPart({ ctrl, item }: { ctrl: SessionCtrl; item: ItemView }) {
  const article = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const current = ctrl.paper.current.value === item.number;
  const whole = ctrl.paper.whole.value;
  useFocusOnArrival(heading, current);
  useSeen(article, whole, () => ctrl.paper.see(item.number));
  const language = useContentLanguage();
  const open = ctrl.paper.isOpen(item);
  const total = Math.max(...(ctrl.paper.view.value?.sections.map((section) => section.lastItem) ?? [0]));
  const id = `item-${item.number}`;
  return (
    <article ref={article} class="item" aria-labelledby={id}>
      <div class="item-head">
        <h2 id={id} ref={heading} tabIndex={-1} class="item-title">
          {t('item.of', { n: item.number, total })}
          {item.title && (
            <>
              {': '}
              <span class="item-name" {...language}>
                {item.title}
              </span>
            </>
          )}
        </h2>
        <span class="item-points">{t('item.points', { n: item.points })}</span>
        <FlagButton ctrl={ctrl} item={item} />
      </div>
      <Markup html={item.html} />
      {!open && <p class="soft">{t('item.closed')}</p>}
      {item.fields.map((field) => (
        <FieldPart key={field.id} ctrl={ctrl} item={item} field={field} locked={!open || ctrl.locked.value} />
      ))}
      <Notes ctrl={ctrl} item={item} />
    </article>
  );
}

let arrivals = 0;

/** The first question of a page leaves the focus alone; each one after it takes it. */
function useFocusOnArrival(heading: { current: HTMLElement | null }, current: boolean): void {
  useEffect(() => {
    if (!current) return;
    if (arrivals++ === 0 || document.querySelector('dialog[open]')) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [current]);
}

function useSeen(article: { current: HTMLElement | null }, watch: boolean, seen: () => void): void {
  useEffect(() => {
    if (!watch || !article.current) return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && seen(), {
      rootMargin: '-40% 0px -40% 0px',
    });
    observer.observe(article.current);
    return () => observer.disconnect();
  }, [watch]);
}

function FlagButton({ ctrl, item }: { ctrl: SessionCtrl; item: ItemView }) {
  const flagged = ctrl.sheet.flags.value.has(item.number);
  return (
    <button
      type="button"
      class={flagged ? 'button flag-button flag-button-on' : 'button flag-button'}
      aria-pressed={flagged}
      disabled={ctrl.locked.value}
      onClick={() => ctrl.flag(item.number, !flagged)}
    >
      <Flag /> {t('item.flag')}
      <span class="hidden">, {t('item.number', { n: item.number })}</span>
    </button>
  );
}

function Notes({ ctrl, item }: { ctrl: SessionCtrl; item: ItemView }) {
  const text = ctrl.sheet.notes.value.get(item.number) ?? '';
  const id = `notes-${item.number}`;
  return (
    <details class="notes" open={text !== ''}>
      <summary>{t('item.notes')}</summary>
      <p id={`${id}-hint`} class="hint">
        {t('item.notesHint')}
      </p>
      <textarea
        id={id}
        rows={3}
        maxLength={2000}
        aria-label={t('item.notesLabel', { n: item.number })}
        aria-describedby={`${id}-hint`}
        disabled={ctrl.locked.value}
        value={text}
        onInput={(e) => ctrl.note(item.number, e.currentTarget.value)}
        onBlur={() => ctrl.rest()}
      />
    </details>
  );
}

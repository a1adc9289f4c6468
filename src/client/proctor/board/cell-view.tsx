import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import type { Cell } from './board';
import type { Stills } from './stills';
import { wordsOfCell } from './words';

interface Props {
  cell: Cell;
  at: ReadonlySignal<string | null>;
  open: ReadonlySignal<string | null>;
  me: string;
  nameOf: (id: string) => string;
  stills: Stills;
}

/**
 * One session on the board. It is drawn once: what changes later are single texts and classes, each bound to its signal, so that
 * two hundred sessions that change five times a second leave the browser time to breathe.
 */
export function CellView({ cell, at, open, me, nameOf, stills }: Props) {
  const words = useMemo(() => wordsOfCell(cell, at, open, me, nameOf), [cell]);
  const picture = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!picture.current) return;
    const looking = new IntersectionObserver(
      ([entry]) => stills.seen(cell, entry?.isIntersecting === true && entry.intersectionRect.width > 0),
      { rootMargin: '50px' },
    );
    looking.observe(picture.current);
    return () => {
      looking.disconnect();
      stills.seen(cell, false);
    };
  }, [cell]);
  return (
    <div
      role="option"
      id={cellId(cell.session)}
      class={words.classes}
      aria-selected={cell.selected as never}
      data-session={cell.session}
    >
      <span class="cell-tick" data-tick aria-hidden="true" />
      <span class="cell-still" ref={picture} aria-hidden="true">
        <Picture cell={cell} />
      </span>
      <span class="cell-name">{cell.name}</span>
      <span class="cell-need">{words.need}</span>
      <span class="cell-stage">{words.stage}</span>
      <span class="cell-latest">{words.latest}</span>
      <span class="cell-flags">{words.flags}</span>
      <span class="cell-progress">{words.progress}</span>
      <span class="cell-bar" style={words.share as never} aria-hidden="true" />
      <span class="cell-left">{words.left}</span>
      <span class="cell-line" title={words.line as never}>
        {words.line}
      </span>
      <span class="cell-care">{words.care}</span>
    </div>
  );
}

function Picture({ cell }: { cell: Cell }) {
  const url = cell.picture.value;
  return url === null ? null : <img src={url} alt="" decoding="async" />;
}

export const cellId = (session: string): string => `cell-${session}`;

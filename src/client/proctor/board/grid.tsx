import { computed } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { VNode } from 'preact';
import { say } from '../text';
import type { People } from '../people';
import type { Cell } from './board';
import { cellId, CellView } from './cell-view';
import type { RoomCtrl } from './room-ctrl';

/** The sessions. One place for the keyboard, which walks over cells that never take the focus themselves. */
export function Grid({ ctrl, people }: { ctrl: RoomCtrl; people: People }) {
  const ref = useRef<HTMLDivElement>(null);
  const { looking, board } = ctrl;
  const open = useMemo(() => computed(() => ctrl.open.value?.session ?? null), [ctrl]);
  // A cell that is drawn already is given to Preact as it is, which then only moves it.
  const drawn = useMemo(() => new Map<Cell, VNode>(), [ctrl]);
  const draw = (session: string): VNode | null => {
    const cell = board.cell(session);
    if (!cell) return null;
    let node = drawn.get(cell);
    if (!node) {
      const nameOf = (id: string) => people.nameOf(id);
      node = (
        <CellView
          key={session}
          cell={cell}
          at={looking.at}
          open={open}
          me={ctrl.me}
          nameOf={nameOf}
          stills={ctrl.stills}
        />
      );
      drawn.set(cell, node);
    }
    return node;
  };
  const at = looking.at.value;
  useEffect(() => {
    if (at !== null) document.getElementById(cellId(at))?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const shown = looking.shown.value;
  const active = at !== null && shown.includes(at) ? cellId(at) : undefined;
  return (
    <div
      ref={ref}
      id="board"
      role="listbox"
      tabIndex={0}
      class={`board board-${looking.density.value}`}
      aria-label={say('board.list')}
      aria-multiselectable="true"
      aria-activedescendant={active}
      onKeyDown={(event) => press(ctrl, event)}
      onClick={(event) => click(ctrl, event)}
      onPointerEnter={() => ctrl.hold(true)}
      onPointerLeave={() => ctrl.hold(false)}
      onPointerMove={() => ctrl.touch()}
      onFocus={() => {
        if (looking.at.peek() === null) looking.step(0);
      }}
    >
      {shown.map(draw)}
    </div>
  );
}

/** How many cells stand beside one another now. */
function columns(): number {
  const board = document.getElementById('board');
  return board ? getComputedStyle(board).gridTemplateColumns.split(' ').filter(Boolean).length : 1;
}

function press(ctrl: RoomCtrl, event: KeyboardEvent): void {
  if (event.altKey || event.metaKey) return;
  const { looking } = ctrl;
  const rtl = document.documentElement.dir === 'rtl' ? -1 : 1;
  const at = looking.at.peek();
  const moves: Record<string, () => number> = {
    ArrowRight: () => rtl,
    ArrowLeft: () => -rtl,
    ArrowDown: columns,
    ArrowUp: () => -columns(),
    PageDown: () => 5 * columns(),
    PageUp: () => -5 * columns(),
    Home: () => -Infinity,
    End: () => Infinity,
  };
  const move = moves[event.key];
  if (move) {
    ctrl.touch();
    const to = looking.step(Math.max(-10_000, Math.min(10_000, move())));
    if (event.shiftKey && to !== null) looking.selectTo(to);
  } else if (event.key === 'Enter' && at !== null) ctrl.openSession(at);
  else if (event.key === ' ' && at !== null) looking.select(at);
  else if (event.key.toLowerCase() === 'a' && event.ctrlKey) looking.selectShown();
  else return;
  event.preventDefault();
}

function click(ctrl: RoomCtrl, event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const session = target?.closest<HTMLElement>('[data-session]')?.dataset['session'];
  if (!session) return;
  const { looking } = ctrl;
  looking.go(session);
  if (event.shiftKey) looking.selectTo(session);
  else if (event.ctrlKey || event.metaKey || target?.closest('[data-tick]')) looking.select(session);
  else ctrl.openSession(session);
}

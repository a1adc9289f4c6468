import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { ServerTime } from '../../lib/server-time';
import type { ActProgress, BoardCell, BoardDelta, BoardView, ProctorLoad } from '../wire';
import { hasEnded, isShaky, lineOf, needOf, ordered, stageOf, timeLeft, type Line, type Need } from './standing';

/** What of a session is shown, each part in a signal of its own: what does not change is not drawn again. */
export class Cell {
  readonly #view;
  /** Address of the still that is shown, set by whoever fetches it. */
  readonly picture = signal<string | null>(null);
  readonly selected = signal(false);

  readonly name: ReadonlySignal<string>;
  readonly stage: ReadonlySignal<string>;
  readonly ended: ReadonlySignal<boolean>;
  readonly need: ReadonlySignal<Need>;
  readonly line: ReadonlySignal<Line>;
  /** How often the connection was lost so far, while the last loss makes it weak; 0 else. */
  readonly losses: ReadonlySignal<number>;
  /** Whole seconds left; null when there is nothing to count. */
  readonly left: ReadonlySignal<number | null>;
  /** Since when nobody has heard of the page, in seconds. */
  readonly silent: ReadonlySignal<number | null>;
  readonly answered: ReadonlySignal<number>;
  readonly items: ReadonlySignal<number>;
  readonly at: ReadonlySignal<number>;
  readonly flags: ReadonlySignal<number>;
  readonly latest: ReadonlySignal<string | null>;
  readonly open: ReadonlySignal<string>;
  readonly incidents: ReadonlySignal<number>;
  readonly hand: ReadonlySignal<boolean>;
  readonly unanswered: ReadonlySignal<number>;
  /** Whole seconds that somebody has been waiting for a proctor. */
  readonly waiting: ReadonlySignal<number | null>;
  readonly care: ReadonlySignal<string | null>;
  readonly still: ReadonlySignal<string | null>;

  /** @param second the server's time, told once a second */
  constructor(view: BoardCell, second: ReadonlySignal<number>) {
    this.#view = signal(view);
    const of = <T>(part: (cell: BoardCell) => T) => computed(() => part(this.#view.value));
    this.name = of((cell) => cell.watch.legalName || cell.learner);
    this.stage = of(stageOf);
    this.ended = of(hasEnded);
    this.need = computed(() => needOf(this.#view.value, second.value));
    this.line = computed(() => lineOf(this.#view.value, second.value));
    this.losses = computed(() => (isShaky(this.#view.value, second.value) ? (this.#view.value.watch.losses ?? 0) : 0));
    this.left = computed(() => seconds(timeLeft(this.#view.value, second.value), Math.ceil));
    this.silent = computed(() => since(this.#view.value.state.lastHeard, second.value));
    this.answered = of((cell) => cell.state.answered);
    this.items = of((cell) => cell.state.items);
    this.at = of((cell) => cell.state.currentItem);
    this.flags = of((cell) => cell.watch.flags);
    this.latest = of((cell) => cell.watch.latest);
    this.open = of((cell) => cell.watch.open.join(' '));
    this.incidents = of((cell) => cell.watch.incidents);
    this.hand = of((cell) => cell.watch.handRaised);
    this.unanswered = of((cell) => cell.watch.unanswered);
    this.waiting = computed(() => since(this.#view.value.watch.waitingSince, second.value));
    this.care = of((cell) => cell.care);
    this.still = of((cell) => cell.still);
  }

  get session(): string {
    return this.#view.peek().session;
  }

  get view(): ReadonlySignal<BoardCell> {
    return this.#view;
  }

  /** For {@link Board} only. */
  put(view: BoardCell): void {
    this.#view.value = view;
  }
}

const seconds = (ms: number | null, round: (n: number) => number): number | null =>
  ms === null ? null : round(ms / 1000);

const since = (iso: string | null, now: number): number | null =>
  iso === null ? null : Math.max(0, Math.floor((now - Date.parse(iso)) / 1000));

/** Calls again and again, with a breath between, until it is answered false. */
export type Pace = (step: () => boolean) => void;

/** So many cells change in one frame at the most: a full room is shown in five. */
const CELLS_A_FRAME = 40;

/** A breath is a frame; a page that nobody sees has none, and takes everything at once. */
export const byFrame: Pace = (step) => {
  const next = (): void => {
    if (document.hidden) {
      while (step());
      return;
    }
    if (!step()) return;
    let gone = false;
    const go = () => {
      if (gone) return;
      gone = true;
      clearTimeout(late);
      next();
    };
    // The page may be hidden before the frame comes.
    const late = setTimeout(go, 250);
    requestAnimationFrame(go);
  };
  next();
};

const atOnce: Pace = (step) => {
  while (step());
};

/** Some seconds' worth; with fewer the board is read once more. */
const MOST_EARLY = 50;

/**
 * The sessions of one room. A delta touches the cells it names and nothing else; one that does not follow on the last is not taken,
 * and the board says that it has to be read again. Cells of a large delta change over some frames: no frame waits for all of them.
 * The order is laid when it is asked for, never by a change.
 */
export class Board {
  readonly #cells = new Map<string, Cell>();
  readonly #order = signal<readonly string[]>([]);
  readonly #acts = signal<ReadonlyMap<string, ActProgress>>(new Map());
  readonly #proctors = signal<readonly string[]>([]);
  readonly #staffing = signal<readonly ProctorLoad[]>([]);
  readonly #title = signal('');
  readonly #second = signal(0);
  readonly #count = signal(0);
  #version = -1;
  /** Deltas that came before the board they follow on. */
  #early: BoardDelta[] = [];
  /** Cells that have changed and are not shown yet, the latest of each. */
  readonly #waiting = new Map<string, BoardCell>();
  #showing = false;

  /** How many are to be looked at, by why. */
  readonly needs: ReadonlySignal<Record<Need, number>> = computed(() => {
    const counts: Record<Need, number> = { admit: 0, hand: 0, unanswered: 0, attention: 0, lost: 0, none: 0 };
    void this.#count.value;
    for (const cell of this.#cells.values()) counts[cell.need.value]++;
    return counts;
  });

  constructor(
    private readonly time: ServerTime,
    private readonly pace: Pace = atOnce,
  ) {}

  get title(): ReadonlySignal<string> {
    return this.#title;
  }

  get proctors(): ReadonlySignal<readonly string[]> {
    return this.#proctors;
  }

  /** Who of the proctors takes care of how many. */
  get staffing(): ReadonlySignal<readonly ProctorLoad[]> {
    return this.#staffing;
  }

  /** Acts on this room, by their ids. */
  get acts(): ReadonlySignal<ReadonlyMap<string, ActProgress>> {
    return this.#acts;
  }

  get order(): ReadonlySignal<readonly string[]> {
    return this.#order;
  }

  /** The server's time, by the second. */
  get second(): ReadonlySignal<number> {
    return this.#second;
  }

  get version(): number {
    return this.#version;
  }

  /** How many sessions there are. */
  get count(): ReadonlySignal<number> {
    return this.#count;
  }

  cell(session: string): Cell | undefined {
    return this.#cells.get(session);
  }

  cells(): IterableIterator<Cell> {
    return this.#cells.values();
  }

  tick(): void {
    this.#second.value = this.time.now();
  }

  /** The whole board. It is laid out anew only when there was nothing before. */
  read(view: BoardView, sentAt: number): void {
    this.time.sync(view.serverNow, sentAt);
    batch(() => {
      this.tick();
      this.#version = view.version;
      this.#title.value = view.title;
      this.#proctors.value = view.proctors;
      this.#staffing.value = view.staffing;
      this.#waiting.clear();
      const stay = new Set(view.cells.map((cell) => cell.session));
      for (const session of this.#cells.keys()) if (!stay.has(session)) this.#cells.delete(session);
      const known = this.#order.value.length > 0;
      this.take(view.cells, view.acts, true);
      if (known) this.#order.value = this.#order.value.filter((session) => stay.has(session));
      else this.sort();
      // What came while the board was on its way follows on it.
      const early = this.#early.splice(0).sort((a, b) => a.version - b.version);
      for (const delta of early) this.change(delta);
    });
  }

  /** False when a delta before it is missing. One that is known already changes nothing. */
  change(delta: BoardDelta): boolean {
    if (delta.version <= this.#version) return true;
    if (delta.version !== this.#version + 1) {
      this.#early = [...this.#early, delta].slice(-MOST_EARLY);
      return false;
    }
    this.#version = delta.version;
    batch(() => {
      this.take(this.later(delta.cells), delta.acts, false);
      if (delta.staffing.length > 0) this.#staffing.value = delta.staffing;
    });
    return true;
  }

  /** An act's progress that came in answer to an order; a later one, or one that reached more, stays. */
  told(act: ActProgress): void {
    this.#acts.value = new Map(this.#acts.value).set(act.id, further(this.#acts.value.get(act.id), act));
  }

  /** Lays the cells by who needs attention. */
  sort(): void {
    this.#order.value = this.urgent();
  }

  /** How many cells would move to another place; 0 when the order is right. */
  outOfOrder(): number {
    const now = this.#order.peek();
    return this.urgent().reduce((n, session, at) => n + (session === now[at] ? 0 : 1), 0);
  }

  /** Sessions by who needs attention, whatever the order on the screen is. */
  urgent(): string[] {
    return ordered(
      Array.from(this.#cells.values(), (cell) => cell.view.peek()),
      this.time.now(),
    );
  }

  /** Puts cells that are known in line to be shown; answers with those that are new. */
  private later(cells: readonly BoardCell[]): BoardCell[] {
    const known = cells.filter((cell) => this.#cells.has(cell.session));
    for (const cell of known) this.#waiting.set(cell.session, cell);
    if (!this.#showing && this.#waiting.size > 0) {
      this.#showing = true;
      this.pace(() => this.showSome());
    }
    return cells.filter((cell) => !this.#cells.has(cell.session));
  }

  /** False when all are shown. */
  private showSome(): boolean {
    let left = CELLS_A_FRAME;
    batch(() => {
      // In the board's order: neighbours on the screen are drawn together.
      for (const session of this.#order.peek()) {
        const view = this.#waiting.get(session);
        if (!view) continue;
        if (left-- === 0) break;
        this.#waiting.delete(session);
        this.#cells.get(session)?.put(view);
      }
    });
    this.#showing = left < CELLS_A_FRAME && this.#waiting.size > 0;
    return this.#showing;
  }

  private take(cells: readonly BoardCell[], acts: readonly ActProgress[], whole: boolean): void {
    const fresh: string[] = [];
    for (const view of cells) {
      const cell = this.#cells.get(view.session);
      if (cell) cell.put(view);
      else {
        this.#cells.set(view.session, new Cell(view, this.#second));
        fresh.push(view.session);
      }
    }
    // Newcomers stand at the end until the order is laid again: nobody is pushed aside.
    if (fresh.length > 0) this.#order.value = [...this.#order.value, ...fresh];
    this.#count.value = this.#cells.size;
    if (whole || acts.length > 0) {
      const next = new Map(whole ? [] : this.#acts.value);
      for (const act of acts) next.set(act.id, further(this.#acts.value.get(act.id), act));
      this.#acts.value = next;
    }
  }
}

/** Of two words about one act the one that has seen more: they may overtake one another. */
function further(known: ActProgress | undefined, said: ActProgress): ActProgress {
  if (!known) return said;
  const seen = (act: ActProgress) =>
    (act.undoneAt ? 1e6 : 0) +
    act.outcomes.reduce((n, one) => n + 1 + (one.deliveredAt ? 1 : 0) + (one.confirmedAt ? 1 : 0), 0);
  return seen(said) >= seen(known) ? said : known;
}

import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Entry, ItemView, SectionView, SessionView } from '../../lib/wire';

/** Where "next" leads. */
export type Way =
  | { to: 'item'; number: number }
  /** The next section has not been entered; `barrier` when the current one closes behind the learner. */
  | { to: 'section'; index: number; barrier: boolean }
  | { to: 'end' };

/** The form as far as the learner has come, and the place where they are. */
export class Paper {
  readonly #view = signal<SessionView | null>(null);
  readonly #current = signal(1);
  readonly #whole = signal(false);
  #shown = 0;

  readonly item: ReadonlySignal<ItemView | null> = computed(() => this.find(this.#current.value));
  readonly section: ReadonlySignal<SectionView | null> = computed(() => {
    const item = this.item.value;
    return this.#view.value?.sections.find((section) => section.index === item?.section) ?? null;
  });

  /** @param shown told when another item came on the screen */
  constructor(private readonly shown: (item: number) => void) {}

  get view(): ReadonlySignal<SessionView | null> {
    return this.#view;
  }

  /** Number of the item the learner is at. */
  get current(): ReadonlySignal<number> {
    return this.#current;
  }

  /** True while the learner wants to see all items of the section on one page. */
  get whole(): ReadonlySignal<boolean> {
    return this.#whole;
  }

  get items(): ItemView[] {
    return this.#view.value?.items ?? [];
  }

  /** Takes the server's view and keeps the learner's place in it. What closed while it could not be told stays closed. */
  load(view: SessionView, pending: Entry[]): void {
    const told = pending.findLast((entry) => entry.kind === 'shown')?.item ?? view.currentItem;
    const last = Math.max(told, view.linear ? this.#shown : 0);
    this.#view.value = view.linear ? closeBefore(view, last) : view;
    // A pause takes the items away, not the place.
    if (view.items.length === 0) return;
    const here = this.find(this.#current.value);
    if (this.#shown > 0 && here && this.isOpen(here)) return;
    const there = this.find(last);
    this.#shown = told;
    this.#current.value = there && this.isOpen(there) ? last : (this.firstOpen() ?? 1);
  }

  /** Goes to an item, unless it is closed or not drawn yet. */
  go(number: number): boolean {
    const item = this.find(number);
    if (!item || !this.isOpen(item)) return false;
    this.#current.value = number;
    this.see(number);
    return true;
  }

  /** The item is on the screen: in a linear exam those before it close. */
  see(number: number): void {
    if (this.#shown === number) return;
    this.#shown = number;
    const view = this.#view.value;
    if (view?.linear) this.#view.value = closeBefore(view, number);
    this.shown(number);
  }

  showWhole(whole: boolean): void {
    this.#whole.value = whole && !this.#view.value?.linear;
  }

  isOpen(item: ItemView): boolean {
    const section = this.#view.value?.sections.find((other) => other.index === item.section);
    return !item.closed && section?.state !== 'closed';
  }

  next(): Way {
    const view = this.#view.value;
    const section = this.section.value;
    if (!view || !section) return { to: 'end' };
    const from = this.#whole.value ? section.lastItem : this.#current.value;
    if (this.find(from + 1)) return { to: 'item', number: from + 1 };
    const following = view.sections.find((other) => other.index === section.index + 1);
    return following ? { to: 'section', index: following.index, barrier: section.oneWay } : { to: 'end' };
  }

  /** Number of the item before that one may go back to, or null. */
  previous(): number | null {
    const from = this.#whole.value ? (this.section.value?.firstItem ?? 1) : this.#current.value;
    const before = this.find(from - 1);
    return before && this.isOpen(before) ? before.number : null;
  }

  /** Index of the next section that has not been entered; null in the last stage. */
  get ahead(): number | null {
    return this.#view.value?.sections.find((section) => section.state === 'ahead')?.index ?? null;
  }

  inSection(index: number): ItemView[] {
    return this.items.filter((item) => item.section === index);
  }

  private find(number: number): ItemView | null {
    return this.items.find((item) => item.number === number) ?? null;
  }

  private firstOpen(): number | null {
    return this.items.find((item) => this.isOpen(item))?.number ?? null;
  }
}

function closeBefore(view: SessionView, number: number): SessionView {
  const items = view.items.map((item) => (item.number < number && !item.closed ? { ...item, closed: true } : item));
  return { ...view, items };
}

import { signal, type ReadonlySignal } from '@preact/signals';
import type { Acknowledgement, AnswerValue, Entry, FieldView, ItemView, Problem, SessionView } from '../../lib/wire';
import { placeOf, type NewEntry } from '../../lib/outbox';

/** What has become of the latest response at a place. `kept` and `saving` differ only by the connection, so the view tells them apart. */
export type Mark =
  | { state: 'writing' }
  | { state: 'unsent' }
  /** The server could not store it; it is kept here and tried again from time to time. */
  | { state: 'aside' }
  | { state: 'saved'; at: string }
  | { state: 'refused'; problem: Problem };

export const BLANK: AnswerValue = { choices: null, text: null };

export const isBlank = (value: AnswerValue | undefined): boolean =>
  !value || (!value.choices?.length && !value.text?.trim());

/**
 * The learner's answer sheet as the page shows it: what the server has stored, overlaid with what is on its way. Maps are
 * replaced, never changed, so a signal's reader sees each change once.
 */
export class Sheet {
  readonly #answers = signal<ReadonlyMap<string, AnswerValue>>(new Map());
  readonly #notes = signal<ReadonlyMap<number, string>>(new Map());
  readonly #flags = signal<ReadonlySet<number>>(new Set());
  readonly #marks = signal<ReadonlyMap<string, Mark>>(new Map());

  /** The latest stored entry of each place, for views that were made before it was stored. */
  readonly #stored = new Map<string, { entry: Entry; at: string }>();

  get answers(): ReadonlySignal<ReadonlyMap<string, AnswerValue>> {
    return this.#answers;
  }

  get notes(): ReadonlySignal<ReadonlyMap<number, string>> {
    return this.#notes;
  }

  get flags(): ReadonlySignal<ReadonlySet<number>> {
    return this.#flags;
  }

  get marks(): ReadonlySignal<ReadonlyMap<string, Mark>> {
    return this.#marks;
  }

  /**
   * Starts over from the server's view; entries still on their way win over it, and so do those stored after it was made. Text
   * being written stays, and so does what was refused, with the reason: it is the learner's only copy.
   */
  load(view: SessionView, pending: Entry[]): void {
    const here = [...this.#marks.value].filter(([, mark]) => mark.state === 'writing' || mark.state === 'refused');
    const before = this.#answers.value;
    const notes = this.#notes.value;
    const answers = new Map<string, AnswerValue>();
    const marks = new Map<string, Mark>();
    for (const saved of view.answers) {
      const place = placeOf({ kind: 'answer', item: saved.item, field: saved.field, value: saved.value }) ?? '';
      answers.set(place, saved.value);
      marks.set(place, { state: 'saved', at: saved.savedAt });
    }
    this.#answers.value = answers;
    this.#marks.value = marks;
    this.#flags.value = new Set(view.flagged);
    this.#notes.value = new Map(view.notes.map((note) => [note.item, note.text]));
    for (const [place, { entry, at }] of this.#stored) {
      if (entry.seq <= view.lastSeq) this.#stored.delete(place);
      else {
        this.put(entry);
        this.mark(place, { state: 'saved', at });
      }
    }
    for (const entry of pending) this.put(entry);
    for (const [place, mark] of here) {
      const value = before.get(place);
      if (value) this.#answers.value = withKey(this.#answers.value, place, value);
      const item = Number(place.split('/')[1]);
      const note = notes.get(item);
      if (place === `note/${item}` && note !== undefined) this.#notes.value = withKey(this.#notes.value, item, note);
      this.mark(place, mark);
    }
  }

  /** Shows an entry that was made just now, or found in the outbox. */
  put(entry: Entry | NewEntry): void {
    if (entry.kind === 'answer') this.#answers.value = withKey(this.#answers.value, placeOf(entry) ?? '', entry.value);
    if (entry.kind === 'note') this.#notes.value = withKey(this.#notes.value, entry.item, entry.text);
    if (entry.kind === 'flag') {
      const flags = new Set(this.#flags.value);
      if (entry.flagged) flags.add(entry.item);
      else flags.delete(entry.item);
      this.#flags.value = flags;
    }
    const place = placeOf(entry);
    if (place !== null) this.mark(place, { state: 'unsent' });
  }

  /** Shows text that is still being typed. */
  type(place: string, value: AnswerValue): void {
    this.#answers.value = withKey(this.#answers.value, place, value);
    this.mark(place, { state: 'writing' });
  }

  typeNote(item: number, text: string): void {
    this.#notes.value = withKey(this.#notes.value, item, text);
    this.mark(`note/${item}`, { state: 'writing' });
  }

  /** Shows that an entry is not stored and why it does not vanish, unless something newer is being written there. */
  keep(entry: Entry): void {
    const place = placeOf(entry);
    if (place !== null && this.#marks.value.get(place)?.state !== 'writing') this.mark(place, { state: 'aside' });
  }

  /** Numbers of the items with a response that is not stored, because the server could not take it; in their order. */
  aside(): number[] {
    const places = [...this.#marks.value].filter(
      ([place, mark]) => mark.state === 'aside' && place.startsWith('answer/'),
    );
    return [...new Set(places.map(([place]) => Number(place.split('/')[1])))].sort((a, b) => a - b);
  }

  /** Shows what the server answered, unless something newer was written at that place meanwhile. */
  acknowledge(entry: Entry, ack: Acknowledgement): void {
    const place = placeOf(entry);
    if (place !== null && ack.status === 'saved') this.#stored.set(place, { entry, at: ack.savedAt });
    if (place === null || this.#marks.value.get(place)?.state === 'writing') return;
    this.mark(
      place,
      ack.status === 'refused'
        ? { state: 'refused', problem: ack.problem ?? { code: 'input.refused', message: '' } }
        : { state: 'saved', at: ack.savedAt },
    );
  }

  /** An item counts as answered when each of its fields has a response. */
  answered(item: ItemView): 'all' | 'some' | 'none' {
    const filled = item.fields.filter((field) => !isBlank(this.value(item, field))).length;
    if (filled === 0) return 'none';
    return filled === item.fields.length ? 'all' : 'some';
  }

  /** How many items are answered: those at hand wholly, and those of closed sections, of which only the answers are known. */
  countAnswered(items: ItemView[]): number {
    const here = new Set(items.map((item) => item.number));
    const gone = new Set<string>();
    for (const [place, value] of this.#answers.value) {
      const number = place.split('/')[1] ?? '';
      if (!here.has(Number(number)) && !isBlank(value)) gone.add(number);
    }
    return gone.size + items.filter((item) => this.answered(item) === 'all').length;
  }

  value(item: ItemView, field: FieldView): AnswerValue | undefined {
    return this.#answers.value.get(`answer/${item.number}/${field.id}`);
  }

  private mark(place: string, mark: Mark): void {
    this.#marks.value = withKey(this.#marks.value, place, mark);
  }
}

function withKey<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

/** How long a text field rests before what is in it becomes an entry. */
export const REST_MS = 800;

/**
 * Text that is being typed. Each place has at most one draft; it is committed when the learner stops for a moment, and all of
 * them at once when the page may go away, changes the item or submits.
 */
export class Drafts {
  readonly #drafts = new Map<string, { commit: () => void; timer: ReturnType<typeof setTimeout> }>();

  /** Replaces the draft at the place and starts its rest anew. */
  set(place: string, commit: () => void): void {
    const earlier = this.#drafts.get(place);
    if (earlier) clearTimeout(earlier.timer);
    this.#drafts.set(place, { commit, timer: setTimeout(() => this.commit(place), REST_MS) });
  }

  commit(place: string): void {
    const draft = this.#drafts.get(place);
    if (!draft) return;
    clearTimeout(draft.timer);
    this.#drafts.delete(place);
    draft.commit();
  }

  commitAll(): void {
    for (const place of this.#drafts.keys()) this.commit(place);
  }
}

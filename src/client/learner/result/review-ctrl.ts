import type { ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Load } from '../../lib/load';
import type { MyReview } from '../../lib/review-wire';
import type { Problem } from '../../lib/wire';

/** A learner's own review: what was noticed, what is proposed, and what they say to it. */
export class MyReviewCtrl {
  readonly review: Load<MyReview>;
  readonly #asked = new Asked();
  readonly #closing = new AbortController();
  readonly #root: string;

  constructor(
    private readonly server: Api,
    session: string,
  ) {
    this.#root = `/api/sessions/${session}/review`;
    this.review = new Load(() => server.get<MyReview>(this.#root));
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#asked.busy;
  }

  get problem(): ReadonlySignal<Problem | null> {
    return this.#asked.problem;
  }

  open(): Promise<void> {
    return this.review.persist(this.#closing.signal);
  }

  close(): void {
    this.#closing.abort();
  }

  /** Sends an answer or an appeal. False when it was refused; then what stands is fetched anew, for its time may be over. */
  async say(what: 'answer' | 'appeal', text: string): Promise<boolean> {
    const commandId = newId();
    const refused = await this.#asked.run(async () => {
      this.review.put(await this.server.post<MyReview>(`${this.#root}/${what}`, { commandId, text }, { tries: 4 }));
    });
    if (refused) await this.review.fetch();
    return !refused;
  }
}

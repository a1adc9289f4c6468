import { signal, type ReadonlySignal } from '@preact/signals';
import { Backoff, pause } from '../../lib/backoff';
import { newId } from '../../lib/ids';
import { isPassing, Refusal } from '../../lib/refusal';
import type { Problem, Receipt, TimeView } from '../../lib/wire';

/** `sending`: unsent answers first; `submitting`: the server is being asked; `done`: there is a receipt. */
export type EndingState = 'none' | 'sending' | 'submitting' | 'done';

export interface EndingNeeds {
  commitDrafts: () => void;
  /** Ends when every entry is acknowledged, or when they cannot be sent. */
  drained: () => Promise<unknown>;
  submit: (commandId: string, lastSeq: number) => Promise<Receipt>;
  receipt: () => Promise<Receipt>;
  /** Asks for the time and takes it. */
  presence: () => Promise<TimeView>;
  /** Highest entry number known to be with the server. */
  acknowledgedSeq: () => number;
  /** True while the clock stands at zero. */
  over: () => boolean;
  graceMs: () => number;
  ended: (receipt: Receipt) => void;
  refused: (refusal: Refusal) => void;
}

/**
 * Hands the sitting in. Unsent answers go first; then the submission is repeated under one command id until the server answers
 * with the receipt, so a lost reply costs nothing.
 */
export class Ending {
  readonly #state = signal<EndingState>('none');
  readonly #problem = signal<Problem | null>(null);
  #turn = 0;

  constructor(private readonly needs: EndingNeeds) {}

  get state(): ReadonlySignal<EndingState> {
    return this.#state;
  }

  get problem(): ReadonlySignal<Problem | null> {
    return this.#problem;
  }

  byLearner(): Promise<void> {
    return this.run(async () => {
      await this.needs.drained();
      return true;
    });
  }

  /** At zero: what was typed in time is flushed within the grace. Given up when the server says there is time left after all. */
  byDeadline(): Promise<void> {
    const graceOver = pause(this.needs.graceMs());
    return this.run(async () => {
      await Promise.race([this.needs.drained(), graceOver]);
      await this.needs.presence();
      return this.needs.over();
    });
  }

  /** The learner goes back to the exam; possible until the submission is on its way. */
  cancel(): void {
    if (this.#state.value !== 'sending') return;
    this.#turn++;
    this.#state.value = 'none';
  }

  private async run(prepare: () => Promise<boolean>): Promise<void> {
    if (this.#state.value !== 'none') return;
    const turn = ++this.#turn;
    const commandId = newId();
    const backoff = new Backoff(500, 10_000);
    this.#problem.value = null;
    this.#state.value = 'sending';
    this.needs.commitDrafts();
    while (turn === this.#turn) {
      try {
        const goOn = await prepare();
        if (turn !== this.#turn) return;
        if (!goOn) break;
        this.#state.value = 'submitting';
        const receipt = await this.needs.submit(commandId, this.needs.acknowledgedSeq()).catch(this.orReceipt);
        this.#state.value = 'done';
        return this.needs.ended(receipt);
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#state.value = 'sending';
        if (!mayRepeat(error)) {
          this.#state.value = 'none';
          if (!(error instanceof Refusal)) throw error;
          this.#problem.value = error.problems[0] ?? { code: error.code, message: error.message };
          return this.needs.refused(error);
        }
        await pause(backoff.next(error instanceof Refusal ? error.retryAfterMs : null));
      }
    }
    this.#state.value = 'none';
  }

  /** Ended already, by the deadline or by an earlier try whose reply was lost: the receipt is there, or soon will be. */
  private readonly orReceipt = (error: unknown): Promise<Receipt> => {
    if (error instanceof Refusal && isOver(error)) return this.needs.receipt();
    throw error;
  };
}

const isOver = (refusal: Refusal): boolean =>
  refusal.code === 'session.ended' || refusal.code === 'session.deadline-passed';

function mayRepeat(error: unknown): boolean {
  if (isPassing(error)) return true;
  if (!(error instanceof Refusal)) return false;
  return isOver(error) || error.code === 'session.answers-missing' || error.code === 'session.not-ended';
}

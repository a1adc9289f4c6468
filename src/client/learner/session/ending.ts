import { signal, type ReadonlySignal } from '@preact/signals';
import { Backoff, pause } from '../../lib/backoff';
import { newId } from '../../lib/ids';
import { isPassing, Refusal } from '../../lib/refusal';
import type { Problem, Receipt, TimeView } from '../../lib/wire';

/** `sending`: unsent answers first; `submitting`: the server is being asked; `done`: there is a receipt. */
export type EndingState = 'none' | 'sending' | 'submitting' | 'done';

export interface EndingNeeds {
  commitDrafts: () => void;
  /** True when every entry is acknowledged, false when sending was stopped before that. */
  drained: () => Promise<boolean>;
  submit: (commandId: string, lastSeq: number) => Promise<Receipt>;
  receipt: () => Promise<Receipt>;
  /** Asks for the time and takes it. */
  presence: () => Promise<TimeView>;
  /** Highest entry number the server must have before it may take the submission. */
  lastSeq: () => number;
  /** True while the clock stands at zero. */
  over: () => boolean;
  graceMs: () => number;
  ended: (receipt: Receipt) => void;
  refused: (refusal: Refusal) => void;
}

/** Answers that should be with the server first are not; nothing was done. */
export const NOT_SENT = 'session.answers-unsent';

/**
 * Hands the sitting in. Unsent answers go first; then the submission is repeated under one command id until the server answers
 * with the receipt, so a lost reply costs nothing.
 */
export class Ending {
  readonly #state = signal<EndingState>('none');
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  #turn = 0;
  /** True while the server may have taken a submission of this turn. */
  #sent = false;

  constructor(private readonly needs: EndingNeeds) {}

  get state(): ReadonlySignal<EndingState> {
    return this.#state;
  }

  get problem(): ReadonlySignal<Problem | null> {
    return this.#problem;
  }

  /** True while the server has too much to do and is asked again after the time it named. */
  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** Never without an answer that could still be sent: then the learner is told, and the exam goes on. */
  byLearner(): Promise<void> {
    return this.run(async () => {
      const drained = await this.needs.drained();
      if (!drained) this.#problem.value = { code: NOT_SENT, message: '' };
      return drained;
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

  /** The learner goes back to the exam; possible until the submission is on its way, even if no reply has come. */
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
    this.#sent = false;
    this.#problem.value = null;
    this.#busy.value = false;
    this.#state.value = 'sending';
    this.needs.commitDrafts();
    while (turn === this.#turn) {
      try {
        const goOn = await prepare();
        if (turn !== this.#turn) return;
        if (!goOn) break;
        this.#state.value = 'submitting';
        this.#sent = true;
        const receipt = await this.needs.submit(commandId, this.needs.lastSeq()).catch(this.orReceipt);
        this.#state.value = 'done';
        return this.needs.ended(receipt);
      } catch (error) {
        if (turn !== this.#turn) return;
        // The one answer that says for sure that the exam was not handed in and may be repeated.
        if (error instanceof Refusal && error.code === 'session.answers-missing') this.#sent = false;
        this.#state.value = this.#sent ? 'submitting' : 'sending';
        if (!mayRepeat(error)) {
          this.#state.value = 'none';
          if (!(error instanceof Refusal)) throw error;
          this.#problem.value = error.problems[0] ?? { code: error.code, message: error.message };
          return this.needs.refused(error);
        }
        this.#busy.value = error instanceof Refusal && error.busy;
        await pause(backoff.next(error instanceof Refusal ? error.retryAfterMs : null));
      }
    }
    if (turn === this.#turn) this.#state.value = 'none';
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

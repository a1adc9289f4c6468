import { signal, type ReadonlySignal } from '@preact/signals';
import type { Call } from './api';
import { problemOf } from './ui/notice';
import type { Problem } from './wire';

/** What the learner asked for, one thing at a time, and what has become of it. */
export class Asked {
  readonly #busy = signal(false);
  readonly #waiting = signal<Problem | null>(null);
  readonly #problem = signal<Problem | null>(null);

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** Why it is being repeated by itself; null when it is not. */
  get waiting(): ReadonlySignal<Problem | null> {
    return this.#waiting;
  }

  /** Why it did not happen; null when it did. */
  get problem(): ReadonlySignal<Problem | null> {
    return this.#problem;
  }

  fail(error: unknown): void {
    this.#problem.value = problemOf(error);
  }

  /** Does it, unless something else is being done. Answers with what it was refused with, if it was. */
  async run(work: () => Promise<void>): Promise<unknown> {
    if (this.#busy.value) return null;
    this.#busy.value = true;
    this.#problem.value = null;
    try {
      await work();
      return null;
    } catch (error) {
      this.fail(error);
      return error;
    } finally {
      this.#busy.value = false;
      this.#waiting.value = null;
    }
  }

  /** A call that is repeated until the server has judged it, or the page is left. */
  patient(leaving: AbortSignal): Call {
    return { tries: Infinity, waiting: (error) => this.waits(error), signal: leaving };
  }

  /** It did not happen yet and is repeated by itself. */
  waits(error: unknown): void {
    this.#waiting.value = problemOf(error);
  }
}

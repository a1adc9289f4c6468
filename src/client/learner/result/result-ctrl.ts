import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { pause } from '../../lib/backoff';
import { readHandInFile, sealEntries } from '../../lib/hand-in';
import { Load } from '../../lib/load';
import { keptSession, type KeptSession, type Outbox } from '../../lib/outbox';
import { Refusal } from '../../lib/refusal';
import type { LearnerSocket } from '../../lib/socket';
import type { HandedIn, HandInFile, Receipt, ResultView } from '../../lib/wire';
import type { Parting } from '../parting';

/** Grading by machine takes a moment, or a minute when a server went down over it: the page asks again at these intervals. */
const ASK_AGAIN_MS = [1000, 2000, 3000, 5000, 10_000];
const ASK_AGAIN_LAST_MS = 15_000;

/** What came of a session: receipt, result, and any answers that stayed behind on this device. */
export class ResultCtrl {
  readonly receipt: Load<Receipt>;
  readonly result: Load<ResultView>;
  readonly #kept = signal<KeptSession | null>(null);
  readonly #handedIn = signal<HandedIn | null>(null);
  readonly #closing = new AbortController();
  readonly #root: string;
  /** The session's, as long as it is there and there is something to ask. */
  #line: LearnerSocket | null;

  constructor(
    private readonly server: Api,
    readonly session: string,
    readonly outbox: Outbox,
    parting: Parting | null = null,
  ) {
    this.#root = `/api/sessions/${session}`;
    this.#line = parting?.line ?? null;
    this.receipt = new Load(() => this.ask('receipt', (open) => open.receipt()));
    this.result = new Load(() => this.ask('result', (open) => open.result()));
    if (parting?.receipt) this.receipt.put(parting.receipt);
  }

  /** What this device knows of the session without asking. */
  get kept(): ReadonlySignal<KeptSession | null> {
    return this.#kept;
  }

  get handedIn(): ReadonlySignal<HandedIn | null> {
    return this.#handedIn;
  }

  async open(): Promise<void> {
    this.#kept.value = (await keptSession(this.session)) ?? null;
    await Promise.all([this.askReceipt().then(() => this.tidy()), this.watchResult()]);
    this.hangUp();
  }

  close(): void {
    this.#closing.abort();
    this.hangUp();
  }

  /** The handing-in of what is on this device, without the detour over a file. */
  async handInNow(): Promise<void> {
    const key = this.#kept.value?.handInKey;
    if (!key) return;
    const entries = this.outbox.pending();
    await this.send(await sealEntries(this.session, key, entries));
    await this.outbox.drop(entries.map((entry) => entry.commandId));
  }

  /** Answers with why a file cannot be handed in here, or null when it was sent. */
  async handInFile(text: string): Promise<'notOurs' | 'otherSession' | null> {
    const file = readHandInFile(text);
    if (!file) return 'notOurs';
    if (file.sessionId.toLowerCase() !== this.session) return 'otherSession';
    await this.send(file);
    return null;
  }

  /** By the line while it is there; what fails on it, for any reason but a busy server, is asked by plain HTTP. */
  private async ask<T>(what: string, byLine: (line: LearnerSocket) => Promise<T>): Promise<T> {
    if (this.#line?.connected) {
      try {
        return await byLine(this.#line);
      } catch (error) {
        if (error instanceof Refusal && error.busy) throw error;
        this.hangUp();
      }
    }
    return this.server.get<T>(`${this.#root}/${what}`);
  }

  private hangUp(): void {
    this.#line?.stop();
    this.#line = null;
  }

  /** A receipt never changes. */
  private async askReceipt(): Promise<void> {
    if (this.receipt.state.value.is !== 'here') await this.receipt.persist(this.#closing.signal);
  }

  /** After the end flags and showings that were never sent are of no use to anybody; answers stay until they are handed in. */
  private async tidy(): Promise<void> {
    if (this.receipt.state.value.is !== 'here') return;
    const needless = this.outbox.pending().filter((entry) => entry.kind !== 'answer');
    await this.outbox.drop(needless.map((entry) => entry.commandId));
  }

  private async send(file: HandInFile): Promise<void> {
    this.#handedIn.value = await this.server.post<HandedIn>(`${this.#root}/hand-in`, file, { tries: 3 });
    await this.result.fetch();
  }

  private async watchResult(): Promise<void> {
    for (let asked = 0; ; asked++) {
      await this.result.persist(this.#closing.signal);
      const state = this.result.state.value;
      const soon = state.is === 'here' && comesSoon(state.value);
      if (!soon || this.#closing.signal.aborted) return;
      await pause(ASK_AGAIN_MS[asked] ?? ASK_AGAIN_LAST_MS, this.#closing.signal);
    }
  }
}

/** Grading by machine, and the opening of a review, which most sessions are cleared in at once. */
const comesSoon = ({ state, pending, review }: ResultView): boolean =>
  (state === 'grading' && pending === 0) || review === 'opening';

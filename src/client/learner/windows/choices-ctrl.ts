import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { newId } from '../../lib/ids';
import { Poll } from '../../lib/poll';
import type { ServerTime } from '../../lib/server-time';
import type { ExamCard } from '../../lib/wire';
import type { RegistrationRequest, WindowChoice, WindowChoices, WindowPlace } from '../../lib/wire-places';
import { askHome } from '../home/home-ctrl';

const EVERY_MS = 30_000;
const WAITING_EVERY_MS = 15_000;
const OFFERED_EVERY_MS = 5_000;

export interface Choices {
  /** Null when the exam is not on the learner's page. */
  exam: ExamCard | null;
  windows: WindowChoice[];
}

/** The windows of an exam that a learner registers for, and what they have in each. */
export class ChoicesCtrl {
  readonly poll: Poll<Choices>;
  readonly asked = new Asked();
  readonly #now = signal(0);
  #timer: ReturnType<typeof setInterval> | null = null;
  readonly #closing = new AbortController();
  /** Asked for once, and anew after each act: a home page costs more than a list of windows. */
  #exam: ExamCard | null | undefined = undefined;

  /** The window the learner has a seat in; null when there is none among these. */
  readonly seat: ReadonlySignal<WindowChoice | null> = computed(() => {
    const state = this.poll.state.value;
    return (state.is === 'here' && state.value.windows.find((window) => window.mine === 'seated')) || null;
  });

  constructor(
    private readonly server: Api,
    private readonly time: ServerTime,
    private readonly examId: string,
  ) {
    this.poll = new Poll(
      () => this.ask(),
      ({ windows }) => everyMs(windows),
    );
  }

  /** The server's time in milliseconds since 1970; changes every second. */
  get now(): ReadonlySignal<number> {
    return this.#now;
  }

  start(): void {
    this.#now.value = this.time.now();
    this.#timer ??= setInterval(() => (this.#now.value = this.time.now()), 1000);
    this.poll.start();
  }

  /** Nobody looks; {@link start} goes on. What the learner has asked for goes on being sent. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.poll.stop();
  }

  /** The page is left. */
  close(): void {
    this.stop();
    this.#closing.abort();
  }

  /**
   * Takes a place, or one in line when there is none; a seat elsewhere is given back for it. Answers with what the learner has then, or
   * null; `asked` says why. One click is one command, however often it has to be sent.
   */
  async register(window: WindowChoice): Promise<WindowPlace['state'] | null> {
    const body: RegistrationRequest = {
      commandId: newId(),
      windowId: window.windowId,
      insteadOf: this.seat.value?.windowId ?? null,
      // What was seen to be free and is taken by then is refused, not waited for.
      waits: window.free === 0 || window.mine === 'offered',
    };
    let state: WindowPlace['state'] | null = null;
    await this.do(async () => {
      const call = this.asked.patient(this.#closing.signal);
      state = (await this.server.post<WindowPlace>('/api/registrations', body, call)).state;
    });
    return state;
  }

  /** Cancels a seat, lets a kept place pass on, or leaves the line. */
  leave(window: WindowChoice): Promise<boolean> {
    const url = `/api/registrations/${encodeURIComponent(window.windowId)}`;
    return this.do(() => this.server.delete(url, this.asked.patient(this.#closing.signal)));
  }

  private async do(call: () => Promise<void>): Promise<boolean> {
    if (this.asked.busy.value) return false;
    const error = await this.asked.run(call);
    this.#exam = undefined;
    await this.poll.now();
    return error === null;
  }

  private async ask(): Promise<Choices> {
    const url = `/api/exams/${encodeURIComponent(this.examId)}/windows`;
    if (this.#exam === undefined) {
      const home = await askHome(this.server, this.time);
      this.#exam =
        home.programs.flatMap((program) => program.exams).find((exam) => exam.examId === this.examId) ?? null;
    }
    let sentAt = performance.now();
    const choices = await this.server.get<WindowChoices>(url, {
      tries: 1,
      sending: () => (sentAt = performance.now()),
    });
    this.time.sync(choices.now, sentAt);
    this.#now.value = this.time.now();
    return { exam: this.#exam, windows: choices.windows };
  }
}

function everyMs(windows: WindowChoice[]): number {
  if (windows.some(({ mine }) => mine === 'offered')) return OFFERED_EVERY_MS;
  return windows.some(({ mine }) => mine === 'waiting') ? WAITING_EVERY_MS : EVERY_MS;
}

const SETTLED_LATER = new Set([
  'learner.not-registered',
  'learner.windows-full',
  'learner.registration-not-open',
  'learner.registration-over',
  'learner.waiting',
  'learner.place-offered',
  'learner.window-closed',
  'learner.window-used',
  'learner.window-not-open',
  'learner.rehearsal-needed',
  'learner.name-unconfirmed',
  'learner.accommodation-pending',
]);

/** What stands between the learner and any of the windows; what ends by itself may let later ones through, and what is settled later all. */
export const hindrances = (exam: ExamCard) =>
  exam.why.filter((reason) => !SETTLED_LATER.has(reason.code) && reason.by !== 'time');

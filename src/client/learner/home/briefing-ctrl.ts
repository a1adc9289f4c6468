import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Load } from '../../lib/load';
import { untilOpen } from '../../lib/opening';
import { Refusal } from '../../lib/refusal';
import type { ServerTime } from '../../lib/server-time';
import type { BriefingView, ExamCard, SessionBegun } from '../../lib/wire';
import { Bell } from './bell';
import { Briefings } from './briefings';
import { cardAt, opening, opensByItself } from './card';
import { askHome } from './home-ctrl';

export interface BriefingEvents {
  warm: () => void;
  minute: () => void;
  open: () => void;
}

/** What to know before an exam, the wait for its opening, and the way in. */
export class BriefingCtrl {
  readonly briefing: Load<BriefingView>;
  readonly asked = new Asked();
  readonly bell: Bell;
  readonly #news = signal<ExamCard | null>(null);
  readonly #closing = new AbortController();

  /** The exam as it stands now. */
  readonly exam: ReadonlySignal<ExamCard | null> = computed(() => {
    const state = this.briefing.state.value;
    const card = this.#news.value ?? (state.is === 'here' ? state.value.exam : null);
    return card && cardAt(card, this.bell.now.value);
  });

  /** Milliseconds until the opening, when that is all there is to wait for; else null. */
  readonly opensIn: ReadonlySignal<number | null> = computed(() => {
    const exam = this.exam.value;
    if (!exam || !opensByItself(exam) || exam.opens === null) return null;
    return Math.max(0, Date.parse(exam.opens) - this.bell.now.value);
  });

  constructor(
    private readonly server: Api,
    private readonly time: ServerTime,
    briefings: Briefings,
    private readonly examId: string,
    /** One for the page, so that beginning twice begins once. */
    private readonly commandId: string,
    events: BriefingEvents,
  ) {
    this.briefing = new Load(() => briefings.get(examId));
    this.bell = new Bell(time, {
      refresh: () => void this.refresh(),
      warm: events.warm,
      minute: events.minute,
      open: events.open,
    });
  }

  async open(): Promise<void> {
    await this.briefing.persist(this.#closing.signal);
    // Whoever came here straight has not heard the server's time yet, which matters only before an opening.
    if (this.exam.value?.standing === 'notYet' && !this.time.known) await this.refresh();
    else this.look();
  }

  close(): void {
    this.#closing.abort();
    this.bell.stop();
  }

  /** The page came to the front: its timers may have slept, and so may the computer. */
  wake(): void {
    if (this.time.doubtful()) void this.refresh();
    else this.bell.tick();
  }

  /** Takes the seat. Answers with the session's id, or null when it could not be had; `asked` says why. */
  async begin(): Promise<string | null> {
    if (this.opensIn.value !== null) return null;
    let session: string | null = null;
    const call = this.asked.patient(this.#closing.signal);
    const body = { commandId: this.commandId, honourCodeAccepted: true };
    const url = `${Briefings.urlOf(this.examId)}/sessions`;
    const error = await this.asked.run(async () => {
      session = (await untilOpen(() => this.server.post<SessionBegun>(url, body, call), call)).sessionId;
    });
    if (error instanceof Refusal && error.notOpenYet) await this.refresh();
    return session;
  }

  /** Hears where the exam stands, and the server's time with it. */
  private async refresh(): Promise<void> {
    const home = await askHome(this.server, this.time).catch(() => null);
    const exams = home?.programs.flatMap((program) => program.exams) ?? [];
    this.#news.value = exams.find((exam) => exam.examId === this.examId) ?? this.#news.value;
    this.look();
  }

  private look(): void {
    if (this.#closing.signal.aborted) return;
    const exam = this.exam.value;
    this.bell.set(exam && opening(exam, this.time.now()));
  }
}

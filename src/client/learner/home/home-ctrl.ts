import type { Api } from '../../lib/api';
import { Load } from '../../lib/load';
import type { ServerTime } from '../../lib/server-time';
import type { ExamCard, HomeView } from '../../lib/wire';
import { Bell } from './bell';
import { opening } from './card';

export interface HomeEvents {
  /** Fetch what the exam's first minute needs. */
  warm: (exam: string) => void;
  minute: (exam: ExamCard) => void;
  open: (exam: ExamCard) => void;
}

/** Asks for the learner's home and takes the server's time from the answer. */
export async function askHome(server: Api, time: ServerTime): Promise<HomeView> {
  let sentAt = performance.now();
  const home = await server.get<HomeView>('/api/home', { sending: () => (sentAt = performance.now()) });
  time.sync(home.now, sentAt);
  return home;
}

/** The learner's exams, and the next opening among them. */
export class HomeCtrl {
  readonly home: Load<HomeView>;
  readonly bell: Bell;
  readonly #closing = new AbortController();

  constructor(
    server: Api,
    private readonly time: ServerTime,
    events: HomeEvents,
  ) {
    this.home = new Load(() => askHome(server, time));
    this.bell = new Bell(time, {
      refresh: () => void this.refresh(),
      warm: (opens) => this.opening(opens).forEach((exam) => events.warm(exam.examId)),
      minute: (opens) => this.opening(opens).forEach(events.minute),
      open: (opens) => {
        this.opening(opens).forEach(events.open);
        this.look();
      },
    });
  }

  async open(): Promise<void> {
    await this.home.persist(this.#closing.signal);
    this.look();
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

  async refresh(): Promise<void> {
    // A refresh that fails must not take the page away.
    const before = this.home.state.value;
    await this.home.fetch();
    if (this.home.state.value.is === 'failed' && before.is === 'here') this.home.put(before.value);
    this.look();
  }

  private look(): void {
    if (this.#closing.signal.aborted) return;
    const openings = this.exams().map((exam) => opening(exam, this.time.now()));
    const next = Math.min(...openings.filter((opens) => opens !== null));
    this.bell.set(Number.isFinite(next) ? next : null);
  }

  private opening(opens: number): ExamCard[] {
    return this.exams().filter((exam) => exam.standing === 'notYet' && Date.parse(exam.opens ?? '') === opens);
  }

  private exams(): ExamCard[] {
    const state = this.home.state.value;
    return state.is === 'here' ? state.value.programs.flatMap((program) => program.exams) : [];
  }
}

import type { Api } from '../../lib/api';
import { Load } from '../../lib/load';
import type { ProgressView } from '../../lib/program-wire';

export interface RecordAttempt {
  sessionId: string;
  examId: string;
  state: string;
  points: number | null;
  maxPoints: number;
  passed: boolean | null;
}

export interface RecordSession {
  sessionId: string;
  examId: string;
  state: string;
  seatedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  windowId: string | null;
}

export interface RecordReview {
  sessionId: string;
  state: string;
  finding: string | null;
}

export interface LearnerRecord {
  learnerId: string;
  legalName: string;
  country: string;
  registrations: { examId: string; windowId: string | null; opens: string | null; closes: string | null }[];
  sessions: RecordSession[];
  attempts: RecordAttempt[];
  credentials: { credentialId: string; title: string; kind: string; issuedAt: string; revokedAt: string | null }[];
  reviews: RecordReview[];
  /** Ids of programs whose exams the learner is registered for or has sat. */
  programs: string[];
}

/** A session with what became of it. */
export interface Sitting extends RecordSession {
  attempt: RecordAttempt | null;
  review: RecordReview | null;
}

export interface LearnerNow {
  record: LearnerRecord;
  sittings: Sitting[];
  /** The programs that the learner has begun. */
  programs: ProgressView[];
}

/** One learner, whole: how far in which program, by what, and what was issued. */
export class LearnerCtrl {
  readonly load: Load<LearnerNow>;
  readonly #url: string;

  constructor(
    private readonly server: Api,
    id: string,
  ) {
    this.#url = `/api/learners/${encodeURIComponent(id)}`;
    this.load = new Load(() => this.ask());
  }

  private async ask(): Promise<LearnerNow> {
    const record = await this.server.get<LearnerRecord>(`${this.#url}/record`);
    const programs = await Promise.all(record.programs.map((program) => this.progress(program)));
    const attempts = new Map(record.attempts.map((attempt) => [attempt.sessionId, attempt]));
    const reviews = new Map(record.reviews.map((review) => [review.sessionId, review]));
    const sittings = record.sessions.map((session) => ({
      ...session,
      attempt: attempts.get(session.sessionId) ?? null,
      review: reviews.get(session.sessionId) ?? null,
    }));
    return { record, sittings, programs };
  }

  private progress(program: string): Promise<ProgressView> {
    return this.server.get<ProgressView>(`${this.#url}/progress/${encodeURIComponent(program)}`);
  }
}

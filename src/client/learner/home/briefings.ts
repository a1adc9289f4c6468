import { api, type Api } from '../../lib/api';
import type { BriefingView } from '../../lib/wire';

const KEPT_MS = 120_000;

/** Briefings, of which some are fetched ahead of an opening, so that the way into the exam asks for none at that moment. */
export class Briefings {
  readonly #kept = new Map<string, { view: BriefingView; at: number }>();

  constructor(private readonly server: Api) {}

  static urlOf = (exam: string): string => `/api/exams/${encodeURIComponent(exam)}`;

  async get(exam: string): Promise<BriefingView> {
    const kept = this.#kept.get(exam);
    this.#kept.delete(exam);
    return kept && performance.now() - kept.at < KEPT_MS ? kept.view : this.fetch(exam);
  }

  /** Fetches one to keep. Silent when it fails: it is fetched when it is needed. */
  async ahead(exam: string): Promise<void> {
    const view = await this.fetch(exam).catch(() => null);
    if (view) this.#kept.set(exam, { view, at: performance.now() });
  }

  private fetch(exam: string): Promise<BriefingView> {
    return this.server.get<BriefingView>(`${Briefings.urlOf(exam)}/briefing`);
  }
}

export const briefings = new Briefings(api);

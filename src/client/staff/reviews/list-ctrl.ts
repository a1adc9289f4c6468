import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Load } from '../../lib/load';
import { problemOf } from '../../lib/ui/notice';
import type { ListedState, ReviewList, ReviewSummary } from '../../lib/review-wire';
import type { Problem } from '../../lib/wire';

export type ListedBy = 'open' | 'all' | ListedState;

export const listedBy: readonly ListedBy[] = [
  'open',
  'looking',
  'asked',
  'readyToFind',
  'found',
  'appealed',
  'settled',
  'clearedByPolicy',
  'all',
];

export interface ReviewRoom {
  id: string;
  title: string;
  number: number;
}

/** What is needed here of the rooms of one window or exam. */
interface RoomsOfMine {
  title: string;
  rooms: { id: string; number: number }[];
}

/** Reviews, those first that wait for somebody's decision; page by page, by state and exam. */
export class ReviewsCtrl {
  readonly first: Load<ReviewList>;
  readonly #state = signal<ListedBy>('open');
  readonly #exam = signal('');
  readonly #more = signal<ReviewSummary[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #exams = signal<{ id: string; title: string }[]>([]);
  readonly #rooms = signal<ReviewRoom[]>([]);
  readonly #room = signal('');

  readonly reviews: ReadonlySignal<ReviewSummary[]> = computed(() => {
    const state = this.first.state.value;
    return state.is === 'here' ? [...state.value.reviews, ...this.#more.value].sort(urgentFirst) : [];
  });

  /** @param ofRooms true for a proctor, who sees reviews of one of their own rooms at a time */
  constructor(
    private readonly server: Api,
    readonly ofRooms = false,
  ) {
    this.first = new Load(() => this.ask());
  }

  /** A proctor's own rooms; none for staff, who see all. */
  get rooms(): ReadonlySignal<ReviewRoom[]> {
    return this.#rooms;
  }

  get room(): ReadonlySignal<string> {
    return this.#room;
  }

  showRoom(room: string): Promise<void> {
    this.#room.value = room;
    return this.open();
  }

  get state(): ReadonlySignal<ListedBy> {
    return this.#state;
  }

  get exam(): ReadonlySignal<string> {
    return this.#exam;
  }

  /** The exams seen in any list so far, by title. */
  get exams(): ReadonlySignal<{ id: string; title: string }[]> {
    return this.#exams;
  }

  /** True when there are more to fetch. */
  get hasMore(): ReadonlySignal<string | null> {
    return this.#next;
  }

  /** Why the next part did not come. */
  get problem(): ReadonlySignal<Problem | null> {
    return this.#problem;
  }

  show(state: ListedBy, exam: string): Promise<void> {
    this.#state.value = state;
    this.#exam.value = exam;
    return this.open();
  }

  async open(): Promise<void> {
    this.#more.value = [];
    this.#problem.value = null;
    await this.first.fetch();
    const state = this.first.state.value;
    this.took(state.is === 'here' ? state.value : { reviews: [], next: null });
  }

  async fetchMore(): Promise<void> {
    const after = this.#next.value;
    if (after === null) return;
    this.#problem.value = null;
    try {
      const page = await this.server.get<ReviewList>(this.url(after));
      if (after !== this.#next.value) return;
      this.#more.value = [...this.#more.value, ...page.reviews];
      this.took(page);
    } catch (error) {
      this.#problem.value = problemOf(error);
    }
  }

  private async ask(): Promise<ReviewList> {
    if (this.ofRooms && this.#rooms.value.length === 0) {
      const { rooms } = await this.server.get<{ rooms: RoomsOfMine[] }>('/api/rooms');
      this.#rooms.value = rooms.flatMap(({ title, rooms: mine }) =>
        mine.map(({ id, number }) => ({ id, title, number })),
      );
      this.#room.value = this.#rooms.value[0]?.id ?? '';
    }
    // Without a room there is nothing that a proctor could be shown.
    if (this.ofRooms && this.#room.value === '') return { reviews: [], next: null };
    return this.server.get<ReviewList>(this.url(null));
  }

  private took({ reviews, next }: ReviewList): void {
    this.#next.value = next;
    const titles = new Map(this.#exams.value.map(({ id, title }) => [id, title]));
    for (const { examId, examTitle } of reviews) titles.set(examId, examTitle);
    this.#exams.value = [...titles]
      .map(([id, title]) => ({ id, title }))
      .sort((a, b) => a.title.localeCompare(b.title));
  }

  private url(after: string | null): string {
    const query = new URLSearchParams({ state: this.#state.value, limit: '100' });
    if (this.#exam.value) query.set('exam', this.#exam.value);
    if (this.#room.value) query.set('room', this.#room.value);
    if (after) query.set('after', after);
    return `/api/reviews?${query.toString()}`;
  }
}

/** What somebody has to do comes before what only waits; overdue and serious first, then by attention, then the oldest. */
const rank = ({ state, overdue, serious }: ReviewSummary): number => {
  if (overdue) return 0;
  if (state === 'appealed' || state === 'readyToFind') return 1;
  if (state === 'looking') return serious ? 2 : 3;
  return 4;
};

const urgentFirst = (a: ReviewSummary, b: ReviewSummary): number =>
  rank(a) - rank(b) || b.attention - a.attention || Date.parse(a.openedAt) - Date.parse(b.openedAt);

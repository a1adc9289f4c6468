import type { SeatOrder, SeatPage, SeatsTaken, SeatState, SeatView, WindowPlan, WindowView } from '../../lib/wire';
import { stateAt } from '../../staff/windows/concerns';
import { readCsv } from '../../staff/windows/seat-lines';
import { iso, No } from './session';

interface Planned extends WindowPlan {
  id: string;
  cancelled: boolean;
  seats: Map<string, SeatView>;
}

const HOUR = 3_600_000;
const PAGE = 100;

/** Windows by the real rules, small: plans, seats within a capacity, what an opening fixes. Time comes from the caller. */
export class FakeWindows {
  readonly all = new Map<string, Planned>();
  known: (learnerId: string) => boolean = (id) => !id.startsWith('nobody');

  constructor(private readonly now: () => number) {}

  /** A school with a window open, one to come and one past. */
  fill(): void {
    const now = this.now();
    const exam = { examId: 'scm-inventory', capacity: 400 };
    this.put('scm-2026-11', {
      ...exam,
      title: 'November sitting',
      opens: iso(now - HOUR),
      closes: iso(now + 3 * HOUR),
    });
    this.put('scm-2026-12', {
      ...exam,
      examId: 'sc2x',
      title: 'December sitting, for all who could not come in November',
      opens: iso(now + 20 * 24 * HOUR),
      closes: iso(now + 20 * 24 * HOUR + 4 * HOUR),
      capacity: 250,
    });
    this.put('scm-2026-05', {
      ...exam,
      title: 'May sitting',
      opens: iso(now - 30 * HOUR),
      closes: iso(now - 26 * HOUR),
    });
    for (let n = 0; n < 263; n++) this.seat('scm-2026-11', n, states[(n * 7) % states.length] ?? 'seated');
    for (let n = 0; n < 40; n++)
      this.seat('scm-2026-05', n, n % 9 === 0 ? 'seated' : n % 4 === 0 ? 'submitted' : 'released');
  }

  seat(windowId: string, n: number, state: SeatState): void {
    const begun = ['running', 'submitted', 'graded', 'released'].includes(state);
    const marked = state === 'graded' || state === 'released';
    const learnerId = `L${String(100_000 + n * 37)}`;
    this.all.get(windowId)?.seats.set(learnerId, {
      learnerId,
      legalName: names[n % names.length] ?? '',
      timeMultiplierPercent: n % 25 === 3 ? 150 : 100,
      state,
      startedAt: begun ? iso(this.now() - HOUR + n * 1000) : null,
      endedAt: begun && state !== 'running' ? iso(this.now() - n * 1000) : null,
      points: marked ? 4 + (n % 8) : null,
      maxPoints: marked ? 12 : null,
      passed: marked ? n % 8 > 2 : null,
    });
  }

  answer(method: string, url: URL, body: unknown): unknown {
    const [, , , id = '', part = '', learner = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (id === '') return { windows: this.list(url.searchParams).map((window) => cardOf(this.view(window))) };
    if (method === 'PUT' && part === '') return this.view(this.put(id, body as WindowPlan));
    const window = this.all.get(id);
    if (!window) throw new No(404, 'window.unknown', 'There is no such window.');
    if (method === 'GET') return part === '' ? this.view(window) : page(window, url.searchParams);
    if (method === 'DELETE') return part === '' ? this.cancel(window) : window.seats.delete(learner);
    if (learner === 'csv') return this.file(window, String(body));
    return this.take(window, (body as { seats: SeatOrder[] }).seats);
  }

  view(window: Planned): WindowView {
    const seats = [...window.seats.values()];
    const count = (...states: SeatState[]) => seats.filter((seat) => states.includes(seat.state)).length;
    const { id, examId, title, opens, closes, capacity } = window;
    const planned = { state: window.cancelled ? ('cancelled' as const) : ('planned' as const), opens, closes };
    return {
      id,
      examId,
      examTitle: titles[examId] ?? examId,
      title,
      opens,
      closes,
      capacity,
      state: stateAt(planned, this.now()),
      now: iso(this.now()),
      figures: {
        seats: seats.length - count('released-seat'),
        prepared: count('prepared'),
        running: count('running'),
        submitted: count('submitted'),
        graded: count('graded'),
        released: count('released'),
        passed: seats.filter((seat) => seat.passed).length,
        notStarted: count('seated', 'prepared'),
      },
    };
  }

  private list(query: URLSearchParams): Planned[] {
    const from = Date.parse(query.get('from') ?? '1970-01-01T00:00:00Z');
    return [...this.all.values()].filter((window) => Date.parse(window.closes) > from);
  }

  private put(id: string, plan: WindowPlan): Planned {
    const before = this.all.get(id);
    const problems = before ? this.fixed(before, plan) : [];
    if (!titles[plan.examId]) throw new No(404, 'exam.unknown', 'There is no such exam.', undefined, 'examId');
    const [first] = problems;
    if (first) throw new No(422, first.code, first.message, undefined, first.where);
    const { examId, title, opens, closes, capacity } = plan;
    const window = { id, examId, title, opens, closes, capacity, cancelled: false, seats: before?.seats ?? new Map() };
    this.all.set(id, window);
    return window;
  }

  private fixed(before: Planned, plan: WindowPlan) {
    const opened = Date.parse(before.opens) <= this.now();
    const problems = [];
    if (plan.capacity < before.seats.size)
      problems.push({
        code: 'window.seats-taken',
        message: `${before.seats.size} seats are taken.`,
        where: 'capacity',
      });
    if (opened && Date.parse(plan.opens) !== Date.parse(before.opens))
      problems.push({ code: 'window.opened', message: 'The window has opened already.', where: 'opens' });
    return problems;
  }

  private cancel(window: Planned): void {
    if (Date.parse(window.opens) <= this.now())
      throw new No(409, 'window.opened', 'The window has opened: it is cancelled no more.');
    window.cancelled = true;
    window.seats.clear();
  }

  private file(window: Planned, text: string): SeatsTaken {
    const { seats, bad } = readCsv(text);
    const [first] = bad;
    if (first) throw new No(400, 'input.csv', 'This line cannot be read.', undefined, `line ${first.line}`);
    return this.take(window, seats);
  }

  private take(window: Planned, orders: SeatOrder[]): SeatsTaken {
    const sum: SeatsTaken = { taken: 0, known: 0, refused: [] };
    for (const { learnerId, timeMultiplierPercent } of orders) {
      const full = window.seats.size >= window.capacity;
      if (window.seats.has(learnerId)) sum.known++;
      else if (!this.known(learnerId))
        sum.refused.push({ learnerId, code: 'learner.unknown', message: 'There is no such learner.' });
      else if (full) sum.refused.push({ learnerId, code: 'window.full', message: 'The window is full.' });
      else {
        sum.taken++;
        const seat = { learnerId, legalName: '', timeMultiplierPercent: timeMultiplierPercent ?? 100 };
        window.seats.set(learnerId, { ...seat, state: 'seated' });
      }
    }
    return sum;
  }
}

function page(window: Planned, query: URLSearchParams): SeatPage {
  const after = query.get('after') ?? '';
  const limit = Number(query.get('limit') ?? PAGE);
  const rest = [...window.seats.values()]
    .filter((seat) => seat.learnerId > after)
    .sort((a, b) => (a.learnerId < b.learnerId ? -1 : 1));
  const seats = rest.slice(0, limit);
  return { seats, next: rest.length > limit ? (seats.at(-1)?.learnerId ?? null) : null };
}

const cardOf = ({ figures, ...card }: WindowView) => ({ ...card, seats: figures.seats });

const titles: Record<string, string> = {
  'scm-inventory': 'Inventory and supply chains: final examination',
  sc2x: 'Supply chain design',
  sc0x: 'Supply chain analytics',
};

const states: SeatState[] = [
  'running',
  'running',
  'seated',
  'submitted',
  'running',
  'prepared',
  'graded',
  'running',
  'released-seat',
];

const names = [
  'Amina Okonkwo-Lindqvist',
  'Zoë Fernández',
  'Արամ Պետրոսյան',
  'Nguyễn Văn An',
  'Li Wei',
  'Bartholomew Featherstonehaugh-Cholmondeley',
  '',
];

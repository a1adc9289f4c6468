import type { ExamCard, HomeView } from '../../lib/wire';
import type { Entitlements, Reason, WindowChoice, WindowChoices, WindowPlace } from '../../lib/wire-places';
import { card, noAccommodation } from './samples';
import { iso, No } from './session';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Registration by the real rules, small: one learner among others, windows with places, a line, entitlements. */
export class FakePlaces {
  readonly windows: WindowChoice[] = [];
  readonly commands: string[] = [];
  readonly vouchers = new Map([['SPRING-2026', 'scm-comprehensive']]);
  readonly facts: Entitlements = {
    legalName: 'Amina Okonkwo-Lindqvist',
    nameConfirmed: false,
    programs: ['scm'],
    payments: [],
    courseGrades: [],
    requests: [],
  };

  constructor(readonly now: () => number) {}

  fill(): void {
    this.put('scm-jan', 'January sitting', 20, { free: 12 });
    this.put('scm-feb', 'February sitting, with an evening session for the Americas', 50, { free: 0, waiting: 4 });
    this.put('scm-mar', 'March sitting', 80, { registration: 'notYet', registrationFrom: iso(this.now() + 10 * DAY) });
    this.put('scm-dec', 'December sitting', 2, { registration: 'over' });
  }

  put(windowId: string, title: string, inDays: number, more: Partial<WindowChoice> = {}): WindowChoice {
    const opens = this.now() + inDays * DAY;
    const window: WindowChoice = {
      windowId,
      title,
      opens: iso(opens),
      closes: iso(opens + 4 * HOUR),
      registration: 'open',
      registrationFrom: null,
      registrationUntil: iso(opens - HOUR),
      changeUntil: iso(opens - 2 * DAY),
      free: 1,
      waiting: 0,
      mine: 'none',
      position: null,
      offeredUntil: null,
      ...more,
    };
    this.windows.push(window);
    return window;
  }

  /** The exam these windows are of, as it stands on the learner's page. */
  exam(): ExamCard {
    const why = this.why();
    return card(this.now(), {
      examId: 'scm-comprehensive',
      title: 'Comprehensive examination',
      courseId: '',
      standing: why.length === 0 ? 'ready' : this.facts.payments.length === 0 ? 'needsPayment' : 'notRegistered',
      opens: null,
      closes: null,
      reasons: why.map(({ code, message }) => ({ code, message })),
      why,
      choosesWindow: this.windows.length > 0,
    });
  }

  answer(method: string, path: string, body: Record<string, unknown>): unknown {
    const [, , room = '', id = ''] = path.split('/').map(decodeURIComponent);
    if (room === 'exams') return this.choices(id);
    if (room === 'registrations' && method === 'POST') return this.register(body);
    if (room === 'registrations') return this.leave(this.find(id));
    if (room === 'entitlements') return this.facts;
    if (room === 'vouchers') return this.redeem(String(body['code']));
    if (room === 'legal-name') return this.confirm(String(body['legalName']));
    if (room === 'accommodation-requests') return this.request(method, id, body);
    throw new No(404, 'http.404');
  }

  private why(): Reason[] {
    const why: Reason[] = [];
    const add = (code: string, message: string, remedy: string, by: Reason['by'] = 'learner') =>
      why.push({ code, message, remedy, by, endsAt: null });
    if (this.facts.payments.length === 0)
      add('learner.not-paid', 'This exam has not been paid for.', 'Pay for it, or redeem a voucher.');
    if (!this.windows.some(({ mine }) => mine === 'seated'))
      add('learner.not-registered', 'You are not registered for this exam.', 'Choose a window.');
    if (!this.facts.nameConfirmed)
      add(
        'learner.name-unconfirmed',
        'You have not confirmed your legal name.',
        'Confirm that it is as on your identity document.',
      );
    return why;
  }

  private choices(examId: string): WindowChoices {
    for (const window of this.windows)
      if (window.offeredUntil !== null && Date.parse(window.offeredUntil) <= this.now())
        Object.assign(window, { mine: 'none', offeredUntil: null });
    const windows = examId === 'scm-comprehensive' ? structuredClone(this.windows) : [];
    return { examId, now: iso(this.now()), windows };
  }

  private register(body: Record<string, unknown>): WindowPlace {
    const window = this.find(String(body['windowId']));
    const before = this.windows.find(({ mine }) => mine === 'seated');
    this.commands.push(String(body['commandId']));
    if (this.facts.payments.length === 0) throw new No(409, 'learner.not-paid', 'This exam has not been paid for.');
    if (before && before !== window && before.windowId !== body['insteadOf'])
      throw new No(409, 'learner.registered-elsewhere', 'You have a seat in another window of this exam.');
    if (window.mine !== 'seated' && window.mine !== 'offered' && window.free === 0) {
      if (body['waits'] !== true) throw new No(409, 'window.full', 'The window is full.');
      if (window.mine === 'none') Object.assign(window, { mine: 'waiting', waiting: window.waiting + 1 });
      window.position = window.waiting;
    } else if (window.mine !== 'seated') {
      if (window.mine === 'none') window.free--;
      Object.assign(window, { mine: 'seated', position: null, offeredUntil: null });
      if (before && before !== window) Object.assign(before, { mine: 'none', free: before.free + 1 });
    }
    return { windowId: window.windowId, state: window.mine, position: window.position, offeredUntil: null };
  }

  private leave(window: WindowChoice): null {
    if (window.mine === 'seated' && Date.parse(window.changeUntil) <= this.now())
      throw new No(409, 'window.change-too-late', 'It is too late to change or cancel.');
    if (window.mine === 'seated') window.free++;
    if (window.mine === 'waiting' || window.mine === 'offered') window.waiting = Math.max(0, window.waiting - 1);
    Object.assign(window, { mine: 'none', position: null, offeredUntil: null });
    return null;
  }

  private redeem(code: string): unknown {
    const examId = this.vouchers.get(code.toUpperCase());
    if (examId === undefined) throw new No(404, 'voucher.unknown', 'There is no such voucher.');
    if (this.facts.payments.length === 0)
      this.facts.payments.push({ reference: '', examId, programId: null, byVoucher: true, at: iso(this.now()) });
    return { examId };
  }

  private confirm(name: string): null {
    if (name !== this.facts.legalName) throw new No(409, 'learner.name-differs', 'The name has changed meanwhile.');
    this.facts.nameConfirmed = true;
    return null;
  }

  private request(method: string, id: string, body: Record<string, unknown>): null {
    if (method === 'DELETE') {
      const asked = this.facts.requests.find(({ requestId }) => requestId === id);
      if (asked) asked.state = 'withdrawn';
    } else if (!this.facts.requests.some(({ requestId }) => requestId === body['requestId'])) {
      const wish = String(body['wish']);
      const requestId = String(body['requestId']);
      this.facts.requests.push({
        requestId,
        wish,
        askedAt: iso(this.now()),
        state: 'pending',
        reason: '',
        answeredAt: null,
      });
    }
    return null;
  }

  private find(id: string): WindowChoice {
    const window = this.windows.find(({ windowId }) => windowId === id);
    if (!window) throw new No(404, 'window.unknown');
    return window;
  }
}

/** A home page with the exam of these windows beside the others. */
export const withPlaces = (home: HomeView, places: FakePlaces): HomeView => ({
  ...home,
  programs: home.programs.map((program) => ({ ...program, exams: [...program.exams, places.exam()] })),
});

/** What staff see of it: the same reasons, requests, vouchers, and the terms of a window with its waiting list. Undefined for anything else. */
export function answerOfSupport(places: FakePlaces, path: string, method: string): unknown {
  const [, , room = '', id = '', part = ''] = path.split('/').map(decodeURIComponent);
  const now = places.now();
  if (room === 'learners' && method === 'GET' && part === 'eligibility') {
    const { title, why, standing } = places.exam();
    return {
      learnerId: id,
      examId: 'scm-comprehensive',
      examTitle: title,
      now: iso(now),
      mayBegin: why.length === 0,
      standing,
      reasons: [...why, { ...COOLING, endsAt: iso(now + 9 * DAY) }],
      attemptsAllowed: 2,
      attemptsUsed: 1,
      windowId: null,
      opens: null,
      closes: null,
    };
  }
  if (room === 'learners' && method === 'GET' && part === 'entitlements') return places.facts;
  if (room === 'learners' && part === 'accommodation') return noAccommodation;
  if (room === 'learners') return null;
  if (room === 'accommodation-requests') return { requests: pending(now) };
  if (room === 'vouchers' && method === 'PUT') return null;
  if (room === 'vouchers')
    return { vouchers: [voucher('KJ7M-2QPX-V9RT', 20, 7, now), voucher('WX3B-8HNC-4DFG', 1, 1, null)], next: null };
  if (room === 'windows' && part === 'registration') return method === 'GET' ? registration(now) : null;
  if (room === 'windows' && part === 'waiting') return { waiting: line(now), next: null };
  return undefined;
}

const COOLING: Reason = {
  code: 'learner.cooling-off',
  message: 'Some time has to pass between two attempts.',
  remedy: '',
  by: 'time',
  endsAt: null,
};

const pending = (now: number) => [
  {
    requestId: 'aaaaaaaa-0000-7000-8000-000000000001',
    learnerId: 'L100037',
    legalName: 'Nguyễn Thị Minh Khai',
    wish: 'I have dyslexia and have had a quarter more time in all my courses. My school can confirm it.',
    askedAt: iso(now - 3 * DAY),
  },
];

const voucher = (code: string, uses: number, used: number, now: number | null) => ({
  code,
  examId: 'scm-comprehensive',
  uses,
  used,
  until: now === null ? null : iso(now + 60 * DAY),
});

const registration = (now: number) => ({
  terms: { from: null, endsBeforeMinutes: 60, changeBeforeMinutes: 2880, offerMinutes: 1440 },
  openUntil: iso(now + 20 * DAY - HOUR),
  changeUntil: iso(now + 18 * DAY),
  free: 0,
  waiting: 2,
});

const line = (now: number) => [
  {
    learnerId: 'L100111',
    legalName: 'Zoë Lindqvist',
    number: 4,
    since: iso(now - 5 * DAY),
    offeredUntil: iso(now + 9 * HOUR),
  },
  { learnerId: 'L100222', legalName: '', number: 5, since: iso(now - DAY), offeredUntil: null },
];

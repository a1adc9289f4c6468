import type { Entry, HandInFile, LedgerSpan, MarkingView, MarkResponse, Me } from '../../lib/wire';
import { briefing, credential, home, ids, markingOf, queue, result, sampleExam } from './samples';
import { answerOfSupport, FakePlaces, withPlaces } from './places';
import { FakeReviews } from './reviews';
import { ids as reviewIds, kept } from './review-samples';
import { FakeSession, iso, No } from './session';
import { answerOfWatch } from './network';
import { FakeWatch, type FakePolicy } from './watch';
import { FakeRoom, fillRoom, people } from './room';
import { FakePrograms } from './programs';
import { FakeWindows } from './windows';

export interface Asked {
  method: string;
  url: URL;
  body: Record<string, unknown>;
  user: string | null;
}

export interface Answered {
  status: number;
  body: unknown;
  user?: string | null;
  retryAfter?: number;
}

/** A whole small school for looking at the pages: any password but "wrong" signs in; there is no hub. */
export class Site {
  /** While true every call is answered 503, as a restarting server does. */
  busy = false;
  /** When the first exam opens, in milliseconds since 1970; open when not set. */
  opens: number | undefined;
  readonly windows: FakeWindows;
  readonly programs: FakePrograms;
  readonly reviews = new FakeReviews();
  readonly places: FakePlaces;
  readonly sessions = new Map<string, FakeSession>();
  readonly watches = new Map<string, FakeWatch>();
  room: FakeRoom;
  #marking: MarkingView = markingOf();

  constructor(
    private readonly handInKey: string,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.windows = new FakeWindows(now);
    this.programs = new FakePrograms(now);
    this.windows.fill();
    this.places = new FakePlaces(now);
    this.places.fill();
    this.room = this.fillRoom(50);
    const graded = this.seat(ids.graded);
    graded.startedAt = Date.parse('2026-10-02T08:00:00Z');
    graded.end('submitted', 'learner');
    graded.endedAt = Date.parse('2026-10-02T09:12:00Z');
    const reviewed = this.seat(reviewIds.mine);
    reviewed.startedAt = Date.parse('2026-11-24T09:00:00Z');
    reviewed.end('submitted', 'learner');
    reviewed.endedAt = Date.parse('2026-11-24T09:20:00Z');
  }

  answer(asked: Asked): Answered {
    try {
      return this.route(asked);
    } catch (error) {
      if (!(error instanceof No)) throw error;
      const { status, code, message, problem, retryAfter } = error;
      const body = { type: 'about:blank', title: message, status, code, problems: [problem] };
      return retryAfter === undefined ? { status, body } : { status, body, retryAfter };
    }
  }

  seat(id: string, more: Parameters<typeof sampleExam>[0] = {}): FakeSession {
    const session = new FakeSession(id, sampleExam({ handInKey: this.handInKey, ...more }), this.now);
    this.sessions.set(id, session);
    return session;
  }

  /** A proctor's room in the middle of an exam. */
  fillRoom(n: number): FakeRoom {
    this.room = new FakeRoom(undefined, this.now);
    fillRoom(this.room, n, this.now());
    return this.room;
  }

  /** A seat in a proctored exam. */
  watch(id: string, policy: Partial<FakePolicy> = {}): FakeWatch {
    const watch = new FakeWatch(this.seat(id), this.now, policy);
    this.watches.set(id, watch);
    return watch;
  }

  private route(asked: Asked): Answered {
    const [, , room = '', id = '', part = '', more = ''] = asked.url.pathname.split('/');
    if (room === 'credentials') return this.credential(id);
    if (this.busy) throw new No(503, 'server.busy', 'Busy.', 2);
    if (room === 'account') return this.account(asked, id);
    if (asked.user === null) throw new No(401, 'account.signed-out');
    if (room === 'home') return ok(withPlaces(home(this.now(), this.running(), this.opens), this.places));
    const places = answerOfPlaces(this.places, asked);
    if (places !== undefined) return places === null ? { status: 204, body: null } : ok(places);
    if (room === 'exams' && part === 'briefing') return ok(briefing(this.now(), this.opens));
    if (room === 'exams' && part === 'sessions' && this.now() < (this.opens ?? 0))
      throw new No(409, 'learner.window-not-open', 'This exam has not opened yet.');
    if (room === 'exams' && part === 'sessions') return ok({ sessionId: this.begin() });
    if (room === 'reviews' || part === 'flag-rules')
      return ok(this.reviews.answer(asked.method, asked.url, asked.body));
    if (room === 'sessions' && id === reviewIds.review && part === 'evidence' && !more) return ok(kept());
    if (room === 'sessions' && part === 'review') return ok(this.reviews.mine(asked.method, more, asked.body));
    if (room === 'marking') return this.mark(asked, id);
    if (room === 'programs') return ok(this.programs.answer(asked.method, asked.url, asked.body, ids.credential) ?? {});
    if (room === 'windows') return ok(this.windows.answer(asked.method, asked.url, asked.body) ?? {});
    if (room === 'rooms') return ok(this.room.answer(asked.method, asked.url, asked.body));
    if (room === 'proctors') return ok({ proctors: people });
    if (room === 'ice-servers') return ok({ iceServers: [] });
    if (room === 'sessions' && this.room.sittings.has(id) && asked.method === 'GET') return ok({ items: [] });
    if (room === 'sessions') return ok(this.session(asked, id, part, more));
    throw new No(404, 'http.404');
  }

  private account({ method, body, user }: Asked, act: string): Answered {
    if (act === 'sign-out') return { status: 204, body: null, user: null };
    if (method === 'GET' && user === null) throw new No(401, 'account.signed-out');
    if (act === 'sign-in' && body['password'] === 'wrong') throw new No(401, 'account.bad-credentials');
    const name = act === 'sign-in' ? String(body['userName']) : (user ?? '');
    const role = ['grader', 'staff', 'proctor'].find((one) => name.startsWith(one)) ?? 'learner';
    const displayName =
      { grader: 'G. Marker', staff: 'S. Planner', proctor: 'Grace Okafor' }[role] ?? 'Amina Okonkwo-Lindqvist';
    const me: Me = {
      id: role === 'proctor' ? 'p-mine' : `p-${role}`,
      userName: name,
      displayName,
      roles: role === 'staff' ? ['staff', 'grader'] : [role],
    };
    return { status: 200, body: me, user: name };
  }

  private credential(id: string): Answered {
    if (id !== ids.credential && id !== ids.revoked) {
      const body = { code: 'credential.unknown', title: 'Unknown', problems: [] };
      return { status: 404, body };
    }
    return ok(credential(id));
  }

  private running(): string | null {
    for (const session of this.sessions.values()) if (!session.over()) return session.id;
    return null;
  }

  private begin(): string {
    return this.running() ?? this.seat(ids.session).id;
  }

  private mark({ method, body }: Asked, id: string): Answered {
    if (id === '') return ok(queue());
    if (method === 'PUT') {
      const mark = body as unknown as MarkResponse;
      const responses = this.#marking.responses.map((one) =>
        one.item === mark.item && one.field === mark.field
          ? { ...one, points: mark.points, comment: mark.comment }
          : one,
      );
      this.#marking = { ...this.#marking, responses };
    }
    return ok(this.#marking);
  }

  private session({ method, url, body }: Asked, id: string, part: string, more: string): unknown {
    const session = this.sessions.get(id);
    if (!session) throw new No(404, 'session.unknown');
    const device = String(body['device'] ?? url.searchParams.get('device'));
    if (part === '' && method === 'GET') return session.view(device);
    if (part === 'start') return session.start(device);
    if (part === 'break' && more === 'end') return session.endBreak(device);
    if (part === 'break') return session.takeBreak(device, Number(body['minutes']));
    if (part === 'lease') return session.takeOver(device);
    if (part === 'sections') return session.enter(device, Number(more));
    if (part === 'entries') return session.save(device, body['entries'] as Entry[]);
    if (part === 'presence') return session.presence(device);
    if (part === 'submit') return session.submit(device, Number(body['lastSeq']));
    if (part === 'receipt') return session.receipt();
    if (part === 'result' && id === reviewIds.mine)
      return { ...result(), ...waiting(session), ...this.reviews.result() };
    if (part === 'result') return id === ids.graded ? result() : { ...result(), ...waiting(session) };
    if (part === 'ledger') return { spans: ledger(this.now()) };
    if (part === 'hand-in')
      return { taken: (body as unknown as HandInFile).ciphertext.length > 0 ? 2 : 0, alreadyThere: 1 };
    const watch = this.watches.get(id);
    const answer = watch ? answerOfWatch(watch, url.pathname.split('/').slice(4), device, body) : null;
    if (answer === null) throw new No(404, 'http.404');
    return answer;
  }
}

const ledger = (now: number): LedgerSpan[] => [
  { cause: 'working', from: iso(now - 4_000_000), to: iso(now - 2_000_000), ms: 2_000_000, why: '' },
  { cause: 'paused', from: iso(now - 2_000_000), to: iso(now - 1_400_000), ms: 600_000, why: 'technical' },
  { cause: 'added', from: iso(now - 1_400_000), to: null, ms: 300_000, why: 'routine' },
  { cause: 'working', from: iso(now - 1_400_000), to: iso(now), ms: 1_400_000, why: '' },
];

/** What is the learners' own, and what staff see of them; undefined for what is neither. */
function answerOfPlaces(places: FakePlaces, { method, url, body, user }: Asked): unknown {
  const [, , room = '', , part = '', more = ''] = url.pathname.split('/');
  if (user?.startsWith('staff')) return answerOfSupport(places, url.pathname, method);
  if (room === 'exams' && part === 'windows') return places.answer(method, url.pathname, body);
  const own = ['registrations', 'entitlements', 'vouchers', 'legal-name', 'accommodation-requests'];
  return own.includes(room) && more === '' ? places.answer(method, url.pathname, body) : undefined;
}

const ok = (body: unknown): Answered => ({ status: 200, body });

const waiting = (session: FakeSession) => ({
  sessionId: session.id,
  state: 'grading' as const,
  score: null,
  passed: null,
  pending: 1,
  fields: [],
  items: [],
  credentialId: null,
});

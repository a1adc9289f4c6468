import 'fake-indexeddb/auto';
import { afterEach, beforeEach, vi } from 'vitest';
import { Api } from '../lib/api';
import { newId } from '../lib/ids';
import { Outbox } from '../lib/outbox';
import { SessionCtrl } from '../learner/session/ctrl';
import { SessionServer } from '../learner/session/server';
import { smallExam } from './fake/exam';
import { FakeNetwork } from './fake/network';
import { FakeSession, type FakeExam } from './fake/session';
import { FakeWatch, type FakePolicy } from './fake/watch';

/** setImmediate stays real: fake-indexeddb runs on it, and so does {@link settle}. */
export function useFakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
      now: Date.parse('2026-11-24T09:00:00Z'),
    });
  });
  afterEach(() => vi.useRealTimers());
}

/** Lets everything that waits for nothing but its turn have it. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Passes time in small steps, so that what one timer starts the next can finish. */
export async function pass(ms: number, stepMs = 250): Promise<void> {
  await settle();
  for (let gone = 0; gone < ms; gone += stepMs) {
    vi.advanceTimersByTime(Math.min(stepMs, ms - gone));
    await settleShort();
  }
  await settle();
}

async function settleShort(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A session with its server; pages open on it as windows do. */
export class Rig {
  readonly session: FakeSession;
  readonly network: FakeNetwork;
  readonly warnings: number[] = [];
  readonly #open = new Set<SessionCtrl>();

  readonly watch: FakeWatch | null;

  /** @param policy watches over the session by it; unproctored when not given */
  constructor(more: Partial<FakeExam> = {}, policy: Partial<FakePolicy> | null = null) {
    // The server's clock is the monotonic one, so tests may turn the wall clock as they like.
    const start = Date.now() - performance.now();
    const now = () => start + performance.now();
    this.session = new FakeSession(newId(), smallExam(more), now);
    this.watch = policy && new FakeWatch(this.session, now, policy);
    this.network = new FakeNetwork(this.session, this.watch);
  }

  async window(device = newId()): Promise<SessionCtrl> {
    const api = new Api(this.network.fetch, () => 'XSRF-TOKEN=token');
    api.onSignedOut = this.onSignedOut;
    const ctrl = new SessionCtrl({
      server: new SessionServer(api, this.session.id, device),
      outbox: await Outbox.open(this.session.id, newId),
      connect: this.network.connect,
      warn: (share) => this.warnings.push(share),
    });
    this.#open.add(ctrl);
    const opening = ctrl.open();
    await settle();
    await opening;
    return ctrl;
  }

  onSignedOut: (() => Promise<boolean>) | null = null;

  /** A window in which the exam has been started. */
  async started(device = newId()): Promise<SessionCtrl> {
    const ctrl = await this.window(device);
    const starting = ctrl.start();
    await settle();
    await starting;
    await settle();
    return ctrl;
  }

  /** The window is gone without a word: nothing of it runs any more. */
  crash(ctrl: SessionCtrl): void {
    ctrl.close();
    this.#open.delete(ctrl);
  }

  closeAll(): void {
    for (const ctrl of this.#open) ctrl.close();
  }

  text(item: number): string | null | undefined {
    return this.session.answers.get(`answer/${item}/f`)?.value.text;
  }

  choices(item: number): string[] | null | undefined {
    return this.session.answers.get(`answer/${item}/f`)?.value.choices;
  }

  asked(part: string): number {
    return this.network.requests.filter((request) => request.url.endsWith(part)).length;
  }

  /** What asked to hand in, on whichever way. */
  submissions(): { method: string; body: Record<string, unknown> }[] {
    return this.network.requests.filter(({ url }) => url === 'Submit' || url.endsWith('/submit'));
  }
}

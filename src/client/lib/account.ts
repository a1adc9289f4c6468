import { signal, type ReadonlySignal } from '@preact/signals';
import { api, type Api } from './api';
import { Refusal } from './refusal';
import { problemOf } from './ui/notice';
import type { Me, Problem } from './wire';

export type Standing = 'asking' | 'out' | 'in' | 'lapsed' | 'unreachable';

/**
 * Who is signed in. When a sign-in lapses in the middle of something (`lapsed`), every call that met it waits here until the same
 * person has signed in again, and then goes on.
 */
export class Account {
  readonly #me = signal<Me | null>(null);
  readonly #standing = signal<Standing>('asking');
  readonly #problem = signal<Problem | null>(null);
  #asking = new AbortController();
  #waiting: ((signedIn: boolean) => void)[] = [];

  constructor(private readonly server: Api) {
    server.onSignedOut = () => this.lapse();
  }

  get me(): ReadonlySignal<Me | null> {
    return this.#me;
  }

  get standing(): ReadonlySignal<Standing> {
    return this.#standing;
  }

  get problem(): ReadonlySignal<Problem | null> {
    return this.#problem;
  }

  /** Asks until there is an answer; asking again begins anew at once. */
  async ask(): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#standing.value = 'asking';
    const waiting = (error: unknown) => {
      this.#problem.value = problemOf(error);
      this.#standing.value = 'unreachable';
    };
    try {
      this.#me.value = await this.server.get<Me>('/api/account', { tries: Infinity, waiting, signal });
      this.#problem.value = null;
      this.#standing.value = 'in';
    } catch (error) {
      if (signal.aborted) return;
      this.#problem.value = error instanceof Refusal && error.signedOut ? null : problemOf(error);
      this.#standing.value = this.#problem.value ? 'unreachable' : 'out';
    }
  }

  /** True when it worked; {@link problem} says why not. While lapsed only the same account may come back. */
  signIn(userName: string, password: string): Promise<boolean> {
    return this.enter(() => this.server.post<Me>('/api/account/sign-in', { userName, password }));
  }

  /** Signs in by a one-time ticket. One that is no longer good changes nothing: whoever is signed in stays. */
  async useTicket(ticket: string): Promise<boolean> {
    this.#standing.value = 'asking';
    if (await this.enter(() => this.server.post<Me>('/api/account/ticket', { ticket }, { tries: 4 }))) return true;
    const refused = this.#problem.value;
    await this.ask();
    this.#problem.value = this.standing.value === 'in' ? null : (this.#problem.value ?? refused);
    return false;
  }

  async signOut(): Promise<void> {
    await this.server.post('/api/account/sign-out', {}).catch(() => undefined);
    this.#me.value = null;
    this.#standing.value = 'out';
  }

  private async enter(ask: () => Promise<Me>): Promise<boolean> {
    this.#problem.value = null;
    const before = this.#me.value;
    try {
      const me = await ask();
      // The antiforgery token belongs to the identity: fetch the one of the identity just gained.
      await this.server.get('/api/account').catch(() => undefined);
      if (this.#standing.value === 'lapsed' && before && me.userName !== before.userName) {
        location.assign('/');
        return false;
      }
      this.#me.value = me;
      this.#standing.value = 'in';
      for (const go of this.#waiting.splice(0)) go(true);
      return true;
    } catch (error) {
      this.#problem.value = problemOf(error);
      return false;
    }
  }

  private lapse(): Promise<boolean> {
    if (this.#standing.value !== 'in' && this.#standing.value !== 'lapsed') return Promise.resolve(false);
    this.#standing.value = 'lapsed';
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

export const account = new Account(api);

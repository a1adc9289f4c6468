import { Backoff, pause } from './backoff';
import { Refusal, refusalOf, Unreachable, isPassing } from './refusal';

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Media type of a body that is text or a file and goes as it is; JSON unless said otherwise. */
  type?: string;
  /**
   * Tries in all for a call that may be repeated (GET, or carries a command id). 1 unless said otherwise. Silence and a busy server
   * are met with patience up to this number, faults with three tries at most.
   */
  tries?: number;
  /** Told before each wait for another try. */
  waiting?: (error: unknown) => void;
  /** Told before each try. */
  sending?: () => void;
  /** Lets the request outlive the page; the body must stay under 64 KB. */
  keepalive?: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
  /** The answer is a file, given as a Blob; JSON unless said otherwise. */
  file?: boolean;
}

const MOST_FAULTS = 3;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * The one door to the server. Answers with the body, throws {@link Refusal} for a no and {@link Unreachable} for silence.
 * A 401 is offered to `onSignedOut` once; when that resolves true the call is made again, so a page survives the end of its
 * sign-in without losing its place.
 */
export class Api {
  onSignedOut: (() => Promise<boolean>) | null = null;

  constructor(
    private readonly fetch: Fetch = (url, init) => globalThis.fetch(url, init),
    private readonly cookies: () => string = () => document.cookie,
    private readonly backoff: () => Backoff = () => new Backoff(),
  ) {}

  get<T>(url: string, call: Call = {}): Promise<T> {
    return this.call<T>(url, { tries: 4, ...call });
  }

  post<T>(url: string, body: unknown, call: Call = {}): Promise<T> {
    return this.call<T>(url, { ...call, method: 'POST', body });
  }

  put<T>(url: string, body: unknown, call: Call = {}): Promise<T> {
    return this.call<T>(url, { ...call, method: 'PUT', body });
  }

  delete(url: string, call: Call = {}): Promise<void> {
    return this.call<void>(url, { ...call, method: 'DELETE' });
  }

  private async call<T>(url: string, call: Call): Promise<T> {
    const backoff = this.backoff();
    let mended = false;
    let faults = 0;
    for (let left = call.tries ?? 1; ; left--) {
      try {
        return await this.once<T>(url, call);
      } catch (error) {
        if (call.signal?.aborted) throw error;
        if (!mended && (await this.mend(error))) {
          mended = true;
          left++;
          continue;
        }
        if (error instanceof Refusal && error.fault) faults++;
        if (left <= 1 || faults >= MOST_FAULTS || !isPassing(error)) throw error;
        call.waiting?.(error);
        await pause(backoff.next(error instanceof Refusal ? error.retryAfterMs : null), call.signal);
      }
    }
  }

  /** Heals what stands between the page and the server: a lost sign-in or a stale antiforgery token. */
  private async mend(error: unknown): Promise<boolean> {
    if (!(error instanceof Refusal)) return false;
    if (error.signedOut) return this.onSignedOut ? this.onSignedOut() : false;
    if (!error.code.includes('antiforgery')) return false;
    await this.freshToken();
    return true;
  }

  /** The server sets the XSRF-TOKEN cookie with this answer, whether or not anybody is signed in. */
  private async freshToken(): Promise<void> {
    await this.once('/api/account', {}).catch(() => undefined);
  }

  private token(): string | null {
    const match = /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(this.cookies());
    return match?.[1] === undefined ? null : decodeURIComponent(match[1]);
  }

  private async once<T>(url: string, call: Call): Promise<T> {
    const method = call.method ?? 'GET';
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (method !== 'GET') {
      if (this.token() === null && !call.keepalive) await this.freshToken();
      const token = this.token();
      if (token !== null) headers['X-XSRF-TOKEN'] = token;
      headers['Content-Type'] = call.type ?? 'application/json';
    }
    call.sending?.();
    const ending = AbortSignal.any([
      AbortSignal.timeout(call.timeoutMs ?? 15_000),
      ...(call.signal ? [call.signal] : []),
    ]);
    const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', signal: ending };
    if (call.body !== undefined)
      init.body = !call.type ? JSON.stringify(call.body) : call.body instanceof Blob ? call.body : String(call.body);
    if (call.keepalive) init.keepalive = true;
    const response = await this.fetch(url, init).catch((error: unknown) => {
      throw new Unreachable(error);
    });
    if (!response.ok) throw await refusalOf(response);
    if (response.status === 204) return undefined as T;
    return (await (call.file ? response.blob() : response.json()).catch((error: unknown) => {
      throw new Unreachable(error);
    })) as T;
  }
}

export const api = new Api();

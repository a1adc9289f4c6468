import type { Problem } from './wire';

const BUSY = new Set(['server.busy', 'service.busy', 'service.rate-limited']);

/** The server understood and said no (or "not now"). `status` is the HTTP status, 0 for a refusal by the hub. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: Problem[] = [],
    /** How long the server asks to be left alone, in milliseconds; null when it did not say. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'Refusal';
  }

  /** True when the same request may succeed later without anybody changing anything. */
  get passing(): boolean {
    return this.fault || this.busy || this.status >= 500 || [408, 425].includes(this.status);
  }

  /** True when the server is well and has too much to do: it slows callers down, and loses nothing. */
  get busy(): boolean {
    return isBusy(this.code) || this.status === 429 || this.status === 503;
  }

  /** True when an opening has not come, by the server's clock. */
  get notOpenYet(): boolean {
    return this.code.endsWith('.window-not-open');
  }

  /**
   * True when the request was not judged but something broke on it: a fault of the server, or a bare status without our code,
   * which a proxy or a captive portal gives. It may pass, and it may be this very request that breaks things.
   */
  get fault(): boolean {
    if (this.code === 'service.fault' || this.status === 500) return true;
    return this.code.startsWith('http.') && [400, 413, 422].includes(this.status);
  }

  /** The sign-in is gone. Not the same as a wrong password, which is a 401 as well. */
  get signedOut(): boolean {
    return this.code === 'account.signed-out' || this.code === 'http.401';
  }
}

/** Nothing came back in time: no network, no server, or an answer that is not one. */
export class Unreachable extends Error {
  constructor(readonly reason?: unknown) {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

export const isBusy = (code: string): boolean => BUSY.has(code) || code === 'http.503' || code === 'http.429';

export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refusal && error.passing);

/** Retry-After as milliseconds: seconds or an HTTP date; null when absent or unreadable. */
export function readRetryAfter(header: string | null, wallNow: number): number | null {
  if (!header) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - wallNow);
}

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  message?: string;
  problems?: Problem[];
  retryAfterMs?: number | null;
}

/** Reads a ProblemDetails body; one that is not JSON still gives a refusal, with the code `http.<status>`. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const body = await response.json().then(
    (json: unknown) => (json && typeof json === 'object' ? (json as ProblemBody) : {}),
    (): ProblemBody => ({}),
  );
  const message = body.problems?.[0]?.message ?? body.detail ?? body.title ?? '';
  const retryAfter = readRetryAfter(response.headers.get('Retry-After'), Date.now()) ?? body.retryAfterMs ?? null;
  return new Refusal(response.status, body.code ?? `http.${response.status}`, message, body.problems ?? [], retryAfter);
}

/** A HubException's text ends with the JSON `{code,message,problems,retryAfterMs}`; anything else means the hub could not be reached. */
export function refusalOfHub(error: unknown): Refusal | Unreachable {
  const text = error instanceof Error ? error.message : String(error);
  const start = text.indexOf('{');
  if (start < 0) return new Unreachable(error);
  try {
    const body = JSON.parse(text.slice(start)) as ProblemBody;
    if (!body.code) return new Unreachable(error);
    const { code, problems = [], retryAfterMs = null } = body;
    return new Refusal(0, code, body.message ?? problems[0]?.message ?? '', problems, retryAfterMs);
  } catch {
    return new Unreachable(error);
  }
}

import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Poll } from '../../lib/poll';
import type { ServerTime } from '../../lib/server-time';
import type { WindowState, WindowView } from '../../lib/wire';
import { concernsOf, stateAt, type Concern } from './concerns';

const SOON_EVERY_MS = 4_000;
const ELSE_EVERY_MS = 30_000;
const AROUND_MS = 15 * 60_000;

/** One window as it goes: figures that are asked for again and again while they change, and the server's time. */
export class WindowCtrl {
  readonly poll: Poll<WindowView>;
  readonly asked = new Asked();
  readonly url: string;
  readonly #now = signal(0);
  #timer: ReturnType<typeof setInterval> | null = null;
  #closing = new AbortController();

  /** As it was heard last; null before that. */
  readonly view: ReadonlySignal<WindowView | null> = computed(() => {
    const state = this.poll.state.value;
    return state.is === 'here' ? state.value : null;
  });

  /** What it is at this second; the server need not be asked for that. */
  readonly state: ReadonlySignal<WindowState | null> = computed(() => {
    const view = this.view.value;
    return view && stateAt(view, this.#now.value);
  });

  readonly concerns: ReadonlySignal<Concern[]> = computed(() => {
    const view = this.view.value;
    return view ? concernsOf(view, this.#now.value) : [];
  });

  /** True while figures are asked for every few seconds. */
  readonly often: ReadonlySignal<boolean> = computed(() => {
    const view = this.view.value;
    return view !== null && changesSoon(view, this.#now.value);
  });

  constructor(
    private readonly server: Api,
    private readonly time: ServerTime,
    id: string,
  ) {
    this.url = windowUrl(id);
    this.poll = new Poll(
      () => askWindow(server, time, this.url),
      (view) => (changesSoon(view, time.now()) ? SOON_EVERY_MS : ELSE_EVERY_MS),
    );
  }

  /** The server's time in milliseconds since 1970; changes every second. */
  get now(): ReadonlySignal<number> {
    return this.#now;
  }

  start(): void {
    if (this.#closing.signal.aborted) this.#closing = new AbortController();
    this.#now.value = this.time.now();
    this.#timer ??= setInterval(() => (this.#now.value = this.time.now()), 1000);
    this.poll.start();
  }

  /** Nobody looks; {@link start} goes on. */
  stop(): void {
    this.#closing.abort();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.poll.stop();
  }

  /** True when the window is cancelled; `asked` says why not. */
  async cancel(): Promise<boolean> {
    const error = await this.asked.run(() => this.server.delete(this.url, this.asked.patient(this.#closing.signal)));
    await this.poll.now();
    return error === null;
  }
}

/** From shortly before the opening until nobody sits any more and a while is over. */
function changesSoon(view: WindowView, now: number): boolean {
  if (view.state === 'cancelled' || now < Date.parse(view.opens) - AROUND_MS) return false;
  return now <= Date.parse(view.closes) + AROUND_MS || view.figures.running > 0;
}

export const windowUrl = (id: string): string => `/api/windows/${encodeURIComponent(id)}`;

/** Asks for a window and takes the server's time from the answer. */
export async function askWindow(server: Api, time: ServerTime, url: string): Promise<WindowView> {
  let sentAt = performance.now();
  const view = await server.get<WindowView>(url, { tries: 1, sending: () => (sentAt = performance.now()) });
  time.sync(view.now, sentAt);
  return view;
}

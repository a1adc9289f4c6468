import { effect, signal } from '@preact/signals';
import type { Media, Wanted } from '../camera/media';
import type { Condition, Moment } from '../../../lib/wire-watch';

/** Where sources say what they notice. Saying twice that something began, or ended, is saying it once. */
export interface Noticing {
  /** @param since milliseconds since 1970 by the server's clock, where it began before it was noticed */
  lasts: (kind: Condition, on: boolean, amount?: number, since?: number) => void;
  did: (kind: Moment, amount?: number) => void;
}

/** The parts of a browser that are watched; tests give their own. */
export interface Place {
  window: Pick<Window, 'addEventListener' | 'innerWidth' | 'innerHeight'>;
  document: Pick<Document, 'addEventListener' | 'visibilityState' | 'hasFocus' | 'fullscreenElement' | 'getSelection'>;
  screen: EventTarget & { isExtended?: boolean };
  devices: EventTarget | null;
  online: () => boolean;
}

export const thisPlace = (): Place => ({
  window,
  document,
  screen: screen as unknown as Place['screen'],
  devices: navigator.mediaDevices ?? null,
  online: () => navigator.onLine,
});

/** One thing that is watched until the signal is aborted. It says at once how things stand. */
export type Source = (place: Place, note: Noticing, end: AbortSignal) => void;

export const visibility: Source = ({ document }, note, signal) => {
  const look = () => note.lasts('page-hidden', document.visibilityState === 'hidden');
  document.addEventListener('visibilitychange', look, { signal });
  look();
};

export const focus: Source = ({ window, document }, note, signal) => {
  window.addEventListener('blur', () => note.lasts('window-blurred', true), { signal });
  window.addEventListener('focus', () => note.lasts('window-blurred', false), { signal });
  note.lasts('window-blurred', !document.hasFocus());
};

export const fullscreen: Source = ({ document }, note, signal) => {
  const look = () => note.lasts('fullscreen-left', document.fullscreenElement === null);
  document.addEventListener('fullscreenchange', look, { signal });
  look();
};

/** What is copied is never read, only how much it is. */
export const clipboard: Source = ({ document }, note, signal) => {
  const selected = () => document.getSelection()?.toString().length ?? 0;
  const carried = (data: DataTransfer | null) => data?.getData('text').length ?? 0;
  document.addEventListener('copy', () => note.did('copied', selected()), { signal });
  document.addEventListener('cut', () => note.did('cut', selected()), { signal });
  document.addEventListener('paste', (event) => note.did('pasted', carried(event.clipboardData)), { signal });
  document.addEventListener('drop', (event) => note.did('dropped', carried(event.dataTransfer)), { signal });
};

export const print: Source = ({ window }, note, signal) =>
  window.addEventListener('beforeprint', () => note.did('printed'), { signal });

export const contextMenu: Source = ({ document }, note, signal) =>
  document.addEventListener('contextmenu', () => note.did('context-menu-opened'), { signal });

/** Where the browser does not say whether there is a second display, nothing is said. */
export const displays: Source = ({ screen }, note, signal) => {
  const look = () => {
    if (screen.isExtended !== undefined) note.lasts('second-display', screen.isExtended, 2);
  };
  screen.addEventListener('change', look, { signal });
  look();
};

/** Smaller than this in either direction, something else is likely beside it. A phone's whole screen counts as large enough. */
const SMALLEST = 300;

export const size: Source = ({ window }, note, signal) => {
  const look = () => note.lasts('window-too-small', window.innerWidth < SMALLEST || window.innerHeight < SMALLEST);
  window.addEventListener('resize', look, { signal });
  look();
};

/** What the page itself knows of its way to the server. */
export interface Reach {
  /** Nothing gets through, by hub or by plain HTTP. */
  down: () => boolean;
  /** When the server last answered, in milliseconds since 1970 by its clock. */
  heardAt: () => number;
}

/** A browser may believe in a network that carries nothing, so what goes unanswered counts as much as what it says. */
export const network =
  (reach: Reach): Source =>
  ({ window, online }, note, end) => {
    const browser = signal(online());
    window.addEventListener('offline', () => (browser.value = false), { signal: end });
    window.addEventListener('online', () => (browser.value = true), { signal: end });
    const stop = effect(() => {
      if (!browser.value) note.lasts('offline', true);
      else if (reach.down()) note.lasts('offline', true, undefined, reach.heardAt());
      else note.lasts('offline', false);
    });
    end.addEventListener('abort', stop);
  };

export const devices: Source = ({ devices }, note, signal) =>
  devices?.addEventListener('devicechange', () => note.did('device-changed'), { signal });

const CLOCK_EVERY_MS = 1_000;
const JUMP_MS = 2_000;

/** The two clocks of a computer drift apart when it slept or its time was set; by how many seconds is all that is said. */
export const clocks: Source = (_, note, signal) => {
  let apart = Date.now() - performance.now();
  const timer = setInterval(() => {
    const now = Date.now() - performance.now();
    const jump = Math.abs(now - apart);
    apart = now;
    if (jump >= JUMP_MS) note.did('clock-jumped', Math.round(jump / 1000));
  }, CLOCK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
};

/**
 * Camera, microphone and screen that the session asks for just now: gone, or the microphone muted. Before the exam what was never given is
 * not lost; the check-in asks for it.
 */
export const tracks =
  (media: Media, asked: () => Wanted & { screen: boolean }, running: () => boolean): Source =>
  (_, note, signal) => {
    const had = new Set<Condition>();
    const look = (kind: Condition, wanted: boolean, there: boolean) => {
      if (there) had.add(kind);
      note.lasts(kind, wanted && !there && (had.has(kind) || running()));
    };
    const stop = effect(() => {
      const { camera, microphone, screen, muted, dark } = media;
      const wanted = asked();
      // What is missing is being given just now.
      if (media.busy.value) return;
      look('camera-lost', wanted.camera, camera.value !== null && !dark.value);
      look('microphone-lost', wanted.microphone, microphone.value !== null);
      note.lasts('microphone-muted', wanted.microphone && microphone.value !== null && muted.value);
      look('screen-share-lost', wanted.screen, screen.value !== null);
    });
    signal.addEventListener('abort', stop);
  };

export const always: readonly Source[] = [
  visibility,
  focus,
  clipboard,
  print,
  contextMenu,
  displays,
  size,
  devices,
  clocks,
];

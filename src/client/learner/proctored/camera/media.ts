import { computed, signal, type ReadonlySignal } from '@preact/signals';

/** Why a camera, a microphone or a screen was not given. */
export type MediaProblem = 'denied' | 'none' | 'inUse' | 'failed';

export interface Wanted {
  camera: boolean;
  microphone: boolean;
}

export type Medium = 'camera' | 'microphone' | 'screen';

/** What the browser gives pictures and sound by; tests give their own. */
export interface MediaGiver {
  camera: (wanted: Wanted) => Promise<MediaStream>;
  screen: () => Promise<MediaStream>;
  /** True when the browser would give it without asking. */
  granted: (wanted: Wanted) => Promise<boolean>;
}

/**
 * Camera, microphone and screen of this page: asked for, given, lost. It holds them and shows them to others; it records nothing.
 * A track that ends takes its picture away at once; the browser gives no second word about it.
 */
export class Media {
  readonly #camera = signal<MediaStreamTrack | null>(null);
  readonly #microphone = signal<MediaStreamTrack | null>(null);
  readonly #screen = signal<MediaStreamTrack | null>(null);
  readonly #muted = signal(false);
  readonly #dark = signal(false);
  readonly #busy = signal(false);
  readonly #asking = signal(false);
  readonly #problem = signal<MediaProblem | null>(null);
  readonly #screenProblem = signal<MediaProblem | null>(null);

  /** The face of the camera for a page that shows it; the same object as long as the camera is the same. */
  readonly picture: ReadonlySignal<MediaStream | null> = computed(() => streamOf(this.#camera.value));
  readonly screenPicture: ReadonlySignal<MediaStream | null> = computed(() => streamOf(this.#screen.value));

  constructor(private readonly giver: MediaGiver = browser) {}

  get camera(): ReadonlySignal<MediaStreamTrack | null> {
    return this.#camera;
  }

  get microphone(): ReadonlySignal<MediaStreamTrack | null> {
    return this.#microphone;
  }

  get screen(): ReadonlySignal<MediaStreamTrack | null> {
    return this.#screen;
  }

  get muted(): ReadonlySignal<boolean> {
    return this.#muted;
  }

  /** True while the camera is there and gives no picture: a switch or the system has muted it. */
  get dark(): ReadonlySignal<boolean> {
    return this.#dark;
  }

  /** True while something is being given, whether or not the learner is asked for it. */
  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** True while the browser may be asking the learner for something. */
  get asking(): ReadonlySignal<boolean> {
    return this.#asking;
  }

  /** Why camera or microphone were not given at the last time of asking. */
  get problem(): ReadonlySignal<MediaProblem | null> {
    return this.#problem;
  }

  get screenProblem(): ReadonlySignal<MediaProblem | null> {
    return this.#screenProblem;
  }

  /** Asks for what is missing of the two. Answers whether all of it is there. */
  async ask(wanted: Wanted): Promise<boolean> {
    const missing = this.missing(wanted);
    if (missing) await this.given(this.#problem, () => this.giver.camera(missing));
    return this.missing(wanted) === null;
  }

  /** Takes up again after a reload what the browser gives without asking. */
  async resume(wanted: Wanted): Promise<void> {
    const missing = this.missing(wanted);
    if (missing)
      await this.given(
        this.#problem,
        async () => ((await this.giver.granted(missing)) ? this.giver.camera(missing) : null),
        false,
      );
  }

  /** Has to come from a press of the learner's. */
  async askScreen(): Promise<boolean> {
    if (this.#screen.value === null) await this.given(this.#screenProblem, () => this.giver.screen());
    return this.#screen.value !== null;
  }

  /** Gives everything back: the lamp of the camera goes out. */
  stop(): void {
    for (const held of [this.#camera, this.#microphone, this.#screen]) {
      held.value?.stop();
      held.value = null;
    }
  }

  /** Gives back what is not wanted any more. Answers with what that was. */
  keep(wanted: Wanted & { screen: boolean }): Medium[] {
    const held = { camera: this.#camera, microphone: this.#microphone, screen: this.#screen };
    const gone = (['camera', 'microphone', 'screen'] as const).filter((one) => !wanted[one] && held[one].value);
    for (const one of gone) {
      held[one].value?.stop();
      held[one].value = null;
    }
    return gone;
  }

  private missing(wanted: Wanted): Wanted | null {
    const camera = wanted.camera && this.#camera.peek() === null;
    const microphone = wanted.microphone && this.#microphone.peek() === null;
    return camera || microphone ? { camera, microphone } : null;
  }

  private async given(
    problem: { value: MediaProblem | null },
    ask: () => Promise<MediaStream | null>,
    prompts = true,
  ): Promise<void> {
    if (this.#busy.value) return;
    this.#busy.value = true;
    this.#asking.value = prompts;
    try {
      const stream = await ask();
      problem.value = null;
      for (const track of stream?.getTracks() ?? []) this.hold(track, problem === this.#screenProblem);
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      this.#asking.value = false;
      this.#busy.value = false;
    }
  }

  private hold(track: MediaStreamTrack, ofScreen: boolean): void {
    if (ofScreen && track.kind !== 'video') return track.stop();
    const held = track.kind === 'audio' ? this.#microphone : ofScreen ? this.#screen : this.#camera;
    held.value?.stop();
    held.value = track;
    const gone = () => {
      if (held.value === track) held.value = null;
    };
    track.addEventListener('ended', gone, { once: true });
    if (ofScreen) return;
    const muted = track.kind === 'audio' ? this.#muted : this.#dark;
    muted.value = track.muted;
    const heard = () => {
      if (held.value === track) muted.value = track.muted;
    };
    track.addEventListener('mute', heard);
    track.addEventListener('unmute', heard);
  }
}

const streamOf = (track: MediaStreamTrack | null): MediaStream | null => track && new MediaStream([track]);

function problemOf(error: unknown): MediaProblem {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return name === 'NotReadableError' || name === 'AbortError' ? 'inUse' : 'failed';
}

const browser: MediaGiver = {
  camera: ({ camera, microphone }) =>
    navigator.mediaDevices.getUserMedia({
      video: camera && { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15, max: 30 } },
      audio: microphone && { echoCancellation: true },
    }),
  screen: () =>
    navigator.mediaDevices.getDisplayMedia({
      video: { displaySurface: 'monitor', frameRate: { ideal: 5, max: 10 } },
      audio: false,
      // The whole screen is what is asked for; browsers that do not know these words leave them out.
      monitorTypeSurfaces: 'include',
      selfBrowserSurface: 'exclude',
      surfaceSwitching: 'include',
    } as DisplayMediaStreamOptions),
  granted: async ({ camera, microphone }) => {
    const names = [...(camera ? ['camera'] : []), ...(microphone ? ['microphone'] : [])];
    const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
    return Promise.all(asked).then(
      (answers) => answers.every((answer) => answer.state === 'granted'),
      () => false,
    );
  },
};

import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Call } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Refusal } from '../../lib/refusal';
import type { Attendance } from './attendance';
import type { Media } from './camera/media';
import type { WatchServer } from './server';
import type { AttendView } from '../../lib/wire-watch';

/** `share`: the screen is to be shared, which only this page knows. `ready`: nothing is missing and the server is being told. */
export type Step = 'device' | 'consent' | 'share' | 'identity' | 'roomScan' | 'ready' | 'waiting' | 'denied';

export interface CheckInNeeds {
  attendance: Attendance;
  server: WatchServer;
  media: Media;
  /** What this tab remembers over a reload. */
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  closing: AbortSignal;
  /** The session has moved, or a consent was given: whoever shows it looks again. */
  moved: () => void;
}

/** Where the photos of a face and a document stand. */
export interface Photos {
  face: Blob | null;
  document: Blob | null;
}

/**
 * The small path before a proctored exam. Where the learner is follows from what the server misses, so a reload, a lost connection
 * or a second tab goes on at the same step; only the device check and the shared screen are of this tab.
 */
export class CheckIn {
  readonly asked = new Asked();
  readonly photos = signal<Photos>({ face: null, document: null });
  readonly nameConfirmed = signal(false);
  readonly scan = signal<Blob | null>(null);
  readonly #checked: { value: boolean };
  /** Evidence that was uploaded already, so that a repeat does not send a picture twice. */
  readonly #sent = new Map<Blob, string>();

  /** The steps of this learner, in order: what their exam asks for and their accommodation leaves. */
  readonly path: ReadonlySignal<Step[]> = computed(() => {
    const view = this.needs.attendance.checkIn.value;
    const settings = this.needs.attendance.view.value?.settings;
    if (!view || !settings) return [];
    return [
      'device' as const,
      'consent' as const,
      ...(settings.screen ? (['share'] as const) : []),
      ...(view.identityNeeded ? (['identity'] as const) : []),
      ...(view.roomScanNeeded ? (['roomScan'] as const) : []),
      'waiting' as const,
    ];
  });

  readonly step: ReadonlySignal<Step | null> = computed(() => {
    const view = this.needs.attendance.checkIn.value;
    const settings = this.needs.attendance.view.value?.settings;
    if (!view || !settings) return null;
    if (view.stage === 'denied') return 'denied';
    const checking = view.stage === 'seated' || view.stage === 'checkingIn';
    if (!checking) return 'waiting';
    if (!this.#checked.value || view.stage === 'seated') return 'device';
    if (view.missing.includes('consent')) return 'consent';
    if (settings.screen && this.needs.media.screen.value === null) return 'share';
    if (view.missing.includes('identity')) return 'identity';
    return view.missing.includes('roomScan') ? 'roomScan' : 'ready';
  });

  constructor(private readonly needs: CheckInNeeds) {
    this.#checked = signal(needs.storage.getItem(this.key) !== null);
  }

  /** The device is good enough, says the learner. The session gets its room. */
  begin(): Promise<unknown> {
    return this.run(async (call) => {
      const view = this.needs.attendance.checkIn.value;
      if (view?.stage === 'seated') await this.take((more) => this.needs.server.begin(more), call);
      this.needs.storage.setItem(this.key, 'checked');
      this.#checked.value = true;
    });
  }

  consent(): Promise<unknown> {
    const text = this.needs.attendance.checkIn.value?.consent;
    if (!text) return Promise.resolve();
    const { version: textVersion, camera, microphone, screen } = text;
    return this.run((call) =>
      this.take((more) => this.needs.server.consent({ textVersion, camera, microphone, screen }, more), call),
    );
  }

  /** Sends the photos and the word that the name is right. */
  showIdentity(): Promise<unknown> {
    return this.run(async (call) => {
      const { face, document } = this.photos.value;
      const shown = {
        nameConfirmed: this.nameConfirmed.value,
        face: face && (await this.upload('face', face, call)),
        document: document && (await this.upload('document', document, call)),
      };
      await this.take((more) => this.needs.server.showIdentity(shown, more), call);
      this.photos.value = { face: null, document: null };
    });
  }

  showRoom(): Promise<unknown> {
    return this.run(async (call) => {
      const scan = this.scan.value;
      if (!scan) return;
      await this.upload('room-scan', scan, call);
      await this.take((more) => this.needs.server.attend(more), call);
      this.scan.value = null;
    });
  }

  /** Ready to be admitted. What is still missing after all leads to its step. */
  complete(): Promise<unknown> {
    return this.run((call) => this.take((more) => this.needs.server.complete(more), call));
  }

  private get key(): string {
    return `examengine.checked.${this.needs.server.session}`;
  }

  private async upload(kind: 'face' | 'document' | 'room-scan', picture: Blob, call: Call): Promise<string> {
    const known = this.#sent.get(picture);
    if (known !== undefined) return known;
    const id = await this.needs.server.photo(kind, picture, call);
    this.#sent.set(picture, id);
    return id;
  }

  private async take(ask: (call: Call) => Promise<AttendView>, call: Call): Promise<void> {
    let sentAt = performance.now();
    const view = await ask({ ...call, sending: () => void (sentAt = performance.now()) });
    this.needs.attendance.apply(view, sentAt);
    this.needs.moved();
  }

  /** A no means that the page knows too little: it reads again. */
  private async run(work: (call: Call) => Promise<void>): Promise<unknown> {
    const error = await this.asked.run(() => work(this.asked.patient(this.needs.closing)));
    if (error instanceof Refusal) this.needs.attendance.refresh();
    return error;
  }
}

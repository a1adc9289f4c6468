import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from './api';
import { database } from './database';
import { bytes, isKey, span, t } from './i18n';
import type { Connection } from './line';
import { learnerConnection } from './socket';

export interface Finding {
  name: string;
  grade: 'ok' | 'warn' | 'bad';
  words: string;
}

const CLOCK_MS = 30_000;
const SLOW_MS = 1500;

/** What was found out so long ago still holds: a page that is come back to does not check again by itself. */
const HOLDS_MS = 30 * 60_000;

/** What this browser on this network can do, each tried for real rather than guessed from its name. */
export class DeviceCheck {
  readonly #findings = signal<Finding[] | null>(null);
  #checkedAt = -Infinity;

  constructor(
    private readonly server: Api,
    private readonly connect: () => Promise<Connection> = learnerConnection,
    /** What else there is to check, for an exam that asks for more. */
    private readonly more: () => Promise<Finding[]> = () => Promise.resolve([]),
  ) {}

  /** Null while checking. */
  get findings(): ReadonlySignal<Finding[] | null> {
    return this.#findings;
  }

  /** Checks unless that was done a while ago: at an opening everybody comes by here once more. */
  async ensure(): Promise<void> {
    if (performance.now() - this.#checkedAt >= HOLDS_MS) await this.run();
  }

  async run(): Promise<void> {
    this.#checkedAt = performance.now();
    this.#findings.value = null;
    const [storage, reach, live] = await Promise.all([this.storage(), this.reach(), this.live()]);
    // After the others, so that a measured line is not shared with them.
    const more = await this.more();
    this.#findings.value = [...reach, live, storage, this.secure(), ...more];
  }

  private secure(): Finding {
    const ok = isSecureContext && 'subtle' in crypto;
    return finding('secure', ok ? 'ok' : 'warn', t(ok ? 'check.secureOk' : 'check.secureBad'));
  }

  private async storage(): Promise<Finding> {
    try {
      await database();
      const estimate = await navigator.storage?.estimate?.();
      const room = (estimate?.quota ?? 0) - (estimate?.usage ?? 0);
      return finding('storage', 'ok', room > 0 ? t('check.storageRoom', { room: bytes(room) }) : t('check.storageOk'));
    } catch {
      return finding('storage', 'warn', t('check.storageBad'));
    }
  }

  private async reach(): Promise<Finding[]> {
    const before = performance.now();
    try {
      const { now } = await this.server.get<{ now: string }>('/api/time', { tries: 1, timeoutMs: 8000 });
      const ms = Math.round(performance.now() - before);
      const reach = finding('server', 'ok', t(ms > SLOW_MS ? 'check.serverSlow' : 'check.serverOk', { ms }));
      const off = Math.abs(Date.now() - ms / 2 - Date.parse(now));
      const clock = off < CLOCK_MS ? t('check.clockOk') : t('check.clockWarn', { span: span(off) });
      return [reach, finding('clock', off < CLOCK_MS ? 'ok' : 'warn', clock)];
    } catch {
      return [finding('server', 'bad', t('check.serverBad'))];
    }
  }

  private async live(): Promise<Finding> {
    if (!('WebSocket' in globalThis)) return finding('live', 'bad', t('check.liveBad'));
    try {
      const connection = await this.connect();
      await connection.start();
      await connection.stop();
      return finding('live', 'ok', t('check.liveOk'));
    } catch {
      return finding('live', 'warn', t('check.liveWarn'));
    }
  }
}

export function finding(part: string, grade: Finding['grade'], words: string): Finding {
  const key = `check.${part}`;
  return { name: isKey(key) ? t(key as 'check.clock') : part, grade, words };
}

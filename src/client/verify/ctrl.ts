import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../lib/api';
import { Refusal } from '../lib/refusal';
import type { CredentialView } from '../lib/wire';

export type Outcome =
  | { is: 'checking' }
  | { is: 'valid' | 'revoked' | 'superseded'; credential: CredentialView; checkedAt: string }
  /** The server knows no such credential: a statement about the credential. */
  | { is: 'unknown' }
  /** No answer: a statement about nothing. */
  | { is: 'unable' };

/** Whether the credential named in the address stands, by the issuer's own word. */
export class VerifyCtrl {
  readonly #outcome = signal<Outcome>({ is: 'checking' });
  readonly id: string;

  constructor(
    private readonly server: Api,
    path: string,
  ) {
    this.id = (path.split('/').filter(Boolean).at(-1) ?? '').toLowerCase();
  }

  get outcome(): ReadonlySignal<Outcome> {
    return this.#outcome;
  }

  async check(): Promise<void> {
    this.#outcome.value = { is: 'checking' };
    this.#outcome.value = await this.ask();
  }

  private async ask(): Promise<Outcome> {
    try {
      const credential = await this.server.get<CredentialView>(`/api/credentials/${encodeURIComponent(this.id)}`);
      return { is: credential.standing, credential, checkedAt: new Date().toISOString() };
    } catch (error) {
      const none = error instanceof Refusal && (error.code === 'credential.unknown' || error.status === 404);
      return { is: none ? 'unknown' : 'unable' };
    }
  }
}

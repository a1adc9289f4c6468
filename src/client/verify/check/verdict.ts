/** What verdicts are called, by the server too; they never change. */
export type Code =
  | 'valid'
  | 'tampered'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'suspended'
  | 'unknown-issuer'
  | 'unknown-context'
  | 'undefined-term'
  | 'malformed'
  | 'status-unavailable'
  | 'unsupported-proof'
  | 'not-signed'
  | 'too-much-work';

/** Why a credential is not valid: a code and a sentence for a person. */
export interface Refused {
  code: Code;
  reason: string;
}

export type Kind = 'open-badge' | 'learner-record' | 'endorsement' | 'status-list' | 'credential';

/** What a credential says about itself: true only if it is valid. */
export interface Facts {
  kind: Kind;
  id: string | null;
  name: string | null;
  achievement: string | null;
  /** The name of whom it is about, where it is written readably. */
  holder: string | null;
  issuerId: string;
  issuerName: string | null;
  validFrom: string | null;
  validUntil: string | null;
  /** The verdicts of the badges in a learner record, in its order. */
  parts: Verdict[];
}

export interface Verdict extends Refused {
  valid: boolean;
  /** The signature holds and is the issuer's: what it says is the issuer's word, though it may stand no more. */
  proven: boolean;
  /** Null when it could not be read. */
  facts: Facts | null;
  /** When the status lists are from that it stood by, where none could be asked now. */
  lastKnown?: string;
}

/** The document cannot be read as what it is meant to be. */
export class FormatError extends Error {
  constructor(
    readonly code: Code,
    reason: string,
  ) {
    super(reason);
  }
}

export const malformed = (reason: string): Refused => ({ code: 'malformed', reason });

/** Passes on what is no such error: a bug is no verdict. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof FormatError) return { code: error.code, reason: error.message };
  throw error;
}

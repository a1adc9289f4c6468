/** What the server says about pathway schools and what is shared with them. */

export interface AgreementVersion {
  version: number;
  creditPoints: number;
  degree: string;
  text: string;
  validFrom: string;
  validUntil: string | null;
  agreedAt: string;
}

export interface AgreementView {
  programId: string;
  programTitle: string;
  /** The version that consents are given by now; null for none. */
  inForce: number | null;
  /** Oldest first. */
  versions: AgreementVersion[];
}

export interface SchoolView {
  id: string;
  name: string;
  website: string;
  agreements: AgreementView[];
}

export type SharedField = 'name' | 'achievement' | 'issuedAt' | 'issuer' | 'number' | 'standing';

export interface SharedCredential {
  id: string;
  kind: 'exam' | 'course' | 'program';
  title: string;
  name: string;
  issuedAt: string;
}

export interface ShareOffer {
  shareId: string;
  schoolId: string;
  schoolName: string;
  programId: string;
  programTitle: string;
  agreement: AgreementVersion;
  credentials: SharedCredential[];
  fields: SharedField[];
  textVersion: string;
}

export interface ConsentView {
  number: number;
  givenAt: string;
  withdrawnAt: string | null;
  agreement: AgreementVersion;
  credentials: SharedCredential[];
  fields: SharedField[];
}

export interface CreditGrant {
  points: number;
  /** A day, such as 2026-03-02. */
  on: string;
  reference: string;
}

export interface CreditEntry {
  at: string;
  kind: 'granted' | 'corrected' | 'takenBack';
  grant: CreditGrant | null;
  reason: string;
}

export interface CreditView {
  granted: CreditGrant | null;
  /** Oldest first. */
  history: CreditEntry[];
}

export interface LookView {
  at: string;
  how: 'listed' | 'opened' | 'verified' | 'downloaded';
  /** Empty when the account is gone. */
  by: string;
}

export interface ShareView {
  shareId: string;
  schoolId: string;
  schoolName: string;
  programId: string;
  programTitle: string;
  stands: boolean;
  /** Oldest first. */
  consents: ConsentView[];
  credit: CreditView;
  /** The newest, newest first. */
  looks: LookView[];
  lookCount: number;
}

export interface MyShares {
  offers: ShareOffer[];
  shares: ShareView[];
}

export interface RecordCredential extends SharedCredential {
  standing: 'valid' | 'revoked';
  revokedAt: string | null;
  revokedFor: string | null;
}

export interface SharedRecord {
  shareId: string;
  name: string;
  programId: string;
  programTitle: string;
  consentedAt: string;
  agreement: AgreementVersion;
  credentials: RecordCredential[];
  credit: CreditView;
}

export interface RecordPage {
  records: SharedRecord[];
  total: number;
  next: string | null;
}

export interface CredentialVerdict {
  id: string;
  kind: SharedCredential['kind'];
  title: string;
  valid: boolean;
  code: string;
  reason: string;
}

export interface RecordVerdict {
  shareId: string;
  name: string;
  programId: string;
  valid: boolean;
  credentials: CredentialVerdict[];
}

export interface VerdictPage {
  verdicts: RecordVerdict[];
  total: number;
  next: string | null;
}

export interface SchoolHome {
  school: SchoolView;
  shares: { programId: string; shared: number; credited: number }[];
}

export interface SchoolLine {
  id: string;
  name: string;
  agreements: number;
  shared: number;
  credited: number;
}

export interface ShareLine {
  shareId: string;
  learnerId: string;
  name: string;
  programId: string;
  consentedAt: string;
  withdrawnAt: string | null;
  creditPoints: number | null;
  creditReference: string | null;
}

export interface SchoolAccount {
  userName: string;
  displayName: string;
  closed: boolean;
}

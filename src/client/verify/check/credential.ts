import { isMap, member, several, text, texts, type Json, type JsonMap } from './strict-json';
import { malformed, type Facts, type Kind, type Refused } from './verdict';

const VERSION_ONE = 'https://www.w3.org/2018/credentials/v1';
const VERSION_TWO = 'https://www.w3.org/ns/credentials/v2';

/** A credential as it stands in JSON, and the few of its words that a verdict depends on. */
export interface Credential {
  document: JsonMap;
  issuerId: string;
  types: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  validFrom: number | null;
  validUntil: number | null;
}

export const isRefused = (read: object): read is Refused => 'reason' in read;

/**
 * Reads it, or says why it is no credential.
 * @param issuerByClaim For a credential that leaves its issuer to the signature around it.
 */
export function readCredential(document: Json, issuerByClaim: string | null = null): Credential | Refused {
  if (!isMap(document)) return malformed('It is no JSON object.');
  const contexts = member(document, '@context');
  const first = Array.isArray(contexts) ? contexts[0] : contexts;
  if (first !== VERSION_ONE && first !== VERSION_TWO)
    return malformed('Its first context is not that of verifiable credentials.');
  const types = new Set(texts(member(document, 'type')));
  if (!types.has('VerifiableCredential')) return malformed('It is not of the type VerifiableCredential.');
  const subject = member(document, 'credentialSubject');
  if (typeof subject !== 'object' || subject === null) return malformed('It is about nobody.');
  const issuerId = issuerOf(document) ?? issuerByClaim;
  if (!issuerId) return malformed('It names no issuer.');

  const older = [dateIn(document, 'issuanceDate'), dateIn(document, 'expirationDate')] as const;
  const newer = [dateIn(document, 'validFrom'), dateIn(document, 'validUntil')] as const;
  const [own, other] = first === VERSION_ONE ? [older, newer] : [newer, older];
  if ([...own, ...other].includes(undefined)) return malformed('A date in it is none.');
  return {
    document,
    issuerId,
    types,
    validFrom: own[0] ?? other[0] ?? null,
    validUntil: own[1] ?? other[1] ?? null,
  };
}

export function datesOf({ validFrom, validUntil }: Credential, now: number): Refused | null {
  if (validUntil !== null && validUntil < now)
    return { code: 'expired', reason: `It was valid until ${written(validUntil)}.` };
  if (validFrom !== null && validFrom > now)
    return { code: 'not-yet-valid', reason: `It is valid from ${written(validFrom)} on.` };
  return null;
}

export function factsOf(credential: Credential): Facts {
  const { document, issuerId, validFrom, validUntil } = credential;
  const issuer = member(document, 'issuer');
  const [subject] = several(subjectOf(credential));
  const achievement = several(member(subject, 'achievement'))[0];
  return {
    kind: kindOf(credential.types),
    id: text(document, 'id'),
    name: words(document, 'name'),
    achievement: achievement === undefined ? null : words(achievement, 'name'),
    holder: nameOf(subject),
    issuerId,
    issuerName: isMap(issuer) ? words(issuer, 'name') : null,
    validFrom: validFrom === null ? null : new Date(validFrom).toISOString(),
    validUntil: validUntil === null ? null : new Date(validUntil).toISOString(),
    parts: [],
  };
}

export const subjectOf = ({ document }: Credential): Json => member(document, 'credentialSubject');

export const isStatusList = ({ types }: Credential): boolean =>
  types.has('BitstringStatusListCredential') || types.has('StatusList2021Credential');

function kindOf(types: ReadonlySet<string>): Kind {
  if (types.has('ClrCredential')) return 'learner-record';
  if (types.has('OpenBadgeCredential') || types.has('AchievementCredential')) return 'open-badge';
  if (types.has('EndorsementCredential')) return 'endorsement';
  return types.has('BitstringStatusListCredential') ? 'status-list' : 'credential';
}

function issuerOf(document: JsonMap): string | null {
  const issuer = member(document, 'issuer');
  return typeof issuer === 'string' ? issuer : text(issuer, 'id');
}

/** Of an `IdentityObject` for a name that is no hash, or as other makers write it. */
function nameOf(subject: Json | undefined): string | null {
  const identities = several(member(subject, 'identifier'));
  const named = identities.find((one) => text(one, 'identityType') === 'name' && member(one, 'hashed') === false);
  return (
    (named === undefined ? null : text(named, 'identityHash')) ??
    (subject === undefined ? null : words(subject, 'name'))
  );
}

/** A text, or the first of several languages. */
function words(map: Json, name: string): string | null {
  const first = several(member(map, name))[0];
  return typeof first === 'string' ? first : text(first, '@value');
}

export const written = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const DATE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))?$/i;

/** Milliseconds; null when it is not there, undefined when it is no date. */
export function dateIn(map: JsonMap, name: string): number | null | undefined {
  const value = member(map, name);
  if (value === null) return null;
  const parts = typeof value === 'string' ? DATE.exec(value) : null;
  if (!parts) return undefined;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const [, hours = 0, minutes = 0] = [0, ...parts.slice(9, 11).map((part) => Number(part ?? 0))];
  const at = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`);
  // Some readers take the 30th of February for the 2nd of March.
  const isDay = !Number.isNaN(at) && new Date(at).getUTCMonth() === month - 1 && new Date(at).getUTCDate() === date;
  const offset = hours * 60 + minutes;
  if (!isDay || year === 0 || hour > 23 || minute > 59 || second > 59 || minutes > 59 || offset > 14 * 60)
    return undefined;
  const fraction = Math.floor(Number(`0.${parts[7] ?? '0'}`) * 1000);
  const local = at + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  return parts[8] === '-' ? local + offset * 60_000 : local - offset * 60_000;
}

import { datesOf, isRefused, isStatusList, readCredential, type Credential } from './credential';
import type { KeyFinder } from './key-finder';
import { fromBase64Url } from './keys';
import { verifyProofs } from './proofs';
import type { KnownList, Sources } from './sources';
import { member, several, text, texts, type Json } from './strict-json';
import { unpack } from './unpack';
import { FormatError, type Refused } from './verdict';

const MOST = 8;

/** Octets that a list may unpack to: 64 million credentials. */
const LONGEST = 8 << 20;

const unavailable = (reason: string): Refused => ({ code: 'status-unavailable', reason });
const INCOMPLETE = unavailable('What it says about where to ask whether it stands is incomplete.');
const REVOKED: Refused = { code: 'revoked', reason: 'The issuer revoked it.' };
const SUSPENDED: Refused = { code: 'suspended', reason: 'The issuer suspended it.' };

/** What the lists say. */
export interface Status {
  refusal: Refused | null;
  /** By lists of an earlier time it stood then; when the oldest of them is from. */
  lastKnown?: number;
}

/**
 * Whether a credential still stands: W3C Bitstring Status List v1.0, its forerunner of 2021, and 1EdTech's revocation list. What
 * cannot be found out is not taken for granted. That it was revoked holds from whatever time the list is.
 */
export async function verifyStatus(
  credential: Credential,
  now: number,
  sources: Sources,
  keys: KeyFinder,
): Promise<Status> {
  const entries = several(member(credential.document, 'credentialStatus'));
  if (entries.length > MOST) return { refusal: unavailable('It says too often where to ask whether it stands.') };

  let open: Refused | null = null;
  let oldest: number | undefined;
  for (const entry of entries) {
    const { refusal, lastKnown } = await verifyEntry(credential, entry, now, sources, keys);
    if (refusal && refusal.code !== 'status-unavailable') return { refusal };
    open ??= refusal;
    if (lastKnown !== undefined) oldest = Math.min(oldest ?? lastKnown, lastKnown);
  }
  if (open) return { refusal: open };
  if (oldest === undefined) return { refusal: null };
  return { refusal: unavailable('Whether it stands now was not asked: there is no network here.'), lastKnown: oldest };
}

async function verifyEntry(
  credential: Credential,
  entry: Json,
  now: number,
  sources: Sources,
  keys: KeyFinder,
): Promise<Status> {
  const type = text(entry, 'type');
  if (type === 'BitstringStatusListEntry' || type === 'StatusList2021Entry')
    return inBits(credential, entry, now, sources, keys);
  if (type === '1EdTechRevocationList') return { refusal: await inList(credential, entry, sources) };
  const reason = `Whether it still stands is kept in a way that is not supported: ${type ?? 'unnamed'}.`;
  return { refusal: unavailable(reason) };
}

async function inBits(
  credential: Credential,
  entry: Json,
  now: number,
  sources: Sources,
  keys: KeyFinder,
): Promise<Status> {
  const purpose = text(entry, 'statusPurpose');
  if (purpose === 'message' || purpose === 'refresh') return { refusal: null };
  const address = text(entry, 'statusListCredential');
  const index = /^\d{1,10}$/.test(String(member(entry, 'statusListIndex')))
    ? Number(member(entry, 'statusListIndex'))
    : Number.NaN;
  const size = member(entry, 'statusSize');
  if (
    (purpose !== 'revocation' && purpose !== 'suspension') ||
    address === null ||
    !URL.canParse(address) ||
    !(index < 2 ** 31) ||
    (size !== null && String(size) !== '1')
  )
    return { refusal: INCOMPLETE };
  const known = await sources.statusList(address, credential.issuerId);
  if (!known || typeof known.document !== 'object')
    return { refusal: unavailable(`The status list ${address} could not be had.`) };

  const bits = await readBits(known, purpose, now, keys);
  if ('reason' in bits) return { refusal: bits };
  const octet = bits[Math.floor(index / 8)];
  if (octet === undefined) return { refusal: unavailable('The status list is too short for it.') };
  // The first bit is the highest of the first octet.
  if ((octet & (0x80 >> (index % 8))) !== 0) return { refusal: purpose === 'revocation' ? REVOKED : SUSPENDED };
  return known.asOf === undefined ? { refusal: null } : { refusal: null, lastKnown: known.asOf };
}

async function readBits(
  known: KnownList,
  purpose: string,
  now: number,
  keys: KeyFinder,
): Promise<Uint8Array | Refused> {
  const at = known.asOf ?? now;
  const list = readCredential(known.document);
  if (isRefused(list)) return unavailable(`The status list is no credential. ${list.reason}`);
  if (!isStatusList(list)) return unavailable('What was served as its status list is another document.');
  const dated = datesOf(list, at);
  if (dated) return unavailable(`The status list cannot be used. ${dated.reason}`);
  try {
    const unproven = await verifyProofs(list, at, keys);
    if (unproven) return unavailable(`The status list cannot be trusted. ${unproven.reason}`);
  } catch (error) {
    if (error instanceof FormatError) return unavailable(`The status list cannot be read. ${error.message}`);
    throw error;
  }
  const subject = member(list.document, 'credentialSubject');
  const encoded = text(subject, 'encodedList');
  if (!texts(member(subject, 'statusPurpose')).includes(purpose) || encoded === null)
    return unavailable('The status list is for something else.');
  const packed = fromBase64Url(encoded.startsWith('u') ? encoded.slice(1) : encoded);
  const bits = packed && (await unpack('gzip', packed, LONGEST));
  return bits ?? unavailable('The status list cannot be read. The status list is not packed as it should be.');
}

/** 1EdTech Revocation List Status Method v1.0: the ids of what was revoked. It is not signed; the credential's signature covers its address. */
async function inList(credential: Credential, entry: Json, sources: Sources): Promise<Refused | null> {
  const [address, id] = [text(entry, 'id'), text(credential.document, 'id')];
  if (address === null || id === null || !URL.canParse(address)) return INCOMPLETE;
  const known = await sources.statusList(address, credential.issuerId);
  // One that was handed in, or is of another day, has nothing that vouches for it.
  if (!known || known.asOf !== undefined) return unavailable(`The revocation list ${address} could not be had.`);
  const revoked = member(known.document, 'revokedCredential');
  if (revoked === null) return unavailable('What was served as its revocation list is another document.');
  const isRevoked = several(revoked).some((one) =>
    typeof one === 'string' ? one === id : text(one, 'id') === id && member(one, 'revoked') !== false,
  );
  return isRevoked ? REVOKED : null;
}

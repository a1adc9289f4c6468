import type { Entry, HandInFile } from './wire';

const INFO = new TextEncoder().encode('examengine hand-in v1');

/**
 * Encrypts unsent entries to the session's hand-in key: ECDH P-256 with a one-time key, HKDF-SHA256 (no salt), AES-256-GCM
 * with a 12-byte nonce and the session id (lower-case guid) as associated data. Nobody but the server can read or change
 * the file, and it fits no other session. `handInKey` is SPKI in base64.
 */
export async function sealEntries(session: string, handInKey: string, entries: Entry[]): Promise<HandInFile> {
  const sessionId = session.toLowerCase();
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await crypto.subtle.importKey('spki', fromBase64(handInKey), curve, false, []);
  const mine = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: INFO };
  const key = await crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(sessionId) },
    key,
    new TextEncoder().encode(JSON.stringify(entries)),
  );
  const ephemeral = await crypto.subtle.exportKey('spki', mine.publicKey);
  return {
    sessionId,
    ephemeralKey: toBase64(new Uint8Array(ephemeral)),
    nonce: toBase64(nonce),
    ciphertext: toBase64(new Uint8Array(ciphertext)),
  };
}

/** The file a learner chose, or null when it is not one of ours. */
export function readHandInFile(text: string): HandInFile | null {
  try {
    const file = JSON.parse(text) as Partial<HandInFile>;
    const { sessionId, ephemeralKey, nonce, ciphertext } = file;
    if (!sessionId || !ephemeralKey || !nonce || !ciphertext) return null;
    return { sessionId, ephemeralKey, nonce, ciphertext };
  } catch {
    return null;
  }
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

import { describe, expect, test } from 'vitest';
import { fromBase64, readHandInFile, sealEntries, toBase64 } from '../lib/hand-in';
import type { Entry, HandInFile } from '../lib/wire';

const session = '5F0C2A7E-1F7E-4C51-9D0A-0B9B6A1C2D11';
const curve = { name: 'ECDH', namedCurve: 'P-256' };
const entries: Entry[] = [
  { kind: 'answer', commandId: 'c', seq: 7, item: 2, field: 'f', value: { choices: null, text: 'Ünsent – 文' } },
];

async function serverKey(): Promise<{ pair: CryptoKeyPair; spki: string }> {
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  return { pair, spki: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))) };
}

/** The server's side, written from the description and not from the code. */
async function open(file: HandInFile, key: CryptoKey, associated: string): Promise<unknown> {
  const theirs = await crypto.subtle.importKey('spki', fromBase64(file.ephemeralKey), curve, false, []);
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, key, 256);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const mac = async (k: ArrayBuffer | Uint8Array<ArrayBuffer>, data: ArrayBuffer | Uint8Array<ArrayBuffer>) =>
    crypto.subtle.sign('HMAC', await crypto.subtle.importKey('raw', k, hmac, false, ['sign']), data);
  // RFC 5869: an absent salt is a string of 32 zeros; one block of output is enough for a 256-bit key.
  const prk = await mac(new Uint8Array(32), secret);
  const okm = await mac(prk, new Uint8Array([...new TextEncoder().encode('examengine hand-in v1'), 1]));
  const aes = await crypto.subtle.importKey('raw', okm, 'AES-GCM', false, ['decrypt']);
  const gcm = { name: 'AES-GCM', iv: fromBase64(file.nonce), additionalData: new TextEncoder().encode(associated) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(gcm, aes, fromBase64(file.ciphertext))));
}

describe('a hand-in file', () => {
  test('is opened by the server’s key and the lower-case session id', async () => {
    const { pair, spki } = await serverKey();
    const file = await sealEntries(session, spki, entries);
    expect(file.sessionId).toBe(session.toLowerCase());
    expect(fromBase64(file.nonce)).toHaveLength(12);
    await expect(open(file, pair.privateKey, session.toLowerCase())).resolves.toEqual(entries);
  });

  test('opens for no other session', async () => {
    const { pair, spki } = await serverKey();
    const file = await sealEntries(session, spki, entries);
    await expect(open(file, pair.privateKey, '00000000-0000-0000-0000-000000000000')).rejects.toThrow();
  });

  test('is different every time', async () => {
    const { spki } = await serverKey();
    const [one, two] = [await sealEntries(session, spki, entries), await sealEntries(session, spki, entries)];
    expect(one.ciphertext).not.toBe(two.ciphertext);
    expect(one.ephemeralKey).not.toBe(two.ephemeralKey);
  });

  test.each(['', 'no json', '{}', '{"sessionId":"x","nonce":"y"}', '[]', 'null'])('%j is not one', (text) => {
    expect(readHandInFile(text)).toBeNull();
  });

  test('is read back as it was saved, without anything added to it', () => {
    const file = { sessionId: 's', ephemeralKey: 'e', nonce: 'n', ciphertext: 'c' };
    expect(readHandInFile(JSON.stringify({ ...file, more: 1 }))).toEqual(file);
  });
});

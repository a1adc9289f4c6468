import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { base58 } from '@scure/base';
import { text, type Json } from './strict-json';

/** A public key. Two are the same when their `id` is, whatever form they were read from. */
export interface Key {
  /** The name of the algorithm in a JWS header. */
  algorithm: 'EdDSA' | 'ES256' | 'RS256';
  id: string;
  verify(data: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>;
}

/** No key or signature of a kind known here is longer; base 58 takes time with the square of the length. */
const LONGEST = 128;

/** Shorter RSA is not taken for a proof. */
const SHORTEST_RSA = 2048;
const LONGEST_RSA = 8192;

/** Octets of `z…`; null when it is not base 58 in multibase. */
export function decodeMultibase(multibase: string): Uint8Array | null {
  if (multibase.length < 2 || multibase.length > LONGEST || multibase[0] !== 'z') return null;
  try {
    return base58.decode(multibase.slice(1));
  } catch {
    return null;
  }
}

/** Null when it is no public key of a known kind (codes of multicodec: 0xed Ed25519, 0x1200 P-256). */
export function keyOfMultibase(multibase: string): Key | null {
  const octets = decodeMultibase(multibase);
  if (octets?.length === 34 && octets[0] === 0xed && octets[1] === 0x01) return ofEd25519(octets.slice(2));
  if (octets?.length === 35 && octets[0] === 0x80 && octets[1] === 0x24) return ofP256(octets.slice(2));
  return null;
}

/** A JSON Web Key (RFC 7517); null when it is none of a kind known here. */
export function keyOfJwk(jwk: Json): Key | null {
  const octets = (name: string): Uint8Array | null => fromBase64Url(text(jwk, name) ?? '.');
  const [x, y] = [octets('x'), octets('y')];
  const kind = text(jwk, 'kty');
  if (kind === 'OKP' && text(jwk, 'crv') === 'Ed25519') return x?.length === 32 ? ofEd25519(x) : null;
  if (kind === 'EC' && text(jwk, 'crv') === 'P-256')
    return x?.length === 32 && y?.length === 32 ? ofP256(Uint8Array.from([4, ...x, ...y])) : null;
  if (kind === 'RSA') return ofRsa(octets('n'), octets('e'));
  return null;
}

/** Null when it is not base 64 for addresses. */
export function fromBase64Url(encoded: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(encoded)) return null;
  try {
    return Uint8Array.from(atob(encoded.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

const ofEd25519 = (octets: Uint8Array): Key => ({
  algorithm: 'EdDSA',
  id: `Ed25519 ${bytesToHex(octets)}`,
  verify: (data, signature) => attempt(() => ed25519.verify(signature, data, octets, { zip215: false })),
});

function ofP256(point: Uint8Array): Key | null {
  let octets: Uint8Array;
  try {
    octets = p256.Point.fromBytes(point).toBytes(false);
  } catch {
    return null;
  }
  return {
    algorithm: 'ES256',
    id: `P-256 ${bytesToHex(octets)}`,
    verify: (data, signature) => attempt(() => p256.verify(signature, data, octets, { lowS: false })),
  };
}

function ofRsa(modulus: Uint8Array | null, exponent: Uint8Array | null): Key | null {
  if (!modulus || !exponent || exponent.length < 1 || exponent.length > 4) return null;
  const [n, e] = [trimmed(modulus), trimmed(exponent)];
  if (n.length * 8 < SHORTEST_RSA || n.length * 8 > LONGEST_RSA) return null;
  return {
    algorithm: 'RS256',
    id: `RSA ${bytesToHex(n)} ${bytesToHex(e)}`,
    verify: async (data, signature) => {
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
      const jwk = { kty: 'RSA', n: toBase64Url(n), e: toBase64Url(e) };
      try {
        const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
        return await crypto.subtle.verify(algorithm, key, Uint8Array.from(signature), Uint8Array.from(data));
      } catch {
        return false;
      }
    },
  };
}

function trimmed(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  return first < 0 ? new Uint8Array(0) : octets.slice(first);
}

const toBase64Url = (octets: Uint8Array): string =>
  btoa(String.fromCharCode(...octets))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

/** A signature or key of another length or off the curve is thrown at. */
function attempt(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    return false;
  }
}

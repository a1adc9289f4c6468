import { unpack } from './unpack';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEAD = [...'openbadgecredential\0'].map((c) => c.charCodeAt(0));

export const isPng = (file: Uint8Array): boolean => startsWith(file, SIGNATURE);

/** The text of the first `iTXt` chunk (W3C PNG, 11.3.3.4) with the keyword `openbadgecredential`; null where there is none. */
export async function pngText(file: Uint8Array<ArrayBuffer>, most: number): Promise<string | null> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = SIGNATURE.length; at + 12 <= file.length;) {
    const length = view.getUint32(at);
    if (length > file.length - at - 12) return null;
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const data = file.subarray(at + 8, at + 8 + length);
    const text = type === 'iTXt' ? await textOf(data, most) : null;
    if (text !== null) return text.trim();
    at += 12 + length;
  }
  return null;
}

/** Keyword 0, compressed or not, method, language 0, keyword in that language 0, text. */
async function textOf(data: Uint8Array<ArrayBuffer>, most: number): Promise<string | null> {
  if (!startsWith(data, HEAD) || data.length < HEAD.length + 2) return null;
  let at = HEAD.length + 2;
  for (let texts = 0; texts < 2; texts++) {
    at = data.indexOf(0, at) + 1;
    if (at === 0) return null;
  }
  const rest = data.subarray(at);
  const octets = data[HEAD.length] === 1 ? await unpack('deflate', rest, most) : rest;
  return octets && new TextDecoder().decode(octets);
}

const startsWith = (octets: Uint8Array, start: number[]): boolean => start.every((octet, n) => octets[n] === octet);

import { attachedJson, isPdf } from './pdf';
import { isPng, pngText } from './png';
import { bakedIn } from './svg';
import { isJws } from './tokens';
import { malformed, type Refused } from './verdict';

/** Octets of a file that may be read; a badge has a few hundred thousand. */
export const LARGEST_FILE = 16 << 20;

/** What is in a file, as it was put in, not verified: a signed document or a token. */
export async function extract(file: Uint8Array<ArrayBuffer>): Promise<string | Refused> {
  if (isPng(file)) return (await pngText(file, LARGEST_FILE)) ?? NOTHING;
  if (isPdf(file)) return (await attachedJson(file, LARGEST_FILE)) ?? NOTHING;
  const text = new TextDecoder().decode(file).trim();
  if (text === '') return malformed('The file is empty.');
  if (text.startsWith('{') || isJws(text)) return text;
  return bakedIn(text)?.trim() ?? NOTHING;
}

const NOTHING = malformed('There is no badge in the file.');

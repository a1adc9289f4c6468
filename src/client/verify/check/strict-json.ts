export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonMap = { [name: string]: Json };

/** As the server's reader. */
const DEEPEST = 64;

export class NotJson extends Error {}

/**
 * JSON in which nothing is said twice (of two members of one name, one reader takes the first and another the last), and in which
 * all text is Unicode (JSON can spell half a character).
 */
export function parse(text: string): Json {
  check(text);
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new NotJson();
  }
}

/** In what is JSON, only a name is followed by a colon; what is none is for `JSON.parse` to refuse. */
function check(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
      case '[':
        if (open.push(text[at] === '{' ? new Set() : null) > DEEPEST) throw new NotJson();
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOf(text, at);
        const word = written(text.slice(at, end + 1));
        at = end;
        if (!isName(text, end + 1)) break;
        const names = open.at(-1);
        if (!names || names.has(word)) throw new NotJson();
        names.add(word);
      }
    }
  }
}

function isName(text: string, after: number): boolean {
  let at = after;
  while (' \t\n\r'.includes(text[at] ?? '.')) at++;
  return text[at] === ':';
}

function endOf(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  throw new NotJson();
}

function written(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  let word: string;
  try {
    word = JSON.parse(quoted) as string;
  } catch {
    throw new NotJson();
  }
  if (/\p{Surrogate}/u.test(word)) throw new NotJson();
  return word;
}

export const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null also when it is there and null. */
export const member = (map: Json | undefined, name: string): Json =>
  isMap(map) && Object.hasOwn(map, name) ? (map[name] ?? null) : null;

export function text(map: Json | undefined, name: string): string | null {
  const value = member(map, name);
  return typeof value === 'string' ? value : null;
}

/** The members of a list, or the one that stands for a list of one. */
export const several = (value: Json): Json[] => (value === null ? [] : Array.isArray(value) ? value : [value]);

export const texts = (value: Json): string[] => several(value).filter((one) => typeof one === 'string');

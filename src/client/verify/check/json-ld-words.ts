import type { Json } from './strict-json';
import { FormatError, type Code } from './verdict';

/** What jsonld.js throws; in safe mode, `event` is what would have been left out. */
interface Fault {
  message: string;
  details?: {
    code?: string;
    cause?: unknown;
    term?: string;
    keyword?: string;
    event?: { code: string; details: Record<string, Json> };
  };
}

const UNDEFINED = 'is not defined by any context of the document';
const RELATIVE = `is no absolute address and ${UNDEFINED}`;
const MISPLACED = 'stands where only an object can';
const KEYWORD = 'has the form of a keyword';

/** What would have been left out (its name, or where the event has it), and why. */
const DROPPED: Record<string, [what: string, why: string]> = {
  'invalid property': ['property', UNDEFINED],
  'relative @id reference': ['id', RELATIVE],
  'relative @type reference': ['type', RELATIVE],
  'relative graph reference': ['graph', RELATIVE],
  'relative subject reference': ['subject', RELATIVE],
  'relative predicate reference': ['predicate', RELATIVE],
  'relative object reference': ['object', RELATIVE],
  'relative @vocab reference': ['vocab', 'is a relative @vocab'],
  'free-floating scalar': ['value', MISPLACED],
  'object with only @value': ['@value', MISPLACED],
  'object with only @list': ['@list', MISPLACED],
  'object with only @language': ['@language', 'stands without a value'],
  'object with only @id': ['value', 'is an object that says nothing'],
  'empty object': ['{}', 'is an object that says nothing'],
  'null @value value': ['@value', 'is null'],
  'null @id value': ['id', KEYWORD],
  'reserved @id value': ['id', KEYWORD],
  'reserved @reverse value': ['reverse', KEYWORD],
  'reserved term': ['term', KEYWORD],
  'invalid @language value': ['language', 'is no language tag'],
  'rdfDirection not set': ['@direction', 'cannot be kept'],
  'blank node predicate': ['property', 'is a blank node, which cannot be a property'],
};

/** What is no JSON-LD, by jsonld.js's code; `{}` is the word it is about. */
const REFUSED: Record<string, [code: Code, reason: string]> = {
  'protected term redefinition': ['malformed', 'A context defines the protected word "{}" anew.'],
  'invalid context nullification': [
    'malformed',
    'A context that sets all words aside comes after one with protected words.',
  ],
  'keyword redefinition': ['malformed', 'A context defines {} anew.'],
  'cyclic IRI mapping': ['malformed', 'The word "{}" of a context is defined by itself.'],
  'invalid local context': ['malformed', 'A context is neither an address nor an object.'],
  'colliding keywords': ['malformed', 'An object says {} twice.'],
  'invalid @id value': ['malformed', '@id is not a string.'],
  'invalid type value': ['malformed', 'A type or text is not a string.'],
  'invalid value object': ['malformed', 'An object holds a value and something else.'],
  'invalid value object value': ['malformed', '@value holds more than one value.'],
  'invalid set or list object': ['malformed', 'An object holds a set or a list and something else.'],
  'invalid language-tagged value': ['malformed', 'A value that is no text has a language.'],
  'invalid @included value': ['malformed', '@included holds something that is no object.'],
  'invalid reverse property map': ['malformed', '@reverse holds a keyword.'],
  'invalid @reverse value': ['malformed', '@reverse is not an object.'],
  'invalid IRI mapping': ['undefined-term', '"{}" is defined by nothing.'],
};

/** jsonld.js's errors in the server's words; what is no refusal of a document is handed back as it is. */
export function formatErrorOf(error: unknown): unknown {
  if (error instanceof FormatError || !(error instanceof Error)) return error;
  const { details, message } = error as Fault;
  if (!details) return error;
  if (details.cause) return formatErrorOf(details.cause);
  if (details.event) return dropped(details.event.code, details.event.details);
  const [code, reason] = REFUSED[details.code ?? ''] ?? ['malformed', message];
  return new FormatError(code, reason.replace('{}', details.term ?? details.keyword ?? ''));
}

function dropped(code: string, details: Record<string, Json>): FormatError {
  const [what, why] = DROPPED[code] ?? ['value', `is left out (${code})`];
  const value = details[what] ?? what;
  return new FormatError('undefined-term', `"${typeof value === 'string' ? value : nameOf(value)}" ${why}.`);
}

/** An object that says nothing is called by its address, if it has one. */
function nameOf(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return !Array.isArray(value) && typeof value['@id'] === 'string' ? value['@id'] : '{}';
}

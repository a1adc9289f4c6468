import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFParser,
  PDFRawStream,
  PDFString,
  type PDFContext,
  type PDFObject,
} from 'pdf-lib';
import { unpack } from './unpack';

const NAME = 'credential.json';
const DEEPEST_TREE = 8;
const MOST_FILES = 256;

export const isPdf = (file: Uint8Array): boolean => String.fromCharCode(...file.subarray(0, 5)) === '%PDF-';

/**
 * The file `credential.json` that is associated with a PDF, or attached to it; without one of that name, the only one that ends in
 * `.json`. Null also for a file that cannot be read, or only with a password.
 */
export async function attachedJson(file: Uint8Array<ArrayBuffer>, most: number): Promise<string | null> {
  try {
    const context = await PDFParser.forBytesWithOptions(file, 50, false, false).parseDocument();
    if (context.trailerInfo.Encrypt) return null;
    const found = pick(filesIn(context));
    const content = found && (await contentOf(found, most));
    return content ? new TextDecoder().decode(content).trim() : null;
  } catch {
    // A reader for files of strangers: there is no one error for what it cannot read.
    return null;
  }
}

type Files = Map<string, PDFRawStream>;

function pick(files: Files): PDFRawStream | null {
  const named = files.get(NAME);
  if (named) return named;
  const [only, ...more] = [...files].filter(([name]) => name.toLowerCase().endsWith('.json'));
  return only && more.length === 0 ? only[1] : null;
}

function filesIn(context: PDFContext): Files {
  const files: Files = new Map();
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) return files;
  for (const one of members(catalog, 'AF')) add(files, context.lookup(one));
  const names = lookup(catalog, 'Names');
  walk(files, context, names instanceof PDFDict ? lookup(names, 'EmbeddedFiles') : undefined, 0);
  return files;
}

function walk(files: Files, context: PDFContext, node: PDFObject | undefined, depth: number): void {
  if (!(node instanceof PDFDict) || depth > DEEPEST_TREE) return;
  for (const [n, one] of members(node, 'Names').entries()) {
    if (n % 2 === 1 && files.size <= MOST_FILES) add(files, context.lookup(one));
  }
  for (const kid of members(node, 'Kids')) {
    if (files.size <= MOST_FILES) walk(files, context, context.lookup(kid), depth + 1);
  }
}

function add(files: Files, specification: PDFObject | undefined): void {
  if (!(specification instanceof PDFDict)) return;
  const embedded = lookup(specification, 'EF');
  if (!(embedded instanceof PDFDict)) return;
  const name = wordsOf(lookup(specification, 'UF')) || wordsOf(lookup(specification, 'F'));
  const stream = lookup(embedded, 'UF') ?? lookup(embedded, 'F');
  if (stream instanceof PDFRawStream && !files.has(name)) files.set(name, stream);
}

/** As it is, or packed as usual, which is unpacked with a bound; what is packed in another way, or twice, may be of any size. */
async function contentOf(stream: PDFRawStream, most: number): Promise<Uint8Array | null> {
  const filter = lookup(stream.dict, 'Filter');
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (only === PDFName.of('FlateDecode')) return unpack('deflate', Uint8Array.from(stream.contents), most);
  return filter ? null : stream.contents;
}

const lookup = (map: PDFDict, name: string): PDFObject | undefined => map.lookup(PDFName.of(name));

function members(map: PDFDict, name: string): PDFObject[] {
  const list = lookup(map, name);
  return list instanceof PDFArray ? list.asArray() : [];
}

const wordsOf = (text: PDFObject | undefined): string =>
  text instanceof PDFString || text instanceof PDFHexString ? text.decodeText() : '';

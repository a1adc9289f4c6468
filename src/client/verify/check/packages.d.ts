/** What is used of packages that bring no types. */

declare module 'jsonld' {
  type JsonMap = import('./strict-json').JsonMap;

  export interface Term {
    termType: string;
    value: string;
  }

  export interface Quad {
    subject: Term;
    predicate: Term;
    object: Term;
    graph: Term;
  }

  interface Options {
    safe: boolean;
    skipExpansion?: boolean;
    documentLoader(url: string): Promise<{ contextUrl: null; documentUrl: string; document: JsonMap }>;
  }

  const jsonld: {
    expand(document: JsonMap, options: Options): Promise<JsonMap[]>;
    toRDF(expanded: JsonMap[], options: Options): Promise<Quad[]>;
  };
  export default jsonld;
}

declare module 'rdf-canonize' {
  import type { Quad } from 'jsonld';

  export function canonize(
    quads: Quad[],
    options: {
      algorithm: 'RDFC-1.0';
      maxDeepIterations: number;
      createMessageDigest: () => { update(text: string): void; digest(): Promise<string> };
      signal: AbortSignal;
    },
  ): Promise<string>;
}

declare module '@digitalbazaar/*';
declare module '@digitalcredentials/*';
declare module 'ed25519-signature-2020-context';

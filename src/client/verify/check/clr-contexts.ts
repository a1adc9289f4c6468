import type { JsonMap } from './strict-json';

const CLR = 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#';

/**
 * The words of the Comprehensive Learner Record 2.0 that Open Badges do not have (1EdTech CLR 2.0, appendix "JSON-LD Context"). No
 * package publishes them, so they are written down here as they are for the server; a test holds them against the original.
 */
export const clrContexts = (): [string, JsonMap][] => [
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/context.json',
    documentOf('https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#', {}, {}),
  ],
  [
    'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    documentOf(
      'https://purl.imsglobal.org/spec/vc/ob/vocab.html#',
      { partial: { '@id': `${CLR}partial`, '@type': 'xsd:boolean' } },
      { identifier: { '@id': `${CLR}identifier-1`, '@type': 'obi:Identifier', '@container': '@set' } },
    ),
  ],
];

const documentOf = (badges: string, ofCredential: JsonMap, ofSubject: JsonMap): JsonMap => ({
  '@context': {
    id: '@id',
    type: '@type',
    ClrCredential: typeOf('ClrCredential', { id: '@id', type: '@type', ...ofCredential }),
    ClrSubject: typeOf('ClrSubject', {
      id: '@id',
      type: '@type',
      cred: 'https://www.w3.org/2018/credentials#',
      obi: badges,
      achievement: { '@id': `${CLR}achievement`, '@type': 'obi:Achievement', '@container': '@set' },
      association: { '@id': `${CLR}association`, '@type': `${CLR}Association`, '@container': '@set' },
      verifiableCredential: {
        '@id': `${CLR}verifiableCredential`,
        '@type': 'cred:verifiableCredential',
        '@container': '@set',
      },
      ...ofSubject,
    }),
    Association: typeOf('Association', {
      associationType: { '@id': `${CLR}AssociationType` },
      sourceId: { '@id': `${CLR}sourceId`, '@type': 'xsd:anyURI' },
      targetId: { '@id': `${CLR}targetId`, '@type': 'xsd:anyURI' },
    }),
  },
});

const typeOf = (name: string, words: JsonMap): JsonMap => ({ '@id': `${CLR}${name}`, '@context': words });

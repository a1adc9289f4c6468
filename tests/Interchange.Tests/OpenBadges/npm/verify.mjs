// Reads { badges: { name: document }, tokens: { name: jwt }, documents: { address: document }, key: { x } } and prints, as JSON, what verifiers that
// we did not write say of each: { name: { core, vc } } and { name: jose }. Asks nobody: addresses that are not given are not found.
import { readFileSync } from 'node:fs'

const { badges, tokens, documents, key } = JSON.parse(readFileSync(0, 'utf8'))
globalThis.fetch = async (request) => {
  const found = documents[typeof request === 'string' ? request : request.url ?? String(request)]
  return found
    ? new Response(JSON.stringify(found), { headers: { 'content-type': 'application/json' } })
    : new Response('not found', { status: 404 })
}
const log = console.log
console.log = console.error = () => {}

const { verifyCredential } = await import('@digitalcredentials/verifier-core')
const { securityLoader } = await import('@digitalcredentials/security-document-loader')
const { DataIntegrityProof } = await import('@digitalbazaar/data-integrity')
const { cryptosuite } = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite')
const vc = await import('@digitalbazaar/vc')
const { checkStatus } = await import('@digitalbazaar/vc-bitstring-status-list')
const jose = await import('jose')

const known = securityLoader().build()
const documentLoader = async (url) => {
  if (documents[url]) return { contextUrl: null, documentUrl: url, document: documents[url] }
  if (!url.startsWith('did:key:')) return known(url)
  const did = url.split('#')[0]
  const id = `${did}#${did.slice('did:key:'.length)}`
  const method = { '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase: did.slice('did:key:'.length) }
  const controller = { '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: did, verificationMethod: [method], assertionMethod: [id] }
  return { contextUrl: null, documentUrl: url, document: url.includes('#') ? method : controller }
}

const verdicts = {}
for (const [name, credential] of Object.entries(badges)) {
  const core = await verifyCredential({ credential: structuredClone(credential), knownDIDRegistries: [] })
  const failed = (core.errors ?? []).map((e) => e.name)
  for (const step of core.log ?? []) if (step.id !== 'registered_issuer' && (step.error || !step.valid)) failed.push(step.id)
  const passed = (core.log ?? []).filter((step) => step.valid).map((step) => step.id)
  const suite = new DataIntegrityProof({ cryptosuite })
  const by = await vc.verifyCredential({ credential: structuredClone(credential), suite, documentLoader, ...(credential.credentialStatus && { checkStatus }) })
  verdicts[name] = { core: failed.length === 0 && passed.includes('valid_signature'), failed, vc: by.verified && !by.statusResult?.results?.some((one) => one.status), why: by.verified ? null : String(by.error?.errors?.[0] ?? by.error) }
}

const signed = {}
const publicKey = await jose.importJWK({ kty: 'OKP', crv: 'Ed25519', x: key.x }, 'EdDSA')
for (const [name, token] of Object.entries(tokens)) {
  signed[name] = await jose.jwtVerify(token, publicKey).then(() => true, () => false)
}
log(JSON.stringify({ verdicts, signed }))

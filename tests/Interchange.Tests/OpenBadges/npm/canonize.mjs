// Reads { contexts: { address: document }, documents: [...] } and prints one line for each document: the SHA-256 of its canonical N-Quads
// by jsonld.js in safe mode, or "refused". With { texts: [...] }: the canonical JSON of each.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import canonicalize from 'canonicalize'
import jsonld from 'jsonld'

const { contexts, documents = [], texts = [] } = JSON.parse(readFileSync(0, 'utf8'))
const documentLoader = async (url) => {
  if (!contexts[url]) throw new Error(`unknown context ${url}`)
  return { contextUrl: null, documentUrl: url, document: contexts[url] }
}
for (const document of documents) {
  try {
    const quads = await jsonld.canonize(document, { algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader, canonizeOptions: { maxWorkFactor: Infinity } })
    console.log(createHash('sha256').update(quads, 'utf8').digest('hex'))
  } catch (error) {
    console.log('refused')
  }
}
for (const text of texts) console.log(canonicalize(JSON.parse(text)))

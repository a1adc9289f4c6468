import { keyOfJwk, keyOfMultibase, type Key } from './keys';
import type { Sources } from './sources';
import { isMap, member, several, text, type Json, type JsonMap } from './strict-json';
import type { Refused } from './verdict';

const DID_KEY = 'did:key:';

export interface Found {
  /** Null when there is none to check the signature with. */
  key: Key | null;
  /** Why a right signature by the key would still be no proof; null when it would. */
  doubt: Refused | null;
}

const doubtful = (key: Key | null, reason: string): Found => ({ key, doubt: { code: 'unknown-issuer', reason } });

/** Finds the public key that a proof names, and whether it is the issuer's. */
export class KeyFinder {
  constructor(private readonly sources: Sources) {}

  /** @param method What the proof names: an address with a fragment. */
  async find(method: string, issuer: string): Promise<Found> {
    const mark = method.indexOf('#');
    const [controller, fragment] = mark < 0 ? [method, ''] : [method.slice(0, mark), method.slice(mark + 1)];
    const own = controller.startsWith(DID_KEY) ? controller.slice(DID_KEY.length) : null;
    const claimed = keyOfMultibase(own ?? fragment);
    if (controller !== issuer)
      return doubtful(claimed, `It is signed by ${controller}, and ${issuer} is said to have issued it.`);
    if (own !== null) {
      if (!claimed)
        return {
          key: null,
          doubt: { code: 'unsupported-proof', reason: 'Its key is of a kind that is not known here.' },
        };
      return fragment === '' || fragment === own
        ? { key: claimed, doubt: null }
        : doubtful(claimed, 'It names a key that the issuer does not have.');
    }

    const document = await this.document(controller);
    if (!document) return doubtful(claimed, `The keys of ${controller} could not be had.`);
    const named = assertions(document, controller).find((one) => absolute(text(one, 'id'), controller) === method);
    const key = named ? keyOf(named) : null;
    return key ? { key, doubt: null } : doubtful(claimed, 'It names a key that the issuer does not have.');
  }

  /** For a signature that states its key and not where the key is found. */
  async vouch(stated: Key, issuer: string): Promise<Found> {
    if (issuer.startsWith(DID_KEY))
      return keyOfMultibase(issuer.slice(DID_KEY.length))?.id === stated.id
        ? { key: stated, doubt: null }
        : doubtful(stated, "It is signed by a key that is not the issuer's.");
    const document = await this.document(issuer);
    if (!document) return doubtful(stated, `The keys of ${issuer} could not be had.`);
    return assertions(document, issuer).some((one) => keyOf(one)?.id === stated.id)
      ? { key: stated, doubt: null }
      : doubtful(stated, 'It is signed by a key that the issuer does not have.');
  }

  /** The issuer's document, if there is one and it is the issuer's. */
  private async document(controller: string): Promise<JsonMap | null> {
    if (!isDidWeb(controller) && !controller.startsWith('https://')) return null;
    const document = await this.sources.did(controller);
    return isMap(document) && text(document, 'id') === controller ? document : null;
  }
}

const isDidWeb = (did: string): boolean => /^did:web:[^/?#:]+(:[^/?#:]+)*$/.test(did);

/** The keys that the issuer makes assertions with. */
function assertions(document: JsonMap, controller: string): JsonMap[] {
  const all = several(member(document, 'verificationMethod')).filter(isMap);
  return several(member(document, 'assertionMethod')).flatMap((entry) => {
    if (isMap(entry)) return [entry];
    const id = typeof entry === 'string' ? absolute(entry, controller) : null;
    return id === null ? [] : all.filter((method) => absolute(text(method, 'id'), controller) === id);
  });
}

function keyOf(method: JsonMap): Key | null {
  if (member(method, 'revoked') !== null) return null;
  const multibase = text(method, 'publicKeyMultibase');
  const jwk: Json = member(method, 'publicKeyJwk');
  return multibase !== null ? keyOfMultibase(multibase) : jwk === null ? null : keyOfJwk(jwk);
}

const absolute = (id: string | null, controller: string): string | null => (id?.startsWith('#') ? controller + id : id);

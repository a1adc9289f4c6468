import type { CredentialView } from '../lib/wire';

/** Where the credential is, as the world knows it. */
const addressOf = ({ id }: CredentialView): string => new URL(`/v/${id}`, location.origin).href;

/** LinkedIn's form for a certificate, filled in; what it says is up to the learner, who is signed in there. */
export function linkedIn(credential: CredentialView): string {
  const issued = new Date(credential.issuedAt);
  const form = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: credential.title,
    organizationName: credential.issuer,
    issueYear: String(issued.getUTCFullYear()),
    issueMonth: String(issued.getUTCMonth() + 1),
    certUrl: addressOf(credential),
    certId: credential.id,
  });
  return `https://www.linkedin.com/profile/add?${form.toString()}`;
}

/** A verifier of the Digital Credentials Consortium, which reads the credential from its address. */
export const verifierPlus = (credential: CredentialView): string =>
  `https://verifierplus.org/#verify?vc=${encodeURIComponent(addressOf(credential))}`;

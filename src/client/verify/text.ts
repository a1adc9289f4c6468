import { keyOf, speakerOf } from '../lib/i18n';

/** Every string of verifying: a credential under its address, and checking files, which the saved page has too; in the same manner as `lib/text.ts`. */
export const en = {
  'files.title': 'Check files of credentials',
  'files.lead':
    'A credential as PDF, picture (PNG, SVG), Open Badge (JSON) or token (JWT), from any issuer. Files are checked in this browser and leave it only when you ask for it.',
  'files.leadSaved':
    'A credential as PDF, picture (PNG, SVG), Open Badge (JSON) or token (JWT), from any issuer. This page works without a network and sends nothing anywhere.',
  'files.choose': 'Choose files',
  'files.drop': 'or drop them anywhere on this page',
  'files.reading': 'Checking…',
  'files.list': 'Checked files',
  'files.clear': 'Clear the list',
  'files.tooMany': 'Only the first {n} files were taken; check the others after these.',
  'files.failed': 'It could not be checked',
  'files.failedText':
    'This says nothing about the credential: the file or the checker could not be read. Check the connection and choose the file again.',

  'verdict.valid': 'Valid',
  'verdict.tampered': 'Not genuine: it was changed, or signed by another',
  'verdict.expired': 'Expired',
  'verdict.not-yet-valid': 'Not valid yet',
  'verdict.revoked': 'Revoked',
  'verdict.suspended': 'Suspended',
  'verdict.unknown-issuer': 'Nothing ties it to its issuer',
  'verdict.unknown-context': 'Not readable here',
  'verdict.undefined-term': 'Not wholly covered by its signature',
  'verdict.malformed': 'No credential that can be read',
  'verdict.status-unavailable': 'Genuine; whether it still stands was not found out',
  'verdict.unsupported-proof': 'Signed in a way that cannot be checked here',
  'verdict.not-signed': 'Not signed',
  'verdict.too-much-work': 'Too large to check',
  'verdict.lastKnown': 'Genuine; it stood on {when}',
  'verdict.lastKnownText':
    'It is signed by its issuer and unchanged. Whether it was revoked since {when} cannot be told without a network.',

  'fact.claims': 'What it says of itself; none of it is proven:',
  'fact.checked':
    'This is what was checked. If the file is a PDF or a picture, what it shows besides was not: compare the two.',
  'fact.what': 'Credential',
  'fact.achievement': 'For',
  'fact.holder': 'Issued to',
  'fact.issuer': 'Issuer',
  'fact.ours': 'The issuer of this site.',
  'fact.oursSaved': 'The issuer of {site}, where this page was saved.',
  'fact.stranger':
    'Not the issuer of this site. The name is what it calls itself: make sure that this identity is the one you expect.',
  'fact.issued': 'Issued on',
  'fact.until': 'Valid until',
  'fact.parts': 'Badges in it',
  'fact.unnamed': 'Without a name',
  'fact.page': 'Its page at the issuer',

  'server.ask': 'Ask the server about {name}',
  'server.why': 'The server can ask other issuers’ sites. This sends it the file, which it does not keep.',
  'server.asking': 'The server is checking…',
  'server.says': 'The server says: {verdict}',
  'server.ours': 'It issued this credential itself.',

  'list.title': 'A status list',
  'list.text': 'It is used for the credentials below and above: it tells what was revoked until {when}.',
  'list.stranger': 'It serves for credentials of the same issuer only.',

  'save.title': 'Check without a network',
  'save.text':
    'Save this page as one file. Opened from a disk or a stick it checks credentials with no network at all, and knows this site’s issuer and what was revoked until the day it was saved.',
  'save.button': 'Save the page',
  'save.saving': 'Putting it together…',
  'save.done': 'Saved. Open the file in any current browser.',
  'save.failed': 'It could not be put together. Check the connection and try again.',
  'saved.title': 'A saved page',
  'saved.text':
    'Saved from {site} on {when}. What was revoked since then it cannot know: such credentials are shown as genuine, with this date. For a later state, choose a newer status list as a file too, or ask at {site}.',
  'saved.withoutIssuer':
    'It was saved without the issuer’s keys; credentials whose signature holds are shown all the same.',

  'spoken.one': '{name}: {verdict}',
  'spoken.several': '{n} files checked. Valid: {valid}. Not valid, or not found out: {others}.',

  'found.file': 'Check a file of a credential',

  'verify.title': 'Credential verification',
  'verify.checking': 'Checking…',
  'verify.valid': 'This credential is valid',
  'verify.validText': 'It was issued by {issuer} and has not been revoked. Checked just now, {when}.',
  'verify.revoked': 'This credential has been revoked',
  'verify.revokedText': '{issuer} issued it and has withdrawn it. It must not be relied on.',
  'verify.revokedOn': 'Revoked on',
  'verify.revokedFor': 'Reason',
  'verify.for.review': 'a review of the exam session',
  'verify.for.award': 'what earned it is no longer so',
  'verify.for.error': 'it was issued by mistake',
  'verify.for.superseded': 'another credential took its place',
  'verify.superseded': 'Another credential took the place of this one',
  'verify.supersededText':
    '{issuer} issued it again, under another name of the same person. The new one is what counts.',
  'verify.supersededOn': 'Replaced on',
  'verify.newer': 'See the credential that counts',
  'verify.share': 'Keep and share',
  'verify.code': 'Code of this page’s address',
  'verify.png': 'Badge as picture (PNG)',
  'verify.svg': 'Badge as drawing (SVG)',
  'verify.json': 'Open Badge for a wallet (JSON)',
  'verify.jwt': 'Open Badge as a signed token (JWT)',
  'verify.clr': 'Record of the program with its courses (CLR)',
  'verify.linkedIn': 'Add to LinkedIn',
  'verify.elsewhere': 'Verify with VerifierPlus',
  'verify.elsewhereText':
    'VerifierPlus and LinkedIn are sites of others. They learn the address of this credential when you follow the link, and nothing before.',
  'verify.issuerId': 'Signing identity',
  'verify.issuerIdText': 'Open Badges of this credential are signed by it. Wallets and verifiers show the same.',
  'verify.unknown': 'No such credential',
  'verify.unknownText': 'There is no credential under this address. Compare it with the one printed on the document.',
  'verify.unable': 'It cannot be checked just now',
  'verify.unableText': 'The server cannot be reached. This says nothing about the credential; please try again.',
  'verify.name': 'Awarded to',
  'verify.for': 'For',
  'verify.program': 'Program',
  'verify.issuer': 'Issuer',
  'verify.date': 'Issued on',
  'verify.id': 'Credential number',
  'verify.key': 'Signing certificate (SHA-256)',
  'verify.keyText':
    'The PDF carries a signature made with this certificate. A PDF reader that checks signatures shows the same fingerprint.',
  'verify.pdf': 'Download the signed PDF',
  'verify.again': 'Check again',
  'verify.language': 'Language',
} as const;

/** The words of verifying. */
export const say = speakerOf({ en });

/** True when there are words of that name. */
export const isVerifyKey = keyOf(en);

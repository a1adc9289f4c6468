import { speakerOf } from '../../lib/i18n';

/** Every string of the page of pathway schools; it comes with that page. A language is one more object of this shape. */
export const en = {
  'sharing.title': 'Pathway schools',
  'sharing.lead':
    'A pathway school counts a program you have earned. It sees your credentials only when you say so here.',
  'sharing.none': 'There is nothing to share yet',
  'sharing.noneText':
    'When you have earned a program that a school counts, you find the school here. Nobody sees anything of you until then.',
  'sharing.offers': 'What you could share',
  'sharing.shares': 'What you share, or shared',
  'sharing.counts': '{points} credit points towards: {degree}',
  'sharing.until': 'The agreement ends on {day}; what you share then stays shared until you withdraw.',
  'sharing.credentials': 'These credentials',
  'sharing.credential': '{title} ({kind}), issued to {name} on {day}',
  'sharing.fields': 'Of each of them',
  'sharing.field.name': 'your name, as the credential has it',
  'sharing.field.achievement': 'what you did, and what was asked for it',
  'sharing.field.issuedAt': 'when it was issued',
  'sharing.field.issuer': 'who issued and signed it',
  'sharing.field.number': 'its number, and the address to verify it at',
  'sharing.field.standing': 'whether it stands; if not, since when and for what class of reason',
  'sharing.not':
    'Nothing else: no score, no address, no country, nothing of your exams. Credentials you earn later are not shared; one that takes the place of these under a new name is.',
  'sharing.honest':
    'You can withdraw at any time. The school then sees nothing from that moment on. What it has downloaded before it still has, and the credit it granted stays recorded.',
  'sharing.consent': 'Consent and share',
  'sharing.with': 'with {school}',
  'sharing.done': 'Shared with {school}. Your receipt is below.',
  'sharing.changed': 'What would be shared has changed. Look at it once more.',
  'sharing.stands': 'Shared since {day}',
  'sharing.withdrawn': 'Withdrawn on {day}',
  'sharing.withdraw': 'Withdraw…',
  'sharing.withdrawTitle': 'Withdraw from {school}?',
  'sharing.withdrawText':
    'The school sees nothing of {program} from the moment you press. What it has downloaded before it still has. What was granted stays recorded, here and for staff.',
  'sharing.keep': 'Keep sharing',
  'sharing.withdrawGo': 'Withdraw now',
  'sharing.withdrawDone': '{school} sees nothing of this any more.',
  'sharing.receipts': 'Receipts',
  'sharing.receipt': 'Receipt of consent, {moment}',
  'sharing.receiptWithdrawal': 'Receipt of withdrawal, {moment}',
  'sharing.receiptHint': 'Signed files that say what was shared, with whom, and when.',
  'sharing.credit': 'Credit',
  'sharing.creditNone': 'The school has granted no credit yet.',
  'sharing.creditGranted': '{points} credit points granted on {day}, reference {reference}.',
  'sharing.entry.granted': '{at}: {points} granted ({reference})',
  'sharing.entry.corrected': '{at}: corrected to {points} ({reference}). {reason}',
  'sharing.entry.takenBack': '{at}: taken back. {reason}',
  'sharing.looks': { one: 'The school has looked once', other: 'The school has looked {n} times' },
  'sharing.looksNone': 'The school has not looked yet.',
  'sharing.looksSome': { one: 'The newest one', other: 'The newest {n}' },
  'sharing.look.listed': '{moment}: in a list, by {by}',
  'sharing.look.opened': '{moment}: opened by {by}',
  'sharing.look.verified': '{moment}: verified by {by}',
  'sharing.look.downloaded': '{moment}: downloaded by {by}',
  'sharing.someone': 'an account that is gone',
  'sharing.kind.program': 'program',
  'sharing.kind.course': 'course',
  'sharing.kind.exam': 'exam',
} as const;

export const say = speakerOf({ en });

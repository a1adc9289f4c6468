import { speakerOf } from '../../lib/i18n';

/** Every string of choosing a window; it comes with that page. A language is one more object of this shape. */
export const en = {
  'choices.title': 'Windows: {exam}',
  'choices.back': 'Back to your exams',
  'choices.zone': 'Times are as clocks show them in {zone}.',
  'choices.none': 'No windows to choose from',
  'choices.noneText': 'When a window is planned that you can register for yourself, it appears here.',
  'choices.barred': 'Before you can register',
  'choices.opens': 'Opens',
  'choices.closes': 'Closes',
  'choices.free': { one: 'One place free', other: '{n} places free' },
  'choices.full': 'Full',
  'choices.waiting': { one: 'One person waits', other: '{n} people wait' },
  'choices.seated': 'You have a seat',
  'choices.inLine': 'You are number {n} in line',
  'choices.offered': 'A place is kept for you',
  'choices.offeredUntil':
    'It is yours if you accept it before {when} ({left} left). Then it passes on to whoever is next.',
  'choices.notYet': 'Registration not open yet',
  'choices.opensAt': 'Registration opens {when}.',
  'choices.over': 'Registration is over',
  'choices.until': 'Register before {when}.',
  'choices.changeUntil': 'You can change or cancel until {when}.',
  'choices.changeOver': 'It is too late to change or cancel: that was possible until {when}.',
  'choices.lineText':
    'When a place is free and it is your turn, it is kept for you here for a while. Look in from time to time.',
  'choices.register': 'Register',
  'choices.change': 'Change to this window',
  'choices.wait': 'Join the waiting list',
  'choices.accept': 'Accept the place',
  'choices.decline': 'Let it pass on',
  'choices.leave': 'Leave the waiting list',
  'choices.cancel': 'Cancel your seat',
  'choices.cancelTitle': 'Cancel your seat?',
  'choices.cancelText': 'The seat goes to whoever waits longest. You may not get one in this window again.',
  'choices.cancelGo': 'Cancel the seat',
  'choices.cancelKeep': 'Keep the seat',
  'choices.insteadOf': 'Your seat in “{title}” is given back when you have this one.',
  'choices.done.seated': 'You have a seat in “{title}”.',
  'choices.done.waiting': 'You are on the waiting list of “{title}”.',
  'choices.done.left': 'You have no seat in “{title}” any more.',
} as const;

export const say = speakerOf({ en });

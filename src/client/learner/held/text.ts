import { keyOf, speakerOf } from '../../lib/i18n';

/** Every string of the page that shows learners what is held about a sitting; it comes with that page. A language is one more object of this shape. */
export const en = {
  'held.title': 'What is held about this sitting',
  'held.lead': 'What is kept of you from “{exam}”, for you to look at and to take along.',
  'held.all': 'All of it',
  'held.allText':
    'Your answers with the signed receipt, where the time went, what you agreed to, what was noticed, what was written and done, and the pictures and recordings that are still kept. A ZIP file that any computer opens.',
  'held.download': 'Download all of it',
  'held.goesOn': 'While the sitting goes on it cannot be downloaded yet.',
  'held.evidence': 'Pictures, recordings and messages',
  'held.none': 'This sitting was not watched: there are no pictures, recordings or messages.',
  'held.group.stills': 'Pictures of camera and screen',
  'held.group.recording': 'Recordings',
  'held.group.identity': 'Photos of face and document, clips of the room',
  'held.group.talk': 'Messages with the proctors',
  'held.until': 'kept until {moment}',
  'held.erased': { one: 'erased on {moment}: {n}', other: 'erased on {moment}: {n}' },
  'held.look': 'To look at',
  'held.nothing': 'Nothing of it is kept.',
  'held.kind.camera-still': { one: 'Camera: {n} picture', other: 'Camera: {n} pictures' },
  'held.kind.screen-still': { one: 'Screen: {n} picture', other: 'Screen: {n} pictures' },
  'held.kind.face': { one: 'Face: {n} photo', other: 'Face: {n} photos' },
  'held.kind.document': { one: 'Document: {n} photo', other: 'Document: {n} photos' },
  'held.kind.room-scan': { one: 'Room: {n} clip', other: 'Room: {n} clips' },
  'held.track.camera': { one: 'Recording of the camera: {n} film', other: 'Recording of the camera: {n} films' },
  'held.track.screen': { one: 'Recording of the screen: {n} film', other: 'Recording of the screen: {n} films' },
  'held.shown': 'Taken at {time}',
  'held.film': '{from} to {to}',
  'held.more': { one: 'Show {n} more', other: 'Show {n} more' },
  'held.logged':
    'Whoever looks at these is written down, you as well: who has looked is in the file above, proctors without their names.',
  'held.stays': 'What stays with your result',
  'held.staysText':
    'What happened to the page, what was noticed, what proctors noted and did, what a review decided and the name you confirmed are kept as long as your result, because a decision about you has to remain open to explanation and appeal. What proctors noted and reported you see in the review, where there is one; it is not in the file.',
  'held.back': 'Back to the result',
} as const;

export const say = speakerOf({ en });

/** True when there are words of that name. */
export const isHeldKey = keyOf(en);

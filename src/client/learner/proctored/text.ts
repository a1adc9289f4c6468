import { keyOf, speakerOf } from '../../lib/i18n';

/** Every string of a watched exam that only it needs; it comes with its check-in. A language is one more object of this shape. */
export const en = {
  'media.yours': 'Your camera’s picture',
  'media.asking': 'The browser is asking whether this page may use camera and microphone. Please allow it.',
  'media.turnOn': 'Turn the camera on',

  'checkIn.title': 'Check-in',
  'checkIn.path': 'Steps of the check-in',
  'checkIn.done': 'done',
  'checkIn.step.device': 'Device',
  'checkIn.step.consent': 'Consent',
  'checkIn.step.share': 'Screen',
  'checkIn.step.identity': 'Identity',
  'checkIn.step.roomScan': 'Room',
  'checkIn.step.waiting': 'Admission',
  'checkIn.deviceText': 'This exam is watched over by a proctor. First, this device is tried out.',
  'checkIn.deviceLocal': 'You see your own camera. Nothing of it leaves this device before you have consented.',
  'checkIn.deviceBad':
    'You can go on and tell the proctor about it; they may not be able to admit you until it is mended.',
  'checkIn.goOn': 'Go on',
  'checkIn.goOnAnyway': 'Go on anyway',
  'checkIn.says': 'The proctor says',
  'checkIn.ready': 'Everything is there',
  'checkIn.readyText': 'The proctor is being told that you are ready…',
  'checkIn.moved.checkingIn': 'The proctor asks you for something again.',
  'checkIn.moved.waiting': 'You are waiting to be admitted.',
  'checkIn.moved.admitted': 'You have been admitted. The exam starts when you press Start.',
  'checkIn.moved.denied': 'You were not admitted.',

  'consent.title': 'What is recorded, why and for how long',
  'consent.lead':
    'Nothing is recorded before you agree, and nothing after the exam has ended. What was recorded before the end and could not be sent is sent within a day.',
  'consent.what': 'What',
  'consent.camera': 'Pictures of your camera, one every {span}',
  'consent.microphone': 'Sound of your microphone: proctors may listen to it live, and it is not kept',
  'consent.screen': 'Pictures of your screen, one every {span}',
  'consent.recorded': 'A recording of camera and screen, as far as they are used, from the start to the end',
  'consent.recordedSound':
    'A recording of camera and screen, as far as they are used, with the sound of your microphone, from the start to the end',
  'consent.signals':
    'What happens to this page: that it is hidden or left, that something is copied or pasted (how much, never what), another display, a lost connection',
  'consent.faces':
    'How many faces are in the picture. They are counted on this device; nobody is recognised and no face is measured.',
  'consent.identity': 'A photo of your face and of your identity document',
  'consent.roomScan': 'A clip of your room and desk, of half a minute at most and without sound',
  'consent.askedLater':
    'A proctor may ask you to show your face and document, or your room, later or once more. That is recorded as well.',
  'consent.talk': 'What you and the proctors write to each other',
  'consent.why': 'Why',
  'consent.howLong': 'For how long',
  'consent.stills': 'Pictures',
  'consent.recordings': 'Recordings, and files that proctors attach to a report',
  'consent.attached': 'Files that proctors attach to a report',
  'consent.papers': 'Photos of face and document, and clips of the room',
  'consent.talked': 'Messages',
  'consent.afterEnd': '{span} after the end',
  'consent.record':
    'After that they are erased, and that they were is written down. What is not erased is the record of the exam: what happened to the page, what was noticed, what proctors noted and did, what a review decided, and the name that you confirm. It is kept as long as your result, because a decision about you has to remain open to explanation and appeal. Afterwards the page of your result shows you what is kept of you, and lets you download it.',
  'consent.limits':
    'Proctors of your exam and its reviewers see it; each viewing is written down. A person decides, never a machine. Camera and microphone may be looked at live; this page tells you when.',
  'consent.agree': 'I have read this and agree to all of it',
  'consent.agreeFirst': 'Please agree first, or leave the exam for now.',
  'consent.go': 'Agree and go on',
  'consent.no':
    'If you do not want this, close the page: nothing has been recorded. Your institution tells you which other ways there are.',

  'share.title': 'Share your screen',
  'share.text':
    'The browser asks what to share: choose the whole screen. Close what nobody should see first. You can end it at any time, and are asked again then.',
  'share.go': 'Share the screen',
  'share.denied': 'The screen was not shared. Press the button again and choose the whole screen.',
  'share.failed': 'The screen could not be shared. Try again, or use another browser.',

  'scan.title': 'Show the room',
  'scan.text':
    'Turn the camera once round the room and over the desk. At most half a minute, without sound; you look at it before it is sent.',
  'scan.start': 'Start the clip',
  'scan.stop': 'Stop',
  'scan.stopped': 'The clip has ended. Look at it, and take it again if it is not clear.',
  'scan.left': '{time} left',
  'scan.again': 'Take it again',
  'scan.send': 'Send the clip',
  'scan.clip': 'The clip of the room',
  'scan.failed': 'This browser could not record. Tell the proctor at the foot of this page.',

  'waiting.title': 'Waiting to be admitted',
  'waiting.text': 'The proctor has been told that you are ready. This page goes on by itself.',
  'waiting.look': 'A proctor looks at what you have shown, and may ask for something again.',
  'waiting.then': 'When you are admitted, the start page appears. The exam begins only when you press Start.',
  'waiting.noTime': 'No working time is lost by waiting.',

  'denied.title': 'You were not admitted',
  'denied.text':
    'The exam cannot begin here. You can ask the proctor about it; nothing of your attempt is used up by it.',

  'dock.title': 'Proctoring',
  'dock.notYet': 'Nothing is recorded now.',
  'dock.watched': 'This exam is proctored.',
  'dock.live': 'A proctor is watching live.',
  'dock.on': 'On: {list}.',
  'dock.camera': 'camera',
  'dock.microphone': 'microphone',
  'dock.screen': 'screen',
  'dock.released': 'Off from now on, by your accommodation: {list}.',
  'dock.noFaces': 'Faces are not counted: this browser cannot do it, and nothing depends on it.',
  'dock.raiseHand': 'Raise hand',
  'dock.lowerHand': 'Lower hand',

  'notice.title': 'Messages of the proctor',
  'notice.message': 'The proctor writes',
  'notice.warn': 'Warning by the proctor',
  'notice.announce': 'Announcement',
  'notice.addTime': '{span} were added to your time',
  'notice.takeTime': '{span} were taken from your time',
  'notice.pause': 'The exam was paused',
  'notice.resume': 'The exam goes on',
  'notice.break': 'Break of {span}',
  'notice.lock': 'The exam was locked',
  'notice.unlock': 'The exam goes on',
  'notice.end': 'The exam is being handed in by the proctor',
  'notice.terminate': 'The exam was ended by the proctor',
  'notice.reopen': 'The exam was opened again',
  'notice.admit': 'You have been admitted',
  'notice.deny': 'You were not admitted',
  'notice.askIdentity': 'The proctor asks you to show who you are again',
  'notice.askRoomScan': 'The proctor asks you to show the room',
  'notice.confirmIdentity': 'The proctor has confirmed who you are',
  'notice.confirm': 'I have read this',

  'mend.camera': 'Camera or microphone are off. The exam goes on; please turn them on again.',
  'mend.cameraGo': 'Turn on',
  'mend.screen': 'The screen is not shared any more. The exam goes on; please share it again.',
  'mend.screenGo': 'Share the screen',
  'mend.fullscreen': 'This exam is to fill the screen.',
  'mend.fullscreenGo': 'Fill the screen',

  'asked.identity': 'The proctor asks you to show who you are again',
  'asked.roomScan': 'The proctor asks you to show the room',
  'asked.text': 'Your place in the exam is kept. The time goes on.',
  'asked.later': 'In a moment',
  'asked.show': 'Show it now',
} as const;

export const say = speakerOf({ en });

/** True when there are words of that name. */
export const isProctoredKey = keyOf(en);

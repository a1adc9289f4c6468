import './proctored.css';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { newId } from '../../lib/ids';
import type { SessionCtrl } from '../session/ctrl';
import type { ProctoredPart } from '../session/proctored-part';
import { faceCounter } from './camera/face-counter';
import { Media } from './camera/media';
import { Frames } from './camera/picture';
import { ProctoredCtrl } from './ctrl';
import { Dock } from './dock/dock';
import { thisPlace } from './signals/sources';
import { CheckInPage } from './steps/page';
import { spokenOf } from './words';

/** Wires the watch over one session to the page. */
export async function open(session: SessionCtrl, sessionId: string): Promise<ProctoredPart> {
  const ctrl = await ProctoredCtrl.open({
    api,
    session,
    sessionId,
    device: session.device,
    newId,
    media: new Media(),
    place: thisPlace(),
    storage: sessionStorage,
    pictures: (track) => new Frames(track),
    faceCounter,
    fullscreen: () => document.documentElement.requestFullscreen({ navigationUI: 'hide' }),
    events: {
      told: (notice) => announce(spokenOf.notice(notice)),
      said: (line) => announce(spokenOf.line(line)),
      moved: (view) => announce(spokenOf.checkIn(view)),
    },
  });
  return {
    joined: () => ctrl.joined(),
    leave: () => ctrl.leave(),
    starting: () => void ctrl.goFullscreen(),
    close: () => ctrl.close(),
    CheckIn: () => <CheckInPage ctrl={ctrl} title={session.paper.view.value?.title ?? ''} />,
    Dock: () => <Dock ctrl={ctrl} />,
  };
}

import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { Backoff, pause } from '../../lib/backoff';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { claimDevice } from '../../lib/device';
import { span, t } from '../../lib/i18n';
import { newId } from '../../lib/ids';
import { Outbox } from '../../lib/outbox';
import { learnerConnection } from '../../lib/socket';
import { Frame } from '../../lib/ui/frame';
import { Loading } from '../../lib/ui/notice';
import { go, paths } from '../router';
import type { ProctoredPart } from './proctored-part';
import { SessionCtrl } from './ctrl';
import { ExamView } from './exam-view';
import { SessionServer } from './server';
import { ElsewherePart, FailedPart, OpeningPart, PausedPart, SeatedPart, WaitingPart } from './phases';

/** Wires one session to the page: makes its controller and passes on what the browser tells. */
export function SessionPage({ session }: { session: string }) {
  const ctrl = useSignal<SessionCtrl | null>(null);
  const [opening] = useState(() => open(session));
  useEffect(() => {
    let gone = false;
    let stop = () => undefined as void;
    void opening.then((made) => {
      if (gone) return made.close();
      stop = attend(made);
      ctrl.value = made;
      void made.open();
    });
    return () => {
      gone = true;
      stop();
    };
  }, [opening]);
  const proctored = ctrl.value?.paper.view.value?.proctored === true;
  useEffect(() => {
    if (proctored && ctrl.value) return watchOver(ctrl.value, session);
    return undefined;
  }, [proctored]);
  const ended = ctrl.value?.phase.value === 'ended';
  useEffect(() => {
    if (ended) go(paths.result(session), true);
  }, [ended]);
  return ctrl.value ? <Phases ctrl={ctrl.value} /> : <Opening />;
}

async function open(session: string): Promise<SessionCtrl> {
  const [device, outbox] = await Promise.all([claimDevice(), Outbox.open(session, newId)]);
  return new SessionCtrl({
    server: new SessionServer(api, session, device),
    outbox,
    connect: learnerConnection,
    warn: (share, remaining) =>
      announce(
        t(share === 20 ? 'time.warn20' : 'time.warn5', {
          span: span(Math.round(remaining / 60_000) * 60_000 || remaining),
        }),
      ),
  });
}

/** Brings in what a proctored session needs besides, and takes it away with the page. The exam itself does not wait for it. */
function watchOver(ctrl: SessionCtrl, session: string): () => void {
  const leaving = new AbortController();
  void (async () => {
    const backoff = new Backoff(1_000, 15_000);
    while (!leaving.signal.aborted) {
      const made = await import('../proctored/part').then((part) => part.open(ctrl, session)).catch(() => null);
      if (made && leaving.signal.aborted) made.close();
      else if (made) ctrl.proctored.value = made;
      if (made) return;
      await pause(backoff.next(), leaving.signal);
    }
  })();
  return () => {
    leaving.abort();
    ctrl.proctored.value?.close();
    ctrl.proctored.value = null;
  };
}

/** Passes on what happens to the window; answers with the way to stop. */
function attend(ctrl: SessionCtrl): () => void {
  const end = new AbortController();
  const options = { signal: end.signal };
  const hidden = () => document.visibilityState === 'hidden';
  document.addEventListener('visibilitychange', () => (hidden() ? ctrl.rest() : ctrl.online()), options);
  window.addEventListener('pagehide', () => ctrl.leave(), options);
  window.addEventListener('online', () => ctrl.online(), options);
  window.addEventListener('offline', () => ctrl.sender.offline(), options);
  return () => {
    end.abort();
    ctrl.close();
  };
}

function Phases({ ctrl }: { ctrl: SessionCtrl }) {
  const part = ctrl.proctored.value;
  return (
    <>
      <Phase ctrl={ctrl} part={part} />
      {part && ctrl.phase.value !== 'ended' && <part.Dock />}
    </>
  );
}

function Phase({ ctrl, part }: { ctrl: SessionCtrl; part: ProctoredPart | null }) {
  const view = ctrl.paper.view.value;
  const checksIn = view?.proctored === true && view.state !== 'admitted';
  switch (ctrl.phase.value) {
    case 'running':
      return <ExamView ctrl={ctrl} />;
    case 'seated':
    case 'waiting':
      if (checksIn) return around(part ? <part.CheckIn /> : <Loading lines={8} />);
      return around(ctrl.phase.value === 'seated' ? <SeatedPart ctrl={ctrl} /> : <WaitingPart />);
    case 'paused':
      return around(<PausedPart ctrl={ctrl} />);
    case 'elsewhere':
      return around(<ElsewherePart ctrl={ctrl} />);
    case 'failed':
      return around(<FailedPart ctrl={ctrl} />);
    case 'loading':
      return around(<OpeningPart ctrl={ctrl} />);
    case 'ended':
      return <Opening />;
  }
}

const around = (part: preact.ComponentChildren) => <Frame>{part}</Frame>;
const Opening = () => around(<Loading lines={8} />);

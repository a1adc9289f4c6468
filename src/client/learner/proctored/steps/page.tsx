import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t } from '../../../lib/i18n';
import { PageTitle } from '../../../lib/ui/frame';
import { Loading, Notice } from '../../../lib/ui/notice';
import { Problem } from '../../session/phases';
import type { Step } from '../check-in';
import type { ProctoredCtrl } from '../ctrl';
import { ConsentStep } from './consent';
import { DeviceStep } from './device';
import { DeniedPart, WaitingStep } from './waiting';
import { IdentityPart } from './identity';
import { RoomScanPart } from './room-scan';
import { ShareStep } from './share';
import { say } from '../text';

/** The path before a proctored exam: where the learner is on it, what the proctor said, and the step itself. */
export function CheckInPage({ ctrl, title }: { ctrl: ProctoredCtrl; title: string }) {
  const step = ctrl.checkIn.step.value;
  const message = ctrl.attendance.checkIn.value?.message;
  return (
    <div class="check-in">
      <PageTitle label={title}>{say('checkIn.title')}</PageTitle>
      {step === null ? <Loading lines={6} /> : <Path ctrl={ctrl} step={step} />}
      {message && step !== 'denied' && (
        <Notice tone="warn" title={say('checkIn.says')} live>
          <p class="written">{message}</p>
        </Notice>
      )}
      {step !== null && <StepPart key={step} ctrl={ctrl} step={step} />}
    </div>
  );
}

function Path({ ctrl, step }: { ctrl: ProctoredCtrl; step: Step }) {
  const path = ctrl.checkIn.path.value;
  const here = path.indexOf(step === 'ready' ? 'waiting' : step);
  if (step === 'denied') return null;
  return (
    <ol class="path" aria-label={say('checkIn.path')}>
      {path.map((one, n) => (
        <li key={one} class={n < here ? 'path-done' : undefined} aria-current={n === here ? 'step' : undefined}>
          <span class="path-sign" aria-hidden="true">
            {n < here ? '✓' : n + 1}
          </span>
          <span class="path-name">
            {say(`checkIn.step.${one}` as 'checkIn.step.device')}
            {n < here && <span class="hidden"> ({say('checkIn.done')})</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepPart({ ctrl, step }: { ctrl: ProctoredCtrl; step: Step }) {
  switch (step) {
    case 'device':
      return <DeviceStep ctrl={ctrl} />;
    case 'consent':
      return <ConsentStep ctrl={ctrl} />;
    case 'share':
      return <ShareStep ctrl={ctrl} />;
    case 'identity':
      return (
        <Stage title={t('identity.title')}>
          <IdentityPart ctrl={ctrl} />
        </Stage>
      );
    case 'roomScan':
      return (
        <Stage title={say('scan.title')}>
          <RoomScanPart ctrl={ctrl} />
        </Stage>
      );
    case 'ready':
      return <ReadyStep ctrl={ctrl} />;
    case 'waiting':
      return <WaitingStep ctrl={ctrl} />;
    case 'denied':
      return <DeniedPart ctrl={ctrl} />;
  }
}

/** A step with its heading, which takes the focus when the step before it is done, so that a screen reader says where it is. */
export function Stage({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section class="card step" aria-labelledby="step-title">
      <h2 id="step-title" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Everything is there: the server is told by itself. */
function ReadyStep({ ctrl }: { ctrl: ProctoredCtrl }) {
  const { busy, problem } = ctrl.checkIn.asked;
  const told = useRef(false);
  // The call that led here may not be through yet.
  useEffect(() => {
    if (busy.value || told.current) return;
    told.current = true;
    void ctrl.checkIn.complete();
  }, [busy.value]);
  return (
    <Stage title={say('checkIn.ready')}>
      <Problem ctrl={ctrl.checkIn} />
      {busy.value && <p role="status">{say('checkIn.readyText')}</p>}
      {problem.value && (
        <button type="button" class="button button-main" onClick={() => void ctrl.checkIn.complete()}>
          {t('app.retry')}
        </button>
      )}
    </Stage>
  );
}

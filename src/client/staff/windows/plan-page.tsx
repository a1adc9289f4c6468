import './windows.css';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { serverTime } from '../../lib/server-time';
import { PageTitle } from '../../lib/ui/frame';
import { go, paths } from '../router';
import { say } from '../text';
import { zone } from '../zone';
import { WindowsCtrl } from './list-ctrl';
import { PlanCtrl } from './plan-ctrl';
import { PlanForm } from './plan-form';

export function PlanPage() {
  const ctrl = useMemo(() => new PlanCtrl(api, serverTime, zone.peek(), null), []);
  // The exams of earlier windows are offered; without them the id is written by hand.
  const windows = useMemo(() => new WindowsCtrl(api), []);
  useEffect(() => void windows.poll.now(), [windows]);
  return (
    <>
      <p>
        <a href={paths.windows} data-route>
          {say('window.back')}
        </a>
      </p>
      <PageTitle>{say('plan.title')}</PageTitle>
      <p class="lead">{say('plan.lead')}</p>
      <PlanForm
        ctrl={ctrl}
        exams={windows.exams.value}
        onSaved={(view) => {
          announce(say('plan.saved'));
          go(paths.window(view.id));
        }}
      />
    </>
  );
}

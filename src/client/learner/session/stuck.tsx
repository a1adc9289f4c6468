import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Notice } from '../../lib/ui/notice';
import { SaveUnsent } from '../result/unsent';
import type { SessionCtrl } from './ctrl';

/** How long without a connection before the page offers a file. */
const STUCK_MS = 90_000;

/** When the connection stays away with answers unsent: a way to carry them out by hand. */
export function StuckPart({ ctrl }: { ctrl: SessionCtrl }) {
  const stuck = useSignal(false);
  const down = ctrl.sender.link.value === 'down';
  useEffect(() => {
    stuck.value = false;
    if (!down) return;
    const timer = setTimeout(() => (stuck.value = true), STUCK_MS);
    return () => clearTimeout(timer);
  }, [down]);
  const view = ctrl.paper.view.value;
  if (!stuck.value || ctrl.outbox.answers.value === 0 || !view?.handInKey) return null;
  return (
    <Notice title={t('link.stuck')} live>
      <p>{t('link.stuckText')}</p>
      <SaveUnsent session={view.id} handInKey={view.handInKey} entries={ctrl.outbox.pending()} />
    </Notice>
  );
}

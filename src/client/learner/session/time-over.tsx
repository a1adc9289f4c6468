import { t } from '../../lib/i18n';
import { PageTitle } from '../../lib/ui/frame';
import { SaveUnsent } from '../result/unsent';
import type { SessionCtrl } from './ctrl';

/** At zero: nothing can be changed; the page hands in what there is and says so. */
export function TimeOverPart({ ctrl }: { ctrl: SessionCtrl }) {
  const unsent = ctrl.outbox.answers.value;
  const view = ctrl.paper.view.value;
  const stuck = unsent > 0 && ctrl.sender.link.value === 'down';
  return (
    <div class="narrow">
      <PageTitle>{t('time.over')}</PageTitle>
      <p class="lead">{t('time.overText')}</p>
      {unsent > 0 && <p role="status">{t('time.overWaiting', { n: unsent })}</p>}
      {!stuck && ctrl.ending.busy.value && <p role="status">{t('submit.busy')}</p>}
      {stuck && view && <SaveUnsent session={view.id} handInKey={view.handInKey} entries={ctrl.outbox.pending()} />}
    </div>
  );
}

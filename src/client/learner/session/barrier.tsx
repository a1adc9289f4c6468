import { list, number, t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import type { SessionCtrl } from './ctrl';

/** Before a section closes behind the learner: what is missing in it, and a way to stay. */
export function BarrierDialog({ ctrl, section, onClose }: { ctrl: SessionCtrl; section: number; onClose: () => void }) {
  const here = ctrl.paper.section.value;
  const open = here ? ctrl.paper.inSection(here.index).filter((item) => ctrl.sheet.answered(item) !== 'all') : [];
  const goOn = () => {
    onClose();
    void ctrl.enterSection(section);
  };
  return (
    <Dialog
      title={t('barrier.title')}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t('barrier.stay')}
          </button>
          <button type="button" class="button button-main" onClick={goOn}>
            {t('barrier.go')}
          </button>
        </>
      }
    >
      <p>{t('barrier.text')}</p>
      <p>
        <strong>
          {open.length === 0
            ? t('barrier.allAnswered')
            : t('barrier.unanswered', { n: open.length, list: list(open.map((item) => number(item.number))) })}
        </strong>
      </p>
    </Dialog>
  );
}

/** In a linear exam: before an unanswered question closes for good. */
export function LeaveItemDialog({ ctrl, onClose }: { ctrl: SessionCtrl; onClose: () => void }) {
  const goOn = () => {
    onClose();
    const way = ctrl.paper.next();
    if (way.to === 'item') ctrl.go(way.number);
  };
  return (
    <Dialog
      title={t('barrier.itemTitle')}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t('barrier.stay')}
          </button>
          <button type="button" class="button button-main" onClick={goOn}>
            {t('barrier.itemGo')}
          </button>
        </>
      }
    >
      <p>{t('barrier.itemText')}</p>
    </Dialog>
  );
}

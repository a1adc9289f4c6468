import { t } from '../../lib/i18n';
import { Markup } from '../../lib/ui/markup';
import type { SectionView } from '../../lib/wire';
import type { SessionCtrl } from './ctrl';

/** The section's name, and its introduction where the section begins. */
export function SectionIntro({ ctrl, section }: { ctrl: SessionCtrl; section: SectionView }) {
  const total = ctrl.paper.view.value?.sections.length ?? 1;
  const atStart = ctrl.paper.whole.value || ctrl.paper.current.value === section.firstItem;
  const overdue = ctrl.timing.sectionRemaining.value === 0;
  if (total === 1 && !section.introHtml && !overdue) return null;
  return (
    <div class="section-intro">
      <p class="eyebrow">
        {total > 1 && `${t('move.sectionOf', { n: section.index - (firstIndex(ctrl) - 1), total })}: `}
        {section.title}
      </p>
      {atStart && section.introHtml && <Markup html={section.introHtml} />}
      {overdue && <p role="status">{t('time.sectionOver')}</p>}
    </div>
  );
}

/** Sections may be numbered from 0 or from 1; people count from 1. */
const firstIndex = (ctrl: SessionCtrl): number => ctrl.paper.view.value?.sections[0]?.index ?? 1;

import { t, timeOfDay } from '../../../lib/i18n';
import { wordsOf } from '../../../lib/ui/notice';
import type { SessionCtrl } from '../ctrl';
import type { Mark } from '../sheet';

/** What has become of the response, in words. Not spoken at each save: the words are there for who looks or asks. */
export function SaveState({ ctrl, place }: { ctrl: SessionCtrl; place: string }) {
  const mark = ctrl.sheet.marks.value.get(place);
  const link = ctrl.sender.link.value;
  const way =
    link === 'down' ? 'save.kept' : ctrl.sender.busy.value || link === 'connecting' ? 'save.busy' : 'save.saving';
  return (
    <p
      class={`save save-${mark?.state ?? 'none'}`}
      role={mark?.state === 'refused' || mark?.state === 'aside' ? 'alert' : undefined}
    >
      {mark ? words(mark, way) : '\u00a0'}
    </p>
  );
}

function words(mark: Mark, way: 'save.kept' | 'save.busy' | 'save.saving'): string {
  switch (mark.state) {
    case 'writing':
      return t('save.writing');
    case 'unsent':
      return t(way);
    case 'aside':
      return t('save.aside');
    case 'saved':
      return t('save.saved', { at: timeOfDay(mark.at) });
    case 'refused':
      return t('save.refused', { why: wordsOf(mark.problem) });
  }
}

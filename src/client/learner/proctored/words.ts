import { span, t } from '../../lib/i18n';
import type { ActNotice, ChatLine, CheckInView } from '../../lib/wire-watch';
import { isProctoredKey, say } from './text';

/** What a notice is, in a few words: "The proctor writes", "Five minutes were added". */
export function titleOf(notice: ActNotice): string {
  const minutes = { span: span((notice.minutes ?? 0) * 60_000) };
  switch (notice.kind) {
    case 'addTime':
      return say('notice.addTime', minutes);
    case 'takeTime':
      return say('notice.takeTime', minutes);
    case 'break':
      return say('notice.break', minutes);
    default: {
      const key = `notice.${notice.kind}`;
      return isProctoredKey(key) ? say(key as 'notice.message') : say('notice.message');
    }
  }
}

/** What a screen reader says when something comes. */
export const spokenOf = {
  notice: (notice: ActNotice): string => [titleOf(notice), notice.text].filter(Boolean).join(': '),
  line: (line: ChatLine): string => t('talk.spoken', { name: line.name, text: line.text }),
  checkIn: (view: CheckInView): string => {
    const key = `checkIn.moved.${view.stage}`;
    const words = isProctoredKey(key) ? say(key as 'checkIn.moved.waiting') : '';
    return [words, view.message].filter(Boolean).join(' ');
  },
};

import { t, timeOfDay } from '../../../lib/i18n';
import type { ActNotice } from '../../../lib/wire-watch';
import type { ProctoredCtrl } from '../ctrl';
import { titleOf } from '../words';

const TONES: Record<string, string> = { warn: 'warn', takeTime: 'warn', announce: 'accent' };

/** What proctors said and gave, until the learner has confirmed it. It was spoken when it came, so it is no live region. */
export function Notices({ ctrl }: { ctrl: ProctoredCtrl }) {
  const open = ctrl.attendance.open.value;
  if (open.length === 0) return null;
  return (
    <section class="dock-notices" aria-label={t('notice.title')}>
      {open.map((notice) => (
        <NoticePart key={notice.id} notice={notice} onConfirm={() => ctrl.attendance.confirm(notice.id)} />
      ))}
    </section>
  );
}

function NoticePart({ notice, onConfirm }: { notice: ActNotice; onConfirm: () => void }) {
  const id = `notice-${notice.id}`;
  return (
    <article class={`notice notice-${TONES[notice.kind] ?? 'calm'}`} aria-labelledby={id}>
      <span class="notice-sign" aria-hidden="true">
        {notice.kind === 'warn' ? '!' : 'i'}
      </span>
      <div class="notice-words">
        <p class="notice-title" id={id}>
          {titleOf(notice)} <span class="soft">{timeOfDay(notice.at)}</span>
        </p>
        {notice.text && <p class="written">{notice.text}</p>}
        <button type="button" class="button" onClick={onConfirm}>
          {t('notice.confirm')}
          <span class="hidden">: {titleOf(notice)}</span>
        </button>
      </div>
    </article>
  );
}

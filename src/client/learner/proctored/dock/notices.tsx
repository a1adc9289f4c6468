import { useRef } from 'preact/hooks';
import { timeOfDay } from '../../../lib/i18n';
import type { ActNotice } from '../../../lib/wire-watch';
import type { ProctoredCtrl } from '../ctrl';
import { titleOf } from '../words';
import { say } from '../text';

const TONES: Record<string, string> = { warn: 'warn', takeTime: 'warn', announce: 'accent' };

/** What proctors said and gave, until the learner has confirmed it. It was spoken when it came, so it is no live region. */
export function Notices({ ctrl }: { ctrl: ProctoredCtrl }) {
  const open = ctrl.attendance.open.value;
  const list = useRef<HTMLElement>(null);
  // Where the learner was before they came here: they go on there.
  const before = useRef<EventTarget | null>(null);
  const entered = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !list.current?.contains(relatedTarget)) before.current = relatedTarget;
  };
  const confirm = (notice: ActNotice) => {
    ctrl.attendance.confirm(notice.id);
    requestAnimationFrame(() => {
      const next = list.current?.querySelector('button') ?? before.current;
      if (next instanceof HTMLElement && next.isConnected) next.focus();
      else document.getElementById('content')?.focus();
    });
  };
  if (open.length === 0) return null;
  return (
    <section ref={list} class="dock-notices" aria-label={say('notice.title')} onFocusIn={entered}>
      {open.map((notice) => (
        <NoticePart key={notice.id} notice={notice} onConfirm={() => confirm(notice)} />
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
          {say('notice.confirm')}
          <span class="hidden">: {titleOf(notice)}</span>
        </button>
      </div>
    </article>
  );
}

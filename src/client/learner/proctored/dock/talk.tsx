import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t, timeOfDay } from '../../../lib/i18n';
import type { ProctoredCtrl } from '../ctrl';

const MOST_CHARACTERS = 2_000;

/** The talk with the proctors, with its history. It lies over nothing: the exam stays where it is. */
export function Talk({ ctrl, onClose }: { ctrl: ProctoredCtrl; onClose: () => void }) {
  const text = useSignal('');
  const lines = ctrl.attendance.talk.value;
  const input = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [lines.length]);
  const say = (event?: Event) => {
    event?.preventDefault();
    const words = text.value.trim();
    if (words === '') return;
    void ctrl.attendance.say(words);
    text.value = '';
    input.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) say(event);
  };
  return (
    <section class="talk" aria-labelledby="talk-title">
      <div class="part-head">
        <h2 id="talk-title" class="talk-title">
          {t('talk.title')}
        </h2>
        <button type="button" class="button button-quiet" onClick={onClose}>
          {t('app.close')}
        </button>
      </div>
      <div ref={end} class="talk-lines" tabIndex={0} role="group" aria-label={t('talk.history')}>
        {lines.length === 0 && <p class="soft">{t('talk.empty')}</p>}
        <ol class="plain">
          {lines.map((line) => (
            <li key={line.id} class={`talk-line talk-${line.by}`}>
              <p class="talk-who">
                {line.by === 'learner' ? t('talk.you') : line.name || t('talk.proctor')}
                {', '}
                {line.unsent ? t('talk.sending') : timeOfDay(line.at)}
              </p>
              <p class="written talk-text" dir="auto">
                {line.text}
              </p>
            </li>
          ))}
        </ol>
      </div>
      <form class="talk-say" onSubmit={say}>
        <label class="hidden" for="talk-text">
          {t('talk.label')}
        </label>
        <textarea
          id="talk-text"
          ref={input}
          rows={2}
          maxLength={MOST_CHARACTERS}
          value={text}
          dir="auto"
          onInput={(e) => (text.value = e.currentTarget.value)}
          onKeyDown={keys}
        />
        <button type="submit" class="button button-main">
          {t('talk.send')}
        </button>
      </form>
      <p class="soft">{t('talk.who')}</p>
    </section>
  );
}

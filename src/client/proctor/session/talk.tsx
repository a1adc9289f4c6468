import { useEffect, useRef } from 'preact/hooks';
import { timeOfDay } from '../../lib/i18n';
import { say } from '../text';
import type { SessionCtrl } from './session-ctrl';

/** Everything that was said between the learner and the room's proctors. */
export function TalkPart({ session }: { session: SessionCtrl }) {
  const lines = session.talk.value;
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [lines.length]);
  const send = (event: Event) => {
    event.preventDefault();
    void session.say();
  };
  return (
    <div class="talk">
      <ol class="talk-lines" aria-label={say('talk.title')}>
        {lines.length === 0 && <li class="soft">{say('talk.none')}</li>}
        {lines.map((line) => (
          <li key={line.id} class={`talk-line talk-${line.by}`}>
            <span class="soft">
              {line.name} · {timeOfDay(line.at)}
            </span>
            <span class="talk-text">{line.text}</span>
          </li>
        ))}
        <li ref={end} class="talk-end" aria-hidden="true" />
      </ol>
      <form class="talk-form" onSubmit={send} aria-busy={session.saying.busy}>
        <label for="talk-line" class="hidden">
          {say('talk.write')}
        </label>
        <textarea
          id="talk-line"
          rows={2}
          maxLength={2000}
          placeholder={`${say('talk.write')}  y`}
          value={session.draft}
          onInput={(e) => (session.draft.value = e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) send(e);
            else if (e.key === 'Escape') document.getElementById('board')?.focus();
          }}
        />
        <button type="submit" class="button button-main">
          {say('talk.send')}
        </button>
      </form>
    </div>
  );
}

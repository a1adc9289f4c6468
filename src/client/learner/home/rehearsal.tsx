import { moment, t } from '../../lib/i18n';
import type { AttemptCard, ExamCard } from '../../lib/wire';
import { paths } from '../router';
import { DeviceCheckPart } from './device-check';

/** The rehearsal, above everything else, with the record of how ready the learner and this device are. */
export function RehearsalPart({ exam, more }: { exam: ExamCard; more: ExamCard[] }) {
  const done = lastEnded(exam.attempts);
  return (
    <section class="card rehearsal" aria-labelledby="rehearsal-title">
      <p class="eyebrow">{t('rehearsal.label')}</p>
      <h2 id="rehearsal-title">{t('rehearsal.title')}</h2>
      <p>{t('rehearsal.text')}</p>
      <p class={done ? 'verdict verdict-good' : 'verdict'}>
        {done ? t('rehearsal.done', { when: moment(done.endedAt ?? done.begunAt) }) : t('rehearsal.notDone')}
      </p>
      <div class="actions">
        {exam.standing === 'running' && exam.sessionId ? (
          <a class="button button-main" href={paths.session(exam.sessionId)} data-route>
            {t('rehearsal.resume')}
          </a>
        ) : (
          <a class={done ? 'button' : 'button button-main'} href={paths.briefing(exam.examId)} data-route>
            {t(done ? 'rehearsal.again' : 'rehearsal.begin')}
          </a>
        )}
        {more.map((one) => (
          <Another key={one.examId} exam={one} />
        ))}
      </div>
      <details class="more">
        <summary>{t('rehearsal.readiness')}</summary>
        <DeviceCheckPart />
      </details>
    </section>
  );
}

function Another({ exam }: { exam: ExamCard }) {
  const running = exam.standing === 'running' && exam.sessionId;
  return (
    <a class="button" href={running ? paths.session(running) : paths.briefing(exam.examId)} data-route>
      {t(running ? 'rehearsal.resumeAnother' : 'rehearsal.another', { exam: exam.title })}
    </a>
  );
}

const lastEnded = (attempts: AttemptCard[]): AttemptCard | undefined =>
  attempts.filter((attempt) => attempt.state !== 'running').at(-1);

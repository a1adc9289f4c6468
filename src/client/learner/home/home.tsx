import './home.css';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { list, t } from '../../lib/i18n';
import { Load } from '../../lib/load';
import { Markup } from '../../lib/ui/markup';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice } from '../../lib/ui/notice';
import type { ExamCard, HomeView, ProgramCard } from '../../lib/wire';
import { paths } from '../router';
import { ExamPart } from './exam';
import { RehearsalPart } from './rehearsal';

export function HomePage() {
  const home = useMemo(() => new Load(() => api.get<HomeView>('/api/home')), []);
  useEffect(() => void home.fetch(), []);
  const state = home.state.value;
  return (
    <>
      <PageTitle>{t('home.title')}</PageTitle>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void home.fetch()} />}
      {state.is === 'here' && <Home home={state.value} />}
    </>
  );
}

function Home({ home }: { home: HomeView }) {
  const empty = home.programs.every((program) => program.exams.length === 0);
  return (
    <>
      <p class="lead">{t('home.greeting', { name: home.legalName })}</p>
      {home.programs
        .flatMap((program) => program.exams)
        .map((exam) => (
          <RunningPart key={exam.examId} exam={exam} />
        ))}
      {home.rehearsal && <RehearsalPart exam={home.rehearsal} />}
      {home.programs.map((program) => (
        <ProgramPart key={program.id} program={program} now={home.now} />
      ))}
      {empty && (
        <section class="card empty">
          <h2>{t('home.empty')}</h2>
          <p>{t('home.emptyText')}</p>
        </section>
      )}
    </>
  );
}

/** Whoever comes back in the middle of an exam finds the way in at once. */
function RunningPart({ exam }: { exam: ExamCard }) {
  if (exam.standing !== 'running' || !exam.sessionId) return null;
  return (
    <Notice title={t('home.running', { exam: exam.title })}>
      <p>{t('home.runningText')}</p>
      <a class="button button-main" href={paths.session(exam.sessionId)} data-route>
        {t('exam.resume')}
      </a>
    </Notice>
  );
}

function ProgramPart({ program, now }: { program: ProgramCard; now: string }) {
  const courseOf = (id: string) => program.courses.find((course) => course.id === id)?.title ?? '';
  const id = `program-${program.id}`;
  return (
    <section class="program" aria-labelledby={id}>
      <h2 id={id}>{program.title}</h2>
      {program.descriptionHtml && <Markup html={program.descriptionHtml} />}
      {program.courses.length > 0 && (
        <p class="soft">{t('home.courses', { list: list(program.courses.map((course) => course.title)) })}</p>
      )}
      <ul class="exams">
        {program.exams.map((exam) => (
          <li key={exam.examId}>
            <ExamPart exam={exam} course={courseOf(exam.courseId)} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

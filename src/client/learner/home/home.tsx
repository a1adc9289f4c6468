import './home.css';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { list, t } from '../../lib/i18n';
import { Load } from '../../lib/load';
import { Markup } from '../../lib/ui/markup';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading } from '../../lib/ui/notice';
import type { HomeView, ProgramCard } from '../../lib/wire';
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

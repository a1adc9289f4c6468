import './home.css';
import { useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { t } from '../../lib/i18n';
import { serverTime } from '../../lib/server-time';
import { Markup } from '../../lib/ui/markup';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice } from '../../lib/ui/notice';
import type { ExamCard, HomeView, ProgramCard } from '../../lib/wire';
import { paths } from '../router';
import { cardAt } from './card';
import { ExamPart } from './exam';
import { HomeCtrl } from './home-ctrl';
import { AccommodationsPart } from '../needs/accommodations';
import { NeedsCtrl } from '../needs/needs-ctrl';
import { ProgressPart } from './progress';
import { RehearsalPart } from './rehearsal';
import { useWaiting } from './waiting';
import { warm } from './warm';

export function HomePage() {
  const ctrl = useMemo(
    () =>
      new HomeCtrl(api, serverTime, {
        warm,
        minute: (exam) => announce(t('opening.minute', { exam: exam.title })),
        open: (exam) => announce(t('opening.open', { exam: exam.title })),
      }),
    [],
  );
  useWaiting(ctrl);
  const needs = useMemo(() => new NeedsCtrl(api, () => ctrl.refresh()), [ctrl]);
  const state = ctrl.home.state.value;
  return (
    <>
      <PageTitle>{t('home.title')}</PageTitle>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} keeps={state.passing} retry={() => void ctrl.open()} />}
      {state.is === 'here' && <Home home={state.value} now={ctrl.bell.now.value} needs={needs} />}
    </>
  );
}

function Home({ home, now, needs }: { home: HomeView; now: number; needs: NeedsCtrl }) {
  const empty = home.programs.every((program) => program.exams.length === 0);
  return (
    <>
      <p class="lead">{t('home.greeting', { name: home.legalName })}</p>
      {home.programs
        .flatMap((program) => program.exams)
        .map((exam) => (
          <RunningPart key={exam.examId} exam={exam} />
        ))}
      {home.rehearsal && <RehearsalPart exam={home.rehearsal} more={home.moreRehearsals ?? []} />}
      {home.programs.map((program) => (
        <ProgramPart key={program.id} program={program} now={now} needs={needs} name={home.legalName} />
      ))}
      {empty && (
        <section class="card empty">
          <h2>{t('home.empty')}</h2>
          <p>{t('home.emptyText')}</p>
        </section>
      )}
      <AccommodationsPart changed={() => void needs.refresh()} />
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

function ProgramPart(props: { program: ProgramCard; now: number; needs: NeedsCtrl; name: string }) {
  const { program, now, needs, name } = props;
  const courseOf = (id: string) => program.courses.find((course) => course.id === id)?.title ?? '';
  const id = `program-${program.id}`;
  return (
    <section class="program" aria-labelledby={id}>
      <h2 id={id}>{program.title}</h2>
      {program.descriptionHtml && <Markup html={program.descriptionHtml} />}
      <ProgressPart program={program.id} />
      <ul class="exams">
        {program.exams.map((exam) => (
          <li key={exam.examId}>
            <ExamPart exam={cardAt(exam, now)} course={courseOf(exam.courseId)} now={now} needs={needs} name={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

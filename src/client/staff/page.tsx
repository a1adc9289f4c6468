import type { ComponentChildren } from 'preact';
import { account } from '../lib/account';
import { t } from '../lib/i18n';
import { Frame, PageTitle } from '../lib/ui/frame';
import { Failed, Loading } from '../lib/ui/notice';
import { SignInAgain, SignInPage } from '../lib/ui/sign-in';
import { CeremonyPage } from './ceremony/ceremony';
import { CredentialsPage } from './credentials/held';
import { TemplatePage } from './credentials/template-page';
import { LearnerPage } from './learner/learner';
import { MarkingPage } from './marking';
import { QueuePage } from './queue';
import type { QueueCtrl } from './queue-ctrl';
import { ProgramsPage } from './programs/list';
import { ProgramPage } from './programs/program';
import { ReviewsPage } from './reviews/list';
import { ReviewPage } from './reviews/review';
import { FlagRulesPage } from './reviews/rules';
import { paths, route, type StaffRoute } from './router';
import { SchoolsPage } from './schools/list';
import { SchoolPage } from './schools/school';
import { SupportPage } from './support/support';
import { say } from './text';
import { WindowsPage } from './windows/list';
import { PlanPage } from './windows/plan-page';
import { WindowPage } from './windows/window';

export function StaffPage({ queue }: { queue: QueueCtrl }) {
  return (
    <>
      <Frame bar={<Bar />} wide>
        <Page queue={queue} />
      </Frame>
      <SignInAgain />
    </>
  );
}

const has = (...roles: string[]): boolean => roles.some((role) => account.me.value?.roles.includes(role));
const isGrader = () => has('grader');
const isStaff = () => has('staff', 'admin');
const isReviewer = () => has('proctor', 'staff', 'admin');

function Page({ queue }: { queue: QueueCtrl }) {
  const standing = account.standing.value;
  if (standing === 'asking') return <Loading />;
  if (standing === 'unreachable' && account.problem.value)
    return <Failed problem={account.problem.value} keeps retry={() => void account.ask()} />;
  if (standing === 'out') return <SignInPage lead={say('staff.signInLead')} />;
  const where = route.value;
  if (where.page === 'marking') {
    // Staff who mark nothing begin with what is theirs.
    if (!isGrader() && isStaff()) return <WindowsPage />;
    if (!isGrader()) return <NotAllowed title={say('staff.notGrader')}>{say('staff.notGraderText')}</NotAllowed>;
    return where.session ? <MarkingPage key={where.session} session={where.session} /> : <QueuePage queue={queue} />;
  }
  // Who may review which session, the server says: proctors review those of their rooms.
  if (where.page === 'review' && isReviewer()) return <ReviewPage key={where.session} session={where.session} />;
  if (where.page === 'reviews' && isReviewer()) return <ReviewsPage ofRooms={!isStaff()} />;
  if (!isStaff()) return <NotAllowed title={say('staff.notStaff')}>{say('staff.notStaffText')}</NotAllowed>;
  if (where.page === 'flagRules') return <FlagRulesPage key={where.exam} exam={where.exam} />;
  if (where.page === 'credentials') return <CredentialsPage />;
  if (where.page === 'template') return <TemplatePage key={where.program} program={where.program} />;
  if (where.page === 'programs') return <ProgramsPage />;
  if (where.page === 'program') return <ProgramPage key={where.id} id={where.id} />;
  if (where.page === 'schools') return <SchoolsPage />;
  if (where.page === 'school') return <SchoolPage key={where.id} id={where.id} />;
  if (where.page === 'plan') return <PlanPage />;
  if (where.page === 'support') return <SupportPage />;
  if (where.page === 'learner') return <LearnerPage key={where.id} id={where.id} />;
  if (where.page === 'ceremony') return <CeremonyPage />;
  return where.page === 'window' ? <WindowPage key={where.id} id={where.id} /> : <WindowsPage />;
}

function NotAllowed({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <p>{children}</p>
    </>
  );
}

interface Room {
  title:
    'staff.title' | `${'windows' | 'reviews' | 'support' | 'credentials' | 'programs' | 'schools' | 'ceremony'}.title`;
  path: string;
  pages: StaffRoute['page'][];
}

/** What is in the bar, with the pages that belong to each. */
const ROOMS: Room[] = [
  { title: 'staff.title', path: paths.queue, pages: ['marking'] },
  { title: 'windows.title', path: paths.windows, pages: ['windows', 'window', 'plan'] },
  { title: 'reviews.title', path: paths.reviews, pages: ['reviews', 'review', 'flagRules'] },
  { title: 'support.title', path: paths.support, pages: ['support', 'learner'] },
  { title: 'credentials.title', path: paths.credentials, pages: ['credentials', 'template'] },
  { title: 'programs.title', path: paths.programs, pages: ['programs', 'program'] },
  { title: 'schools.title', path: paths.schools, pages: ['schools', 'school'] },
  { title: 'ceremony.title', path: paths.ceremony, pages: ['ceremony'] },
];

function Bar() {
  const me = account.me.value;
  if (!me) return null;
  const { page } = route.value;
  // Staff who mark nothing begin with what is theirs.
  const here = page === 'marking' && !isGrader() ? 'windows' : page;
  return (
    <>
      <div class="bar-nav">
        <span class="bar-name">{me.displayName}</span>
        <button type="button" class="button button-quiet" onClick={() => void account.signOut()}>
          {t('app.signOut')}
        </button>
      </div>
      {isStaff() && (
        <nav class="bar-nav bar-rooms" aria-label={say('staff.nav')}>
          {ROOMS.filter(({ pages }) => isGrader() || !pages.includes('marking')).map(({ title, path, pages }) => (
            <a
              key={path}
              href={path}
              data-route
              class="bar-link"
              aria-current={pages.includes(here) ? 'page' : undefined}
            >
              {say(title)}
            </a>
          ))}
        </nav>
      )}
    </>
  );
}

import { useEffect } from 'preact/hooks';
import { account } from '../lib/account';
import { t } from '../lib/i18n';
import { Frame, PageTitle } from '../lib/ui/frame';
import { useLater } from '../lib/ui/later';
import { Failed, Loading } from '../lib/ui/notice';
import { SignInAgain, SignInPage } from '../lib/ui/sign-in';
import { BriefingPage } from './home/briefing';
import { HomePage } from './home/home';
import { sendRemains } from './remains';
import { ResultPage } from './result/result';
import { go, paths, route } from './router';
import { SessionPage } from './session/page';

export function App() {
  const standing = account.standing.value;
  const sits = route.value.page === 'session';
  useEffect(() => {
    if (standing === 'in' && !sits) void sendRemains();
  }, [standing, sits]);
  if (standing === 'asking') return frame(<Loading />);
  if (standing === 'unreachable' && account.problem.value)
    return frame(<Failed problem={account.problem.value} keeps retry={() => void account.ask()} />);
  if (standing === 'out') return frame(<SignInPage lead={t('signIn.lead')} />);
  const where = route.value;
  return (
    <>
      {where.page === 'session' ? <SessionPage key={where.session} session={where.session} /> : frame(<Page />)}
      <SignInAgain />
    </>
  );
}

function Page() {
  const where = route.value;
  if (!account.me.value?.roles.includes('learner')) return <NoLearner />;
  switch (where.page) {
    case 'home':
    case 'session':
      return <HomePage />;
    case 'briefing':
      return <BriefingPage key={where.exam} exam={where.exam} />;
    case 'windows':
      return <Choices key={where.exam} exam={where.exam} />;
    case 'sharing':
      return <Sharing />;
    case 'result':
      return <ResultPage key={where.session} session={where.session} />;
    case 'held':
      return <Held key={where.session} session={where.session} />;
    case 'unknown':
      return (
        <>
          <PageTitle>{t('app.notFound')}</PageTitle>
          <p>{t('app.notFoundText')}</p>
          <a class="button" href={paths.home} data-route>
            {t('app.goHome')}
          </a>
        </>
      );
  }
}

function Choices({ exam }: { exam: string }) {
  const code = useLater(() => import('./windows/choices'));
  return code ? <code.ChoicesPage exam={exam} /> : <Loading lines={6} />;
}

function Sharing() {
  const code = useLater(() => import('./sharing/sharing'));
  return code ? <code.SharingPage /> : <Loading lines={6} />;
}

function Held({ session }: { session: string }) {
  const code = useLater(() => import('./held/held'));
  return code ? <code.HeldPage session={session} /> : <Loading lines={10} />;
}

const STAFF = ['grader', 'staff', 'admin'];

/** Graders and staff who came to the learners' door. */
function NoLearner() {
  return (
    <>
      <PageTitle>{t('noLearner.title')}</PageTitle>
      <p>{t('noLearner.text')}</p>
      {account.me.value?.roles.some((role) => STAFF.includes(role)) && (
        <a class="button button-main" href="/staff">
          {t('noLearner.staff')}
        </a>
      )}
      {account.me.value?.roles.includes('school') && (
        <a class="button button-main" href="/school">
          {t('noLearner.school')}
        </a>
      )}
    </>
  );
}

const frame = (page: preact.ComponentChildren) => <Frame bar={<Bar />}>{page}</Frame>;

function Bar() {
  const me = account.me.value;
  if (!me) return null;
  const signOut = async () => {
    await account.signOut();
    go(paths.home);
  };
  return (
    <nav class="bar-nav" aria-label={t('app.name')}>
      {route.value.page !== 'home' && (
        <a href={paths.home} data-route class="bar-link">
          {t('app.home')}
        </a>
      )}
      {me.roles.includes('learner') && (
        <a
          href={paths.sharing}
          data-route
          class="bar-link"
          aria-current={route.value.page === 'sharing' ? 'page' : undefined}
        >
          {t('app.sharing')}
        </a>
      )}
      <span class="bar-name">{me.displayName}</span>
      <button type="button" class="button button-quiet" onClick={signOut}>
        {t('app.signOut')}
      </button>
    </nav>
  );
}

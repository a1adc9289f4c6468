import { account } from '../lib/account';
import { t } from '../lib/i18n';
import { Frame, PageTitle } from '../lib/ui/frame';
import { Failed, Loading } from '../lib/ui/notice';
import { SignInAgain, SignInPage } from '../lib/ui/sign-in';
import { RecordPage } from './record';
import { RecordsPage } from './records';
import { route } from './router';
import { say } from './text';

export function SchoolPage() {
  return (
    <>
      <Frame bar={<Bar />} wide>
        <Page />
      </Frame>
      <SignInAgain />
    </>
  );
}

function Page() {
  const standing = account.standing.value;
  if (standing === 'asking') return <Loading />;
  if (standing === 'unreachable' && account.problem.value)
    return <Failed problem={account.problem.value} keeps retry={() => void account.ask()} />;
  if (standing === 'out') return <SignInPage lead={say('school.signInLead')} />;
  if (!account.me.value?.roles.includes('school'))
    return (
      <>
        <PageTitle>{say('school.notSchool')}</PageTitle>
        <p>{say('school.notSchoolText')}</p>
      </>
    );
  const where = route.value;
  return where.page === 'record' ? <RecordPage key={where.share} share={where.share} /> : <RecordsPage />;
}

function Bar() {
  const me = account.me.value;
  if (!me) return null;
  return (
    <div class="bar-nav">
      <span class="bar-name">{me.displayName}</span>
      <button type="button" class="button button-quiet" onClick={() => void account.signOut()}>
        {t('app.signOut')}
      </button>
    </div>
  );
}

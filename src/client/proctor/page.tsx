import { useEffect, useMemo } from 'preact/hooks';
import { account } from '../lib/account';
import { t } from '../lib/i18n';
import { Frame, PageTitle } from '../lib/ui/frame';
import { Failed, Loading } from '../lib/ui/notice';
import { SignInAgain, SignInPage } from '../lib/ui/sign-in';
import type { Me } from '../lib/wire';
import { RoomPage } from './board/room-page';
import { People } from './people';
import { RoomsPage } from './rooms/rooms';
import { route } from './router';
import type { ProctorServer } from './server';
import { say } from './text';

export function ProctorPage({ server }: { server: ProctorServer }) {
  const people = useMemo(() => new People(server), []);
  const standing = account.standing.value;
  const me = account.me.value;
  useEffect(() => {
    if (standing === 'in') void people.read();
  }, [standing]);
  const where = route.value;
  return (
    <>
      {me && mayWatch(me) && where.page === 'room' ? (
        <RoomPage key={where.room} server={server} people={people} me={me} room={where.room} />
      ) : (
        <Frame bar={<Bar />} wide>
          <Front server={server} people={people} />
        </Frame>
      )}
      <SignInAgain />
    </>
  );
}

const mayWatch = (me: Me) => me.roles.some((role) => ['proctor', 'staff', 'admin'].includes(role));

function Front({ server, people }: { server: ProctorServer; people: People }) {
  const standing = account.standing.value;
  const me = account.me.value;
  if (standing === 'asking') return <Loading />;
  if (standing === 'unreachable' && account.problem.value)
    return <Failed problem={account.problem.value} keeps retry={() => void account.ask()} />;
  if (!me) return <SignInPage lead={say('proctor.signInLead')} />;
  if (!mayWatch(me))
    return (
      <>
        <PageTitle>{say('proctor.notProctor')}</PageTitle>
        <p>{say('proctor.notProctorText')}</p>
      </>
    );
  return <RoomsPage server={server} people={people} me={me} />;
}

function Bar() {
  const me = account.me.value;
  if (!me) return null;
  return (
    <div class="bar-nav">
      <a href="/staff/reviews" class="bar-link">
        {say('proctor.reviews')}
      </a>
      <span class="bar-name">{me.displayName}</span>
      <button type="button" class="button button-quiet" onClick={() => void account.signOut()}>
        {t('app.signOut')}
      </button>
    </div>
  );
}

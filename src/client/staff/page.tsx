import { useEffect } from 'preact/hooks';
import { account } from '../lib/account';
import { moment, number, t } from '../lib/i18n';
import { Frame, PageTitle } from '../lib/ui/frame';
import { Failed, Loading } from '../lib/ui/notice';
import { SignInAgain, SignInPage } from '../lib/ui/sign-in';
import type { AttemptToMark } from '../lib/wire';
import { MarkingPage } from './marking';
import type { QueueCtrl } from './queue-ctrl';
import { marking, markingPath } from './router';

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

function Page({ queue }: { queue: QueueCtrl }) {
  const standing = account.standing.value;
  if (standing === 'asking') return <Loading />;
  if (standing === 'unreachable' && account.problem.value)
    return <Failed problem={account.problem.value} keeps retry={() => void account.ask()} />;
  if (standing === 'out') return <SignInPage lead={t('staff.signInLead')} />;
  if (!account.me.value?.roles.includes('grader'))
    return (
      <>
        <PageTitle>{t('staff.notGrader')}</PageTitle>
        <p>{t('staff.notGraderText')}</p>
      </>
    );
  const session = marking.value;
  return session ? <MarkingPage key={session} session={session} /> : <Queue queue={queue} />;
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

function Queue({ queue }: { queue: QueueCtrl }) {
  useEffect(() => void queue.waiting.fetch(), []);
  const state = queue.waiting.state.value;
  return (
    <>
      <PageTitle>{t('staff.title')}</PageTitle>
      <div class="part-head">
        <h2 id="waiting">{t('staff.waiting')}</h2>
        <button type="button" class="button button-quiet" onClick={() => void queue.waiting.fetch()}>
          {t('staff.refresh')}
        </button>
      </div>
      {state.is === 'loading' && <Loading />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void queue.waiting.fetch()} />}
      {state.is === 'here' && (state.value.length ? <Waiting attempts={state.value} /> : <Nothing />)}
    </>
  );
}

function Nothing() {
  return (
    <div class="card empty">
      <h3>{t('staff.none')}</h3>
      <p>{t('staff.noneText')}</p>
    </div>
  );
}

function Waiting({ attempts }: { attempts: AttemptToMark[] }) {
  return (
    <div class="card scroll" tabIndex={0} role="region" aria-labelledby="waiting">
      <table class="waiting" aria-labelledby="waiting">
        <thead>
          <tr>
            <th scope="col">{t('staff.exam')}</th>
            <th scope="col">{t('staff.sealed')}</th>
            <th scope="col">{t('staff.pending')}</th>
            <th scope="col">
              <span class="hidden">{t('staff.open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => {
            const when = moment(attempt.sealedAt);
            return (
              <tr key={attempt.sessionId}>
                <th scope="row">{attempt.title}</th>
                <td>{when}</td>
                <td>{number(attempt.pending)}</td>
                <td>
                  <a
                    class="button"
                    href={markingPath(attempt.sessionId)}
                    aria-label={t('staff.openLabel', { title: attempt.title, when })}
                  >
                    {t('staff.open')}
                  </a>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

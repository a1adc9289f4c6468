import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { day, moment, number } from '../../lib/i18n';
import type { AwardView, ProgressView } from '../../lib/program-wire';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading } from '../../lib/ui/notice';
import { Requirements } from '../../lib/ui/requirement';
import { account } from '../../lib/account';
import { paths } from '../router';
import { say, isStaffKey } from '../text';
import { LearnerCtrl, type LearnerNow, type Sitting } from './learner-ctrl';

/** One learner for staff: what is done, missing and in review in each program, by which sessions, and what was issued. */
export function LearnerPage({ id }: { id: string }) {
  const ctrl = useMemo(() => new LearnerCtrl(api, id), [id]);
  useEffect(() => void ctrl.load.fetch(), [ctrl]);
  const state = ctrl.load.state.value;
  return (
    <>
      <p>
        <a href={paths.support} data-route>
          {say('learner.back')}
        </a>
      </p>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && <Learner now={state.value} />}
    </>
  );
}

function Learner({ now }: { now: LearnerNow }) {
  const { record, programs } = now;
  return (
    <>
      <PageTitle label={`${record.learnerId} ${record.country}`.trim()}>
        {record.legalName || record.learnerId}
      </PageTitle>
      <section class="part" aria-labelledby="learner-progress">
        <h2 id="learner-progress">{say('learner.progress')}</h2>
        {programs.length === 0 && <p class="soft">{say('learner.none')}</p>}
        {programs.map((progress) => (
          <Program key={progress.programId} progress={progress} />
        ))}
      </section>
      <Sittings sittings={now.sittings} />
      <Credentials now={now} />
      <Registrations now={now} />
    </>
  );
}

function Program({ progress }: { progress: ProgressView }) {
  const id = `learner-program-${progress.programId}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>
        <a href={paths.program(progress.programId)} data-route>
          {progress.title}
        </a>
      </h3>
      <p class="soft">
        {say('learner.since', { when: day(progress.beganAt), n: progress.version })}{' '}
        {say(progress.namePublished ? 'learner.named' : 'learner.nameless')}
      </p>
      <Requirements root={progress.requirement} />
      {progress.awards.length > 0 && (
        <ul class="plain">
          {progress.awards.map((award) => (
            <Award key={award.credentialId} award={award} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Award({ award }: { award: AwardView }) {
  return (
    <li>
      <span class={`badge badge-${award.stands ? 'good' : 'warn'}`}>
        {award.stands
          ? say('learner.earned', { when: day(award.earnedAt) })
          : say('learner.revoked', { why: say(`learner.lost.${award.lost ?? 'award'}`) })}
      </span>{' '}
      <a href={`/v/${award.credentialId}`}>{say('learner.credential', { title: award.title })}</a>
    </li>
  );
}

function Sittings({ sittings }: { sittings: Sitting[] }) {
  const heads = ['exam', 'state', 'begun', 'ended', 'points', 'review', 'window'] as const;
  return (
    <section class="part">
      <h2>{say('learner.attempts')}</h2>
      {sittings.length === 0 ? (
        <p class="soft">{say('learner.noAttempts')}</p>
      ) : (
        <div class="card scroll" tabIndex={0} role="region" aria-label={say('learner.attempts')}>
          <table class="waiting">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {say(`learner.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sittings.map((sitting) => (
                <Line key={sitting.sessionId} sitting={sitting} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Line({ sitting }: { sitting: Sitting }) {
  const { attempt, review, sessionId, windowId } = sitting;
  const state = attempt?.state ?? sitting.state;
  // Whoever marks finds the attempt there.
  const marks = state === 'grading' && account.me.value?.roles.includes('grader');
  return (
    <tr>
      <th scope="row">{sitting.examId}</th>
      <td>{marks ? <a href={`${paths.queue}${paths.marking(sessionId)}`}>{stateOf(state)}</a> : stateOf(state)}</td>
      <td>{sitting.startedAt && moment(sitting.startedAt)}</td>
      <td>{sitting.endedAt && moment(sitting.endedAt)}</td>
      <td>
        {attempt && attempt.points !== null && (
          <>
            {say('learner.of', { points: number(attempt.points), max: number(attempt.maxPoints) })}
            {attempt.passed !== null && `, ${say(attempt.passed ? 'learner.passed' : 'learner.notPassed')}`}
          </>
        )}
      </td>
      <td>
        {review && (
          <a href={paths.review(sessionId)} data-route>
            {reviewOf(review.state)}
          </a>
        )}
      </td>
      <td>
        {windowId && (
          <a href={paths.window(windowId)} data-route>
            {windowId}
          </a>
        )}
      </td>
    </tr>
  );
}

function Credentials({ now: { record } }: { now: LearnerNow }) {
  return (
    <section class="part">
      <h2>{say('learner.credentials')}</h2>
      {record.credentials.length === 0 ? (
        <p class="soft">{say('learner.noCredentials')}</p>
      ) : (
        <div class="card scroll" tabIndex={0} role="region" aria-label={say('learner.credentials')}>
          <table class="waiting">
            <thead>
              <tr>
                {(['for', 'issued', 'stands'] as const).map((head) => (
                  <th key={head} scope="col">
                    {say(`learner.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {record.credentials.map(({ credentialId, title, issuedAt, revokedAt }) => (
                <tr key={credentialId}>
                  <th scope="row">
                    <a href={`/v/${credentialId}`}>{title}</a>
                  </th>
                  <td>{day(issuedAt)}</td>
                  <td>{revokedAt ? say('learner.endedOn', { when: day(revokedAt) }) : say('learner.valid')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Registrations({ now: { record } }: { now: LearnerNow }) {
  return (
    <section class="part" aria-labelledby="learner-registrations">
      <h2 id="learner-registrations">{say('learner.registrations')}</h2>
      {record.registrations.length === 0 ? (
        <p class="soft">{say('learner.noRegistrations')}</p>
      ) : (
        <ul>
          {record.registrations.map(({ examId, windowId }) => (
            <li key={examId}>
              {examId},{' '}
              {windowId ? (
                <a href={paths.window(windowId)} data-route>
                  {windowId}
                </a>
              ) : (
                say('learner.without')
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A state of a session or of its attempt; one that is newer than this page stands as it is called. */
function stateOf(state: string): string {
  const key = `learner.at.${state}`;
  return isStaffKey(key) ? say(key as 'learner.at.running') : state;
}

function reviewOf(state: string): string {
  const key = `reviews.by.${state}`;
  return isStaffKey(key) ? say(key as 'reviews.by.found') : state;
}

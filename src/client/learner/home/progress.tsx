import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { day, t } from '../../lib/i18n';
import type { AwardView, ProgressView } from '../../lib/program-wire';
import { Failed, Loading, Notice, Patience, wordsOf } from '../../lib/ui/notice';
import { Requirements } from '../../lib/ui/requirement';
import { paths } from '../router';
import { ProgressCtrl } from './progress-ctrl';

/** What is done of a program, what is missing, what is in review, and the credential; asked for when somebody gets that far down. */
export function ProgressPart({ program }: { program: string }) {
  const ctrl = useMemo(() => new ProgressCtrl(api, program), [program]);
  const part = useRef<HTMLElement>(null);
  useEffect(() => () => ctrl.close(), [ctrl]);
  useEffect(() => {
    if (!part.current) return;
    const looking = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      looking.disconnect();
      void ctrl.load.fetch();
    });
    looking.observe(part.current);
    return () => looking.disconnect();
  }, [ctrl]);
  const state = ctrl.load.state.value;
  const id = `progress-${program}`;
  return (
    <section ref={part} class="card progress" aria-labelledby={`${id} program-${program}`}>
      <h3 id={id}>{t('progress.title')}</h3>
      {state.is === 'loading' && <Loading lines={4} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && <Progress ctrl={ctrl} progress={state.value} />}
    </section>
  );
}

function Progress({ ctrl, progress }: { ctrl: ProgressCtrl; progress: ProgressView }) {
  const award = ctrl.award.value;
  return (
    <>
      {award ? <Award award={award} program /> : <Standing progress={progress} />}
      <Requirements root={progress.requirement} />
      {ctrl.courses.value.map((course) => (
        <Award key={course.credentialId} award={course} />
      ))}
      <NameConsent ctrl={ctrl} progress={progress} />
    </>
  );
}

/** Where it stands as a whole, in one sentence. */
function Standing({ progress }: { progress: ProgressView }) {
  return <p>{t(`progress.whole.${progress.state}`)}</p>;
}

/** Given and taken back by the learner alone; no until they say so. */
function NameConsent({ ctrl, progress }: { ctrl: ProgressCtrl; progress: ProgressView }) {
  const { busy, waiting, problem } = ctrl.asked;
  const wanted = useSignal<boolean | null>(null);
  const hint = `name-consent-${progress.programId}`;
  const say = async (box: HTMLInputElement) => {
    const agreed = box.checked;
    // One thing at a time; what is on its way is shown, and what was refused is as it was.
    if (busy.value) return void (box.checked = !agreed);
    wanted.value = agreed;
    const done = await ctrl.publishName(agreed);
    wanted.value = null;
    if (done) announce(t(agreed ? 'progress.named.yes' : 'progress.named.no'));
  };
  return (
    <div class="name-consent">
      <label class="tick">
        <input
          type="checkbox"
          checked={wanted.value ?? progress.namePublished}
          aria-busy={busy.value}
          aria-describedby={hint}
          onChange={(event) => void say(event.currentTarget)}
        />
        {t('progress.publishName')}
      </label>
      <p id={hint} class="hint">
        {t('progress.publishNameText')}
      </p>
      {waiting.value && <Patience problem={waiting.value} />}
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
    </div>
  );
}

function Award({ award, program }: { award: AwardView; program?: boolean }) {
  const { title, earnedAt, lost, credentialId } = award;
  if (!award.stands)
    return (
      <Notice tone="warn" title={t('progress.revoked', { title })}>
        <p>{t(`progress.lost.${lost ?? 'award'}`)}</p>
        <a class="button" href={`/v/${credentialId}`}>
          {t('progress.showCredential')}
          <span class="hidden">: {title}</span>
        </a>
      </Notice>
    );
  return (
    <Notice tone="good" title={t(program ? 'progress.earned' : 'progress.earnedCourse', { title })}>
      <p>{t('progress.earnedOn', { when: day(earnedAt) })}</p>
      <div class="actions">
        <a class={program ? 'button button-main' : 'button'} href={`/v/${credentialId}`}>
          {t('progress.showCredential')}
          <span class="hidden">: {title}</span>
        </a>
        <a class="button" href={`/api/credentials/${credentialId}/pdf`} download>
          {t('progress.pdf')}
          <span class="hidden">: {title}</span>
        </a>
        {program && (
          <a class="button" href={paths.sharing} data-route>
            {t('progress.share')}
            <span class="hidden">: {title}</span>
          </a>
        )}
      </div>
    </Notice>
  );
}

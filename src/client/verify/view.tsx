import type { ComponentChildren } from 'preact';
import { day, isKey, moment, t } from '../lib/i18n';
import { Frame, PageTitle } from '../lib/ui/frame';
import { Loading } from '../lib/ui/notice';
import type { CredentialView } from '../lib/wire';
import type { Outcome, VerifyCtrl } from './ctrl';

export function VerifyPage({ ctrl }: { ctrl: VerifyCtrl }) {
  return (
    <Frame>
      <PageTitle>{t('verify.title')}</PageTitle>
      <Shown ctrl={ctrl} outcome={ctrl.outcome.value} />
    </Frame>
  );
}

function Shown({ ctrl, outcome }: { ctrl: VerifyCtrl; outcome: Outcome }) {
  switch (outcome.is) {
    case 'checking':
      return <Loading lines={9} />;
    case 'unknown':
      return (
        <Seal tone="unknown" sign="?" title={t('verify.unknown')}>
          <p>{t('verify.unknownText')}</p>
          <p>
            {t('verify.id')}: <code class="id">{ctrl.id}</code>
          </p>
        </Seal>
      );
    case 'unable':
      return (
        <Seal tone="unknown" sign="…" title={t('verify.unable')}>
          <p>{t('verify.unableText')}</p>
          <button type="button" class="button" onClick={() => void ctrl.check()}>
            {t('verify.again')}
          </button>
        </Seal>
      );
    case 'valid':
    case 'revoked':
      return <Found outcome={outcome} />;
  }
}

function Seal(props: {
  tone: 'valid' | 'revoked' | 'unknown';
  sign: string;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section class={`seal seal-${props.tone}`} role="status">
      <span class="seal-sign" aria-hidden="true">
        {props.sign}
      </span>
      <div>
        <h2>{props.title}</h2>
        {props.children}
      </div>
    </section>
  );
}

function Found({ outcome }: { outcome: Extract<Outcome, { credential: CredentialView }> }) {
  const { credential } = outcome;
  const valid = outcome.is === 'valid';
  const { issuer } = credential;
  return (
    <>
      <Seal tone={outcome.is} sign={valid ? '✓' : '✕'} title={t(valid ? 'verify.valid' : 'verify.revoked')}>
        <p>
          {valid
            ? t('verify.validText', { issuer, when: moment(outcome.checkedAt) })
            : t('verify.revokedText', { issuer })}
        </p>
      </Seal>
      <article class={valid ? 'card credential' : 'card credential credential-revoked'}>
        <p class="eyebrow">{t('verify.name')}</p>
        <p class="credential-name">{credential.name}</p>
        <p class="credential-statement">{credential.statement}</p>
        <dl class="credential-facts">
          <dt>{t('verify.for')}</dt>
          <dd>{credential.title}</dd>
          {credential.programTitle && (
            <>
              <dt>{t('verify.program')}</dt>
              <dd>{credential.programTitle}</dd>
            </>
          )}
          <dt>{t('verify.issuer')}</dt>
          <dd>{issuer}</dd>
          <dt>{t('verify.date')}</dt>
          <dd>{day(credential.issuedAt)}</dd>
          {credential.revokedAt && (
            <>
              <dt>{t('verify.revokedOn')}</dt>
              <dd>{day(credential.revokedAt)}</dd>
            </>
          )}
          {credential.revokedFor && (
            <>
              <dt>{t('verify.revokedFor')}</dt>
              <dd>{reasonOf(credential.revokedFor)}</dd>
            </>
          )}
          <dt>{t('verify.id')}</dt>
          <dd>
            <code class="id">{credential.id}</code>
          </dd>
          <dt>{t('verify.key')}</dt>
          <dd>
            <code class="id" dir="ltr">
              {inGroups(credential.keyFingerprint)}
            </code>
            <p class="soft">{t('verify.keyText')}</p>
          </dd>
        </dl>
        {valid && (
          <a class="button button-main" href={`/api/credentials/${credential.id}/pdf`} download>
            {t('verify.pdf')}
          </a>
        )}
      </article>
    </>
  );
}

/** The class of a reason in words; the server's own word for one that the page does not know. */
function reasonOf(reason: string): string {
  const key = `verify.for.${reason}`;
  return isKey(key) ? t(key as 'verify.for.review') : reason;
}

/** Fingerprints are compared by eye: groups of four are easier than a run of sixty-four. */
const inGroups = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ');

import { day, moment } from '../lib/i18n';
import { Frame, PageTitle } from '../lib/ui/frame';
import { Loading } from '../lib/ui/notice';
import type { CredentialView } from '../lib/wire';
import type { Outcome, VerifyCtrl } from './ctrl';
import { linkedIn, verifierPlus } from './links';
import { Seal } from './seal';
import { isVerifyKey, say } from './text';

export function VerifyPage({ ctrl }: { ctrl: VerifyCtrl }) {
  return (
    <Frame>
      <PageTitle>{say('verify.title')}</PageTitle>
      <Shown ctrl={ctrl} outcome={ctrl.outcome.value} />
      <p class="actions">
        <a href="/verify">{say('found.file')}</a>
      </p>
    </Frame>
  );
}

function Shown({ ctrl, outcome }: { ctrl: VerifyCtrl; outcome: Outcome }) {
  switch (outcome.is) {
    case 'checking':
      return <Loading lines={9} />;
    case 'unknown':
      return (
        <Seal live tone="unknown" sign="?" title={say('verify.unknown')}>
          <p>{say('verify.unknownText')}</p>
          <p>
            {say('verify.id')}: <code class="id">{ctrl.id}</code>
          </p>
        </Seal>
      );
    case 'unable':
      return (
        <Seal live tone="unknown" sign="…" title={say('verify.unable')}>
          <p>{say('verify.unableText')}</p>
          <button type="button" class="button" onClick={() => void ctrl.check()}>
            {say('verify.again')}
          </button>
        </Seal>
      );
    case 'valid':
    case 'revoked':
    case 'superseded':
      return <Found outcome={outcome} />;
  }
}

const signs = { valid: '✓', revoked: '✕', superseded: '→' } as const;

function Found({ outcome }: { outcome: Extract<Outcome, { credential: CredentialView }> }) {
  const { credential } = outcome;
  const valid = outcome.is === 'valid';
  const { issuer } = credential;
  return (
    <>
      <Seal live tone={outcome.is} sign={signs[outcome.is]} title={say(`verify.${outcome.is}`)}>
        <p>
          {valid
            ? say('verify.validText', { issuer, when: moment(outcome.checkedAt) })
            : say(`verify.${outcome.is === 'revoked' ? 'revokedText' : 'supersededText'}`, { issuer })}
        </p>
        {credential.supersededBy && (
          <p>
            <a href={`/v/${credential.supersededBy}`}>{say('verify.newer')}</a>
          </p>
        )}
      </Seal>
      <article class={valid ? 'card credential' : 'card credential credential-revoked'}>
        <p class="eyebrow">{say('verify.name')}</p>
        <p class="credential-name">{credential.name}</p>
        <p class="credential-statement">{credential.statement}</p>
        <dl class="credential-facts">
          <dt>{say('verify.for')}</dt>
          <dd>{credential.title}</dd>
          {credential.programTitle && credential.kind !== 'program' && (
            <>
              <dt>{say('verify.program')}</dt>
              <dd>{credential.programTitle}</dd>
            </>
          )}
          <dt>{say('verify.issuer')}</dt>
          <dd>{issuer}</dd>
          <dt>{say('verify.date')}</dt>
          <dd>{day(credential.issuedAt)}</dd>
          {credential.revokedAt && (
            <>
              <dt>{say(credential.supersededBy ? 'verify.supersededOn' : 'verify.revokedOn')}</dt>
              <dd>{day(credential.revokedAt)}</dd>
            </>
          )}
          {credential.revokedFor && (
            <>
              <dt>{say('verify.revokedFor')}</dt>
              <dd>{reasonOf(credential.revokedFor)}</dd>
            </>
          )}
          <dt>{say('verify.id')}</dt>
          <dd>
            <code class="id">{credential.id}</code>
          </dd>
          <dt>{say('verify.key')}</dt>
          <dd>
            <code class="id" dir="ltr">
              {inGroups(credential.keyFingerprint)}
            </code>
            <p class="soft">{say('verify.keyText')}</p>
          </dd>
          {credential.issuerId && (
            <>
              <dt>{say('verify.issuerId')}</dt>
              <dd>
                <code class="id" dir="ltr">
                  {credential.issuerId}
                </code>
                <p class="soft">{say('verify.issuerIdText')}</p>
              </dd>
            </>
          )}
        </dl>
        {valid && <Share credential={credential} />}
      </article>
    </>
  );
}

function Share({ credential }: { credential: CredentialView }) {
  const file = (form: string) => `/api/credentials/${credential.id}/${form}`;
  return (
    <section class="credential-share" aria-labelledby="share">
      <h2 id="share">{say('verify.share')}</h2>
      <div>
        <p>
          <a class="button button-main" href={file('pdf')} download>
            {say('verify.pdf')}
          </a>
        </p>
        <ul class="credential-files">
          {(['json', 'png', 'svg', 'jwt'] as const).map((form) => (
            <li key={form}>
              <a href={file(form)} download>
                {say(`verify.${form}`)}
              </a>
            </li>
          ))}
          {credential.kind === 'program' && (
            <li>
              <a href={file('clr')} download>
                {say('verify.clr')}
              </a>
            </li>
          )}
          <li>
            <a href={linkedIn(credential)} rel="noopener noreferrer" target="_blank">
              {say('verify.linkedIn')}
            </a>
          </li>
          <li>
            <a href={verifierPlus(credential)} rel="noopener noreferrer" target="_blank">
              {say('verify.elsewhere')}
            </a>
          </li>
        </ul>
        <p class="soft">{say('verify.elsewhereText')}</p>
      </div>
      <img class="credential-code" src={file('qr.svg')} alt={say('verify.code')} width="160" height="160" />
    </section>
  );
}

/** The class of a reason in words; the server's own word for one that the page does not know. */
function reasonOf(reason: string): string {
  const key = `verify.for.${reason}`;
  return isVerifyKey(key) ? say(key as 'verify.for.review') : reason;
}

/** Fingerprints are compared by eye: groups of four are easier than a run of sixty-four. */
const inGroups = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ');

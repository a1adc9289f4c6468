import { day, moment } from '../../lib/i18n';
import { Notice, wordsOf } from '../../lib/ui/notice';
import type { Facts, Verdict } from '../check/verdict';
import { Seal } from '../seal';
import { say } from '../text';
import type { Asked, Dropped, FilesCtrl, Outcome } from './ctrl';

/** The verdict in a few words: for the list, and for who hears it. */
export function wordOf(outcome: Outcome): string {
  if (outcome.is === 'reading') return say('files.reading');
  if (outcome.is === 'failed') return say('files.failed');
  const { code, lastKnown } = outcome.verdict;
  return lastKnown === undefined ? say(`verdict.${code}`) : say('verdict.lastKnown', { when: day(lastKnown) });
}

const BAD: ReadonlySet<string> = new Set(['tampered', 'revoked', 'suspended', 'undefined-term', 'not-signed']);

/** One file and what came out. `site` is where the page was saved, for one that was. */
export function CheckedFile({ ctrl, dropped, site }: { ctrl: FilesCtrl; dropped: Dropped; site?: string }) {
  const { value: outcome } = dropped.outcome;
  return (
    <article class="card checked-file" aria-label={dropped.name}>
      <p class="eyebrow checked-name">{dropped.name}</p>
      {outcome.is === 'reading' && <p>{say('files.reading')}</p>}
      {outcome.is === 'failed' && (
        <Notice tone="warn" title={say('files.failed')}>
          <p>{say('files.failedText')}</p>
        </Notice>
      )}
      {outcome.is === 'checked' && <Said outcome={outcome} {...(site === undefined ? {} : { site })} />}
      {outcome.is === 'checked' && ctrl.hasServer && !outcome.verdict.valid && (
        <AskServer ctrl={ctrl} dropped={dropped} />
      )}
    </article>
  );
}

function Said({ outcome, site }: { outcome: Extract<Outcome, { is: 'checked' }>; site?: string }) {
  const { verdict, ours } = outcome;
  const { facts, lastKnown } = verdict;
  const tone = verdict.valid ? 'valid' : BAD.has(verdict.code) ? 'revoked' : verdict.proven ? 'superseded' : 'unknown';
  const sign = { valid: '✓', revoked: '✕', superseded: '!', unknown: '?' }[tone];
  return (
    <>
      <Seal tone={tone} sign={sign} title={wordOf(outcome)} level={3}>
        <p>{lastKnown === undefined ? verdict.reason : say('verdict.lastKnownText', { when: moment(lastKnown) })}</p>
        {verdict.valid && facts?.kind === 'status-list' && facts.validFrom !== null && site !== undefined && (
          <p>
            {say('list.text', { when: moment(facts.validFrom) })} {say('list.stranger')}
          </p>
        )}
      </Seal>
      {facts && <p class="soft">{say(verdict.proven ? 'fact.checked' : 'fact.claims')}</p>}
      {facts && <FactList facts={facts} verdict={verdict} ours={ours} {...(site === undefined ? {} : { site })} />}
    </>
  );
}

function FactList(props: { facts: Facts; verdict: Verdict; ours: boolean; site?: string }) {
  const { facts, verdict, ours, site } = props;
  const page = ours ? pageOf(facts, site ?? location.origin) : null;
  return (
    <dl class="credential-facts checked-facts">
      <dt>{say('fact.what')}</dt>
      <dd>{facts.kind === 'status-list' ? say('list.title') : (facts.name ?? say('fact.unnamed'))}</dd>
      {facts.achievement && facts.achievement !== facts.name && (
        <>
          <dt>{say('fact.achievement')}</dt>
          <dd>{facts.achievement}</dd>
        </>
      )}
      {facts.holder && (
        <>
          <dt>{say('fact.holder')}</dt>
          <dd>{facts.holder}</dd>
        </>
      )}
      <dt>{say('fact.issuer')}</dt>
      <dd>
        {facts.issuerName}
        <p>
          <code class="id" dir="ltr">
            {facts.issuerId}
          </code>
        </p>
        {verdict.proven && (
          <p class="soft">
            {!ours ? say('fact.stranger') : site === undefined ? say('fact.ours') : say('fact.oursSaved', { site })}
          </p>
        )}
      </dd>
      {facts.validFrom && (
        <>
          <dt>{say('fact.issued')}</dt>
          <dd>{day(facts.validFrom)}</dd>
        </>
      )}
      {facts.validUntil && (
        <>
          <dt>{say('fact.until')}</dt>
          <dd>{day(facts.validUntil)}</dd>
        </>
      )}
      {facts.parts.length > 0 && (
        <>
          <dt>{say('fact.parts')}</dt>
          <dd>
            <ul class="checked-parts">
              {facts.parts.map((part, n) => (
                <li key={n}>
                  <bdi>{part.facts?.name ?? say('fact.unnamed')}</bdi>
                  {`: ${wordOf({ is: 'checked', verdict: part, ours })}`}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {page && (
        <>
          <dt>{say('fact.page')}</dt>
          <dd>
            <a href={page}>{page}</a>
          </dd>
        </>
      )}
    </dl>
  );
}

/** Where the site shows a credential of its own, which is named by a number; null for others. */
function pageOf({ id }: Facts, site: string): string | null {
  const number = /^urn:uuid:([0-9a-f-]{36})$/i.exec(id ?? '')?.[1];
  return number === undefined ? null : `${site}/v/${number}`;
}

function AskServer({ ctrl, dropped }: { ctrl: FilesCtrl; dropped: Dropped }) {
  const { value: asked } = dropped.asked;
  return (
    <div class="checked-server">
      <div role="status">{asked && <Answer asked={asked} />}</div>
      {asked?.is !== 'said' && (
        <>
          <button
            type="button"
            class="button"
            aria-disabled={asked?.is === 'asking'}
            onClick={() => void ctrl.ask(dropped)}
          >
            {say('server.ask', { name: dropped.name })}
          </button>
          <p class="hint">{say('server.why')}</p>
        </>
      )}
    </div>
  );
}

function Answer({ asked }: { asked: Asked }) {
  switch (asked.is) {
    case 'asking':
      return <p>{say('server.asking')}</p>;
    case 'unable':
      return (
        <Notice tone="warn">
          <p>{wordsOf(asked.problem)}</p>
        </Notice>
      );
    case 'said': {
      const { verdict } = asked;
      return (
        <Notice
          tone={verdict.valid ? 'good' : 'warn'}
          title={say('server.says', { verdict: say(`verdict.${verdict.code}`) })}
        >
          <p>
            {verdict.reason} {verdict.valid && verdict.ours && say('server.ours')}
          </p>
        </Notice>
      );
    }
  }
}

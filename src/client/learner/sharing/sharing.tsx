import './sharing.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { day, moment, t } from '../../lib/i18n';
import type {
  AgreementVersion,
  CreditView,
  LookView,
  SharedCredential,
  SharedField,
  ShareOffer,
  ShareView,
} from '../../lib/school-wire';
import { Dialog } from '../../lib/ui/dialog';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import { receiptOf, SharingCtrl } from './sharing-ctrl';
import { say } from './text';

/** With which schools the learner shares which program, and what came of it. */
export function SharingPage() {
  const ctrl = useMemo(() => new SharingCtrl(api), []);
  const done = useSignal('');
  useEffect(() => void ctrl.load.fetch(), [ctrl]);
  const state = ctrl.load.state.value;
  const problem = ctrl.asked.problem.value;
  const told = (words: string) => {
    done.value = words;
    announce(words);
  };
  return (
    <>
      <PageTitle>{say('sharing.title')}</PageTitle>
      <p class="lead">{say('sharing.lead')}</p>
      {problem && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{problem.code === 'share.changed' ? say('sharing.changed') : wordsOf(problem)}</p>
        </Notice>
      )}
      {done.value && !problem && (
        <Notice tone="good">
          <p>{done.value}</p>
        </Notice>
      )}
      {state.is === 'loading' && <Loading lines={6} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && (
        <>
          {state.value.offers.length + state.value.shares.length === 0 && (
            <section class="card empty">
              <h2>{say('sharing.none')}</h2>
              <p>{say('sharing.noneText')}</p>
            </section>
          )}
          {state.value.offers.length > 0 && (
            <section class="part" aria-labelledby="offers-title">
              <h2 id="offers-title">{say('sharing.offers')}</h2>
              {state.value.offers.map((offer) => (
                <Offer key={offer.shareId} ctrl={ctrl} offer={offer} told={told} />
              ))}
            </section>
          )}
          {state.value.shares.length > 0 && (
            <section class="part" aria-labelledby="shares-title">
              <h2 id="shares-title">{say('sharing.shares')}</h2>
              {state.value.shares.map((share) => (
                <Share key={share.shareId} ctrl={ctrl} share={share} told={told} />
              ))}
            </section>
          )}
        </>
      )}
    </>
  );
}

/** All that would be shared, before it is. */
function Offer({ ctrl, offer, told }: { ctrl: SharingCtrl; offer: ShareOffer; told: (words: string) => void }) {
  const id = `offer-${offer.shareId}`;
  const consent = async () => {
    if (await ctrl.consent(offer)) told(say('sharing.done', { school: offer.schoolName }));
  };
  return (
    <article class="card sharing" aria-labelledby={id}>
      <h3 id={id}>
        {offer.schoolName} · {offer.programTitle}
      </h3>
      <Terms agreement={offer.agreement} />
      <Shared credentials={offer.credentials} fields={offer.fields} />
      <p>{say('sharing.not')}</p>
      <p>{say('sharing.honest')}</p>
      <button
        type="button"
        class="button button-main"
        aria-disabled={ctrl.asked.busy.value}
        onClick={() => void consent()}
      >
        {say('sharing.consent')}
        <span class="hidden">: {say('sharing.with', { school: offer.schoolName })}</span>
      </button>
    </article>
  );
}

function Share({ ctrl, share, told }: { ctrl: SharingCtrl; share: ShareView; told: (words: string) => void }) {
  const asking = useSignal(false);
  const id = `share-${share.shareId}`;
  const last = share.consents.at(-1);
  if (!last) return null;
  const withdraw = async () => {
    asking.value = false;
    if (await ctrl.withdraw(share)) told(say('sharing.withdrawDone', { school: share.schoolName }));
  };
  return (
    <article class="card sharing" aria-labelledby={id}>
      <div class="sharing-head">
        <h3 id={id}>
          {share.schoolName} · {share.programTitle}
        </h3>
        <span class={share.stands ? 'badge badge-good' : 'badge'}>
          {share.stands
            ? say('sharing.stands', { day: day(last.givenAt) })
            : say('sharing.withdrawn', { day: day(last.withdrawnAt ?? last.givenAt) })}
        </span>
      </div>
      <Terms agreement={last.agreement} />
      <Credit credit={share.credit} />
      <Shared credentials={last.credentials} fields={last.fields} />
      <LooksPart looks={share.looks} count={share.lookCount} />
      <h4>{say('sharing.receipts')}</h4>
      <p class="hint">{say('sharing.receiptHint')}</p>
      <ul>
        {share.consents.map((consent) => (
          <li key={consent.number}>
            <a href={receiptOf(share.shareId, consent.number, false)} download>
              {say('sharing.receipt', { moment: moment(consent.givenAt) })}
            </a>
            {consent.withdrawnAt && (
              <>
                <br />
                <a href={receiptOf(share.shareId, consent.number, true)} download>
                  {say('sharing.receiptWithdrawal', { moment: moment(consent.withdrawnAt) })}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      {share.stands && (
        <button type="button" class="button" onClick={() => (asking.value = true)}>
          {say('sharing.withdraw')}
          <span class="hidden">: {share.schoolName}</span>
        </button>
      )}
      {asking.value && (
        <Dialog
          title={say('sharing.withdrawTitle', { school: share.schoolName })}
          onClose={() => (asking.value = false)}
          actions={
            <>
              <button type="button" class="button" onClick={() => (asking.value = false)}>
                {say('sharing.keep')}
              </button>
              <button type="button" class="button button-main" onClick={() => void withdraw()}>
                {say('sharing.withdrawGo')}
              </button>
            </>
          }
        >
          <p>{say('sharing.withdrawText', { program: share.programTitle })}</p>
        </Dialog>
      )}
    </article>
  );
}

function Terms({ agreement }: { agreement: AgreementVersion }) {
  return (
    <>
      <p>
        <strong>{say('sharing.counts', { points: agreement.creditPoints, degree: agreement.degree })}</strong>
      </p>
      {agreement.text && <p>{agreement.text}</p>}
      {agreement.validUntil && <p class="hint">{say('sharing.until', { day: day(agreement.validUntil) })}</p>}
    </>
  );
}

function Shared({ credentials, fields }: { credentials: SharedCredential[]; fields: SharedField[] }) {
  return (
    <>
      <h4>{say('sharing.credentials')}</h4>
      <ul>
        {credentials.map((one) => (
          <li key={one.id}>
            {say('sharing.credential', {
              title: one.title,
              kind: say(`sharing.kind.${one.kind}`),
              name: one.name,
              day: day(one.issuedAt),
            })}
          </li>
        ))}
      </ul>
      <h4>{say('sharing.fields')}</h4>
      <ul>
        {fields.map((field) => (
          <li key={field}>{say(`sharing.field.${field}`)}</li>
        ))}
      </ul>
    </>
  );
}

function Credit({ credit }: { credit: CreditView }) {
  const { granted, history } = credit;
  return (
    <>
      <h4>{say('sharing.credit')}</h4>
      <p>
        {granted
          ? say('sharing.creditGranted', { points: granted.points, day: day(granted.on), reference: granted.reference })
          : say('sharing.creditNone')}
      </p>
      {history.length > 1 && (
        <ul>
          {history.map((entry) => (
            <li key={entry.at}>
              {entry.kind === 'takenBack'
                ? say('sharing.entry.takenBack', { at: moment(entry.at), reason: entry.reason })
                : say(`sharing.entry.${entry.kind}`, {
                    at: moment(entry.at),
                    points: entry.grant?.points ?? 0,
                    reference: entry.grant?.reference ?? '',
                    reason: entry.reason,
                  })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function LooksPart({ looks, count }: { looks: LookView[]; count: number }) {
  if (count === 0) return <p>{say('sharing.looksNone')}</p>;
  return (
    <details class="more">
      <summary>{say('sharing.looks', { n: count })}</summary>
      {looks.length < count && <p class="hint">{say('sharing.looksSome', { n: looks.length })}</p>}
      <ul class="sharing-looks" tabIndex={0} aria-label={say('sharing.looks', { n: count })}>
        {looks.map((look, i) => (
          <li key={i}>
            {say(`sharing.look.${look.how}`, { moment: moment(look.at), by: look.by || say('sharing.someone') })}
          </li>
        ))}
      </ul>
    </details>
  );
}

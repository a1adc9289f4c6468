import './result.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../../lib/api';
import { t } from '../../lib/i18n';
import { newId } from '../../lib/ids';
import { Outbox } from '../../lib/outbox';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice } from '../../lib/ui/notice';
import { takeParting } from '../parting';
import { paths } from '../router';
import { HandInPart } from './hand-in';
import { LedgerPart } from './ledger';
import { OutcomePart } from './outcome';
import { ReceiptPart } from './receipt';
import { ResponsesPart } from './responses';
import { ResultCtrl } from './result-ctrl';
import { ReviewPart } from './review-part';

export function ResultPage({ session }: { session: string }) {
  const ctrl = useSignal<ResultCtrl | null>(null);
  useEffect(() => {
    let gone = false;
    void Outbox.open(session, newId).then((outbox) => {
      if (gone) return;
      ctrl.value = new ResultCtrl(api, session, outbox, takeParting(session));
      void ctrl.value.open();
    });
    return () => {
      gone = true;
      ctrl.value?.close();
    };
  }, [session]);
  return ctrl.value ? <Result ctrl={ctrl.value} /> : <Loading lines={10} />;
}

function Result({ ctrl }: { ctrl: ResultCtrl }) {
  const receipt = ctrl.receipt.state.value;
  const result = ctrl.result.state.value;
  if (receipt.is === 'loading' || result.is === 'loading') return <Loading lines={10} />;
  // Somebody came here by the address while the exam runs.
  const goesOn = receipt.is === 'failed' && receipt.problem.code === 'session.not-ended';
  const exam = receipt.is === 'here' ? receipt.value.title : (ctrl.kept.value?.title ?? t('session.title'));
  return (
    <>
      <PageTitle>{t('result.title', { exam })}</PageTitle>
      <HandInPart ctrl={ctrl} unsentOnly />
      {receipt.is === 'here' && <ReceiptPart receipt={receipt.value} />}
      {goesOn && (
        <Notice title={t('result.goesOn')}>
          <a class="button button-main" href={paths.session(ctrl.session)} data-route>
            {t('exam.resume')}
          </a>
        </Notice>
      )}
      {receipt.is === 'failed' && !goesOn && (
        <Failed problem={receipt.problem} keeps={receipt.passing} retry={() => void ctrl.open()} />
      )}
      {result.is === 'here' && (
        <>
          <OutcomePart result={result.value} />
          {result.value.review !== null && result.value.review !== 'opening' && <ReviewPart session={ctrl.session} />}
          <ResponsesPart result={result.value} />
        </>
      )}
      {result.is === 'failed' && receipt.is === 'here' && (
        <Failed problem={result.problem} keeps={result.passing} retry={() => void ctrl.open()} />
      )}
      <LedgerPart session={ctrl.session} />
      {receipt.is === 'here' && (
        <p>
          <a href={paths.held(ctrl.session)} data-route>
            {t('result.data')}
          </a>
        </p>
      )}
      <HandInPart ctrl={ctrl} />
    </>
  );
}

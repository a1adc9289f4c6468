import './needs.css';
import { useSignal } from '@preact/signals';
import { announce } from '../../lib/announce';
import { moment, t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import { Notice, wordsOf } from '../../lib/ui/notice';
import type { ExamCard } from '../../lib/wire';
import type { Reason } from '../../lib/wire-places';
import type { NeedsCtrl } from './needs-ctrl';

/** Why an exam cannot begin: each reason, what to do about it and by whom, and when it ends by itself. */
export function WhyPart({ exam, needs, name }: { exam: ExamCard; needs: NeedsCtrl; name: string }) {
  if (exam.why.length === 0) return null;
  return (
    <div class="reasons">
      <p class="reasons-title">{t('exam.why')}</p>
      <ul>
        {exam.why.map((reason) => (
          <li key={reason.code + reason.message}>
            <ReasonWords reason={reason} />
            {reason.code === 'learner.not-paid' && <VoucherForm exam={exam} needs={needs} />}
            {reason.code === 'learner.name-unconfirmed' && reason.by === 'learner' && (
              <ConfirmName needs={needs} name={name} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function ReasonWords({ reason }: { reason: Reason }) {
  return (
    <>
      {wordsOf(reason)}
      {reason.remedy && (
        <span class="remedy">
          {reason.by === 'staff' && `${t('exam.byStaff')} `}
          {reason.remedy}
        </span>
      )}
      {reason.endsAt && <span class="remedy">{t('exam.endsAt', { when: moment(reason.endsAt) })}</span>}
    </>
  );
}

function VoucherForm({ exam, needs }: { exam: ExamCard; needs: NeedsCtrl }) {
  const code = useSignal('');
  const missing = useSignal(false);
  const id = `voucher-${exam.examId}`;
  const { busy, problem } = needs.voucherAt(exam.examId);
  const wrong = missing.value ? t('needs.voucherMissing') : problem.value ? wordsOf(problem.value) : null;
  const redeem = async (event: Event) => {
    event.preventDefault();
    missing.value = code.value.trim() === '';
    if (missing.value) return document.getElementById(id)?.focus();
    if (await needs.redeem(exam.examId, code.value)) announce(t('needs.redeemed'));
  };
  return (
    <form class="form voucher" onSubmit={(event) => void redeem(event)} noValidate aria-busy={busy}>
      <div class="field">
        <label for={id}>{t('needs.voucher')}</label>
        <div class="voucher-line">
          <input
            id={id}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            maxLength={100}
            aria-invalid={wrong !== null}
            aria-describedby={`${id}-hint`}
            value={code}
            onInput={(event) => (code.value = event.currentTarget.value)}
          />
          <button type="submit" class="button">
            {t('needs.redeem')}
          </button>
        </div>
        <div id={`${id}-hint`}>
          {wrong !== null && (
            <p class="wrong" role="alert">
              {wrong}
            </p>
          )}
          <p class="hint">{t('needs.voucherHint')}</p>
        </div>
      </div>
    </form>
  );
}

function ConfirmName({ needs, name }: { needs: NeedsCtrl; name: string }) {
  const asking = useSignal(false);
  const { busy, problem } = needs.name;
  const close = () => (asking.value = false);
  const confirm = async () => {
    if (!(await needs.confirmName(name))) return;
    close();
    announce(t('needs.confirmed'));
  };
  return (
    <p>
      <button type="button" class="button" onClick={() => (asking.value = true)}>
        {t('needs.confirm')}
      </button>
      {asking.value && (
        <Dialog
          title={t('needs.confirmTitle')}
          onClose={close}
          actions={
            <>
              <button type="button" class="button" onClick={close}>
                {t('needs.confirmKeep')}
              </button>
              <button type="button" class="button button-main" disabled={busy} onClick={() => void confirm()}>
                {t('needs.confirmGo')}
              </button>
            </>
          }
        >
          <p class="legal-name">
            <bdi>{name}</bdi>
          </p>
          <p>{t('needs.confirmText')}</p>
          {problem.value && (
            <Notice tone="warn" live>
              <p>{wordsOf(problem.value)}</p>
            </Notice>
          )}
        </Dialog>
      )}
    </p>
  );
}

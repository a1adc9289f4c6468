import { moment, t } from '../../lib/i18n';
import { save } from '../../lib/save-file';
import type { Receipt } from '../../lib/wire';
import { Fact } from '../home/exam';

const TITLES = {
  learner: 'receipt.title',
  deadline: 'receipt.expiredTitle',
  proctor: 'receipt.terminatedTitle',
} as const;

/** What was stored, and the signed proof of it to take along. */
export function ReceiptPart({ receipt }: { receipt: Receipt }) {
  return (
    <section class="card receipt" aria-labelledby="receipt-title">
      <div class="receipt-head">
        <span class="receipt-sign" aria-hidden="true">
          ✓
        </span>
        <div>
          <h2 id="receipt-title">{t(TITLES[receipt.endedBy])}</h2>
          <p>{t('receipt.text')}</p>
        </div>
      </div>
      <dl class="facts facts-wide">
        <Fact name={t('receipt.answered')}>
          {t('receipt.answeredOf', { n: receipt.answered, total: receipt.items })}
        </Fact>
        <Fact name={t('receipt.started')}>{moment(receipt.startedAt)}</Fact>
        <Fact name={t('receipt.ended')}>{moment(receipt.endedAt)}</Fact>
        <Fact name={t('receipt.endedBy')}>{t(`receipt.by.${receipt.endedBy}`)}</Fact>
        <Fact name={t('receipt.number')} wide>
          <code class="id">{receipt.sessionId}</code>
        </Fact>
      </dl>
      <div class="actions">
        <button type="button" class="button" onClick={() => save(`receipt-${receipt.sessionId}.json`, receipt)}>
          {t('receipt.download')}
        </button>
        <span class="soft">{t('receipt.what')}</span>
      </div>
    </section>
  );
}

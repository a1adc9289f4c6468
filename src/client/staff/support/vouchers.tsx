import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { day, t } from '../../lib/i18n';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { Voucher } from '../../lib/wire-places';
import { say } from '../text';
import { momentsOf, zone } from '../zone';
import { newCode, VouchersCtrl } from './requests-ctrl';

/** Vouchers that pay for an exam: made, and how often they have been used. */
export function VouchersPart() {
  const ctrl = useMemo(() => new VouchersCtrl(api), []);
  useEffect(() => void ctrl.load.fetch(), [ctrl]);
  const state = ctrl.load.state.value;
  return (
    <section class="part" aria-labelledby="vouchers-title">
      <h2 id="vouchers-title">{say('vouchers.title')}</h2>
      <MakeForm ctrl={ctrl} />
      {state.is === 'loading' && <Loading lines={3} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && state.value.length > 0 && <Table vouchers={state.value} />}
    </section>
  );
}

function MakeForm({ ctrl }: { ctrl: VouchersCtrl }) {
  const exam = useSignal('');
  const uses = useSignal('1');
  const until = useSignal('');
  const wrong = useSignal(false);
  const made = useSignal<string | null>(null);
  const { problem, busy } = ctrl.asked;
  const make = async (event: Event) => {
    event.preventDefault();
    made.value = null;
    const times = Number(uses.value);
    const [end] = until.value === '' ? [null] : momentsOf(`${until.value}T23:59`, zone.value);
    wrong.value =
      exam.value.trim() === '' || !Number.isInteger(times) || times < 1 || times > 10_000 || end === undefined;
    if (wrong.value) return document.getElementById('voucher-exam')?.focus();
    const code = newCode();
    if (!(await ctrl.define(code, exam.value.trim(), times, end == null ? null : new Date(end).toISOString()))) return;
    made.value = code;
    announce(say('vouchers.made', { code }));
  };
  return (
    <details class="card more">
      <summary>{say('vouchers.make')}</summary>
      <form class="form" onSubmit={(event) => void make(event)} noValidate aria-busy={busy}>
        <div class="field">
          <label for="voucher-exam">{say('support.exam')}</label>
          <input
            id="voucher-exam"
            autoComplete="off"
            spellcheck={false}
            aria-invalid={wrong}
            value={exam}
            onInput={(event) => (exam.value = event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="voucher-uses">{say('vouchers.uses')}</label>
          <input
            id="voucher-uses"
            class="points"
            inputMode="numeric"
            autoComplete="off"
            value={uses}
            onInput={(event) => (uses.value = event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="voucher-until">{say('vouchers.until')}</label>
          <input
            id="voucher-until"
            type="date"
            value={until}
            onInput={(event) => (until.value = event.currentTarget.value)}
          />
        </div>
        {wrong.value && (
          <p class="wrong" role="alert">
            {say('vouchers.wrong')}
          </p>
        )}
        {problem.value && (
          <Notice tone="warn" title={t('problem.title')} live>
            <p>{wordsOf(problem.value)}</p>
          </Notice>
        )}
        <button type="submit" class="button">
          {say('vouchers.go')}
        </button>
      </form>
      {made.value && (
        <Notice tone="good">
          <p>{say('vouchers.made', { code: made.value })}</p>
        </Notice>
      )}
    </details>
  );
}

function Table({ vouchers }: { vouchers: Voucher[] }) {
  return (
    <div class="card scroll" role="region" aria-labelledby="vouchers-title" tabIndex={0}>
      <table class="waiting">
        <thead>
          <tr>
            <th scope="col">{say('vouchers.code')}</th>
            <th scope="col">{say('support.exam')}</th>
            <th scope="col">{say('vouchers.used')}</th>
            <th scope="col">{say('vouchers.until')}</th>
          </tr>
        </thead>
        <tbody>
          {vouchers.map((voucher) => (
            <tr key={voucher.code}>
              <th scope="row">{voucher.code}</th>
              <td>{voucher.examId}</td>
              <td>{say('vouchers.usedOf', { n: voucher.used, uses: voucher.uses })}</td>
              <td>{voucher.until ? day(voucher.until) : say('vouchers.forEver')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

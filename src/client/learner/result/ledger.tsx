import { useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { isKey, span, t, timeOfDay } from '../../lib/i18n';
import { Load } from '../../lib/load';
import { Failed, Loading } from '../../lib/ui/notice';
import type { LedgerSpan } from '../../lib/wire';

/** Where the time of a sitting went, each second by cause; read when somebody wants to know. */
export function LedgerPart({ session }: { session: string }) {
  const ledger = useMemo(
    () => new Load(() => api.get<{ spans: LedgerSpan[] }>(`/api/sessions/${session}/ledger`)),
    [session],
  );
  return (
    <details class="more" onToggle={(e) => e.currentTarget.open && void ledger.fetch()}>
      <summary>{t('ledger.title')}</summary>
      <Spans ledger={ledger} />
    </details>
  );
}

function Spans({ ledger }: { ledger: Load<{ spans: LedgerSpan[] }> }) {
  const state = ledger.state.value;
  if (state.is === 'loading') return <Loading lines={4} />;
  if (state.is === 'failed') return <Failed problem={state.problem} retry={() => void ledger.fetch()} />;
  return (
    <div class="ledger" tabIndex={0} role="group" aria-label={t('ledger.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('ledger.what')}</th>
            <th scope="col">{t('ledger.from')}</th>
            <th scope="col">{t('ledger.to')}</th>
            <th scope="col">{t('ledger.long')}</th>
          </tr>
        </thead>
        <tbody>
          {state.value.spans.map((one, n) => (
            <tr key={n}>
              <th scope="row">
                {causeOf(one)}
                {whyOf(one) && <span class="soft"> {whyOf(one)}</span>}
              </th>
              <td>{timeOfDay(one.from)}</td>
              <td>{one.to ? timeOfDay(one.to) : ''}</td>
              <td>{span(one.ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function causeOf({ cause }: LedgerSpan): string {
  const key = `ledger.${cause}`;
  return isKey(key) ? t(key as 'ledger.working') : cause;
}

/** Why it was stopped, given or taken, in words; nothing where the cause says it all. */
function whyOf({ why }: LedgerSpan): string {
  const key = `ledger.why.${why}`;
  return isKey(key) ? t(key as 'ledger.why.technical') : '';
}

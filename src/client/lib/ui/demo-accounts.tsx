import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { account } from '../account';
import { api } from '../api';
import { t } from '../i18n';
import type { DemoAccount } from '../wire';

/** In a demonstration, the accounts everybody may use. Elsewhere the server knows none, and nothing shows. */
export function DemoAccounts() {
  const accounts = useSignal<DemoAccount[]>([]);
  useEffect(() => {
    void api.get<{ accounts: DemoAccount[] }>('/api/account/demo', { tries: 1 }).then(
      (demo) => (accounts.value = demo.accounts),
      () => undefined,
    );
  }, []);
  if (accounts.value.length === 0) return null;
  return (
    <section class="card" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('demo.title')}</h2>
      <p>{t('demo.text')}</p>
      <ul class="plain">
        {accounts.value.map((demo) => (
          <li key={demo.userName}>
            <button
              type="button"
              class="button button-quiet"
              onClick={() => void account.signIn(demo.userName, demo.password)}
            >
              {t('demo.signIn', { role: demo.role, name: demo.displayName })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useSignal } from '@preact/signals';
import { account } from '../account';
import { t } from '../i18n';
import { DemoAccounts } from './demo-accounts';
import { Dialog } from './dialog';
import { PageTitle } from './frame';
import { Notice, wordsOf } from './notice';

export function SignInPage({ lead }: { lead: string }) {
  return (
    <div class="narrow">
      <PageTitle>{t('signIn.title')}</PageTitle>
      <p class="lead">{lead}</p>
      <div class="card">
        <SignInForm id="sign-in" />
        <SignInButton form="sign-in" />
      </div>
      <DemoAccounts />
    </div>
  );
}

/** Over whatever the learner was doing, which waits behind it and goes on afterwards. */
export function SignInAgain() {
  if (account.standing.value !== 'lapsed') return null;
  return (
    <Dialog title={t('signIn.again')} actions={<SignInButton form="sign-in-again" />}>
      <p>{t('signIn.againText')}</p>
      <SignInForm id="sign-in-again" userName={account.me.value?.userName ?? ''} />
    </Dialog>
  );
}

function SignInButton({ form }: { form: string }) {
  return (
    <button type="submit" form={form} class="button button-main">
      {t('signIn.submit')}
    </button>
  );
}

function SignInForm({ id, userName }: { id: string; userName?: string }) {
  const name = useSignal(userName ?? '');
  const password = useSignal('');
  const visible = useSignal(false);
  const working = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (working.value) return;
    working.value = true;
    const signedIn = await account.signIn(name.value.trim(), password.value);
    working.value = false;
    if (!signedIn) document.getElementById(`${id}-password`)?.focus();
  };
  const problem = account.problem.value;
  return (
    <form id={id} class="form" onSubmit={submit} aria-busy={working}>
      {problem && (
        <Notice tone="warn" live>
          <p id={`${id}-problem`}>{wordsOf(problem)}</p>
        </Notice>
      )}
      <div class="field">
        <label for={`${id}-name`}>{t('signIn.userName')}</label>
        <input
          id={`${id}-name`}
          autoComplete="username"
          autoCapitalize="none"
          spellcheck={false}
          required
          readOnly={userName !== undefined && userName !== ''}
          value={name}
          onInput={(e) => (name.value = e.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={`${id}-password`}>{t('signIn.password')}</label>
        <input
          id={`${id}-password`}
          type={(visible.value ? 'text' : 'password') as 'password'}
          autoComplete="current-password"
          required
          aria-describedby={problem ? `${id}-problem` : undefined}
          value={password}
          onInput={(e) => (password.value = e.currentTarget.value)}
        />
        <label class="tick">
          <input type="checkbox" checked={visible} onChange={(e) => (visible.value = e.currentTarget.checked)} />
          {t('signIn.showPassword')}
        </label>
      </div>
    </form>
  );
}

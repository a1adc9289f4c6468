import { useSignal } from '@preact/signals';
import { sealEntries } from '../../lib/hand-in';
import { t } from '../../lib/i18n';
import { save } from '../../lib/save-file';
import type { Entry } from '../../lib/wire';

interface Props {
  session: string;
  handInKey: string | null;
  entries: Entry[];
  ended?: boolean;
}

/** Lets unsent answers leave the device as a file that only the server can read. */
export function SaveUnsent({ session, handInKey, entries, ended }: Props) {
  const saved = useSignal(false);
  if (!handInKey) return <p class="soft">{t(ended ? 'handIn.noKeyEnded' : 'handIn.noKey')}</p>;
  const keep = async () => {
    save(`unsent-answers-${session}.json`, await sealEntries(session, handInKey, entries));
    saved.value = true;
  };
  return (
    <div class="actions">
      <button type="button" class="button" onClick={keep}>
        {t('handIn.save')}
      </button>
      <span role="status">{saved.value && t('handIn.saved')}</span>
    </div>
  );
}

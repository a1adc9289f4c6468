import type { ReadonlySignal } from '@preact/signals';
import { t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import { setShortcuts } from '../../lib/keys';

export function HelpDialog({ keys, onClose }: { keys: ReadonlySignal<boolean>; onClose: () => void }) {
  return (
    <Dialog
      title={t('help.title')}
      onClose={onClose}
      actions={
        <button type="button" class="button button-main" onClick={onClose}>
          {t('app.close')}
        </button>
      }
    >
      <h3>{t('help.saving')}</h3>
      <p>{t('help.savingText')}</p>
      <p>{t('help.timeText')}</p>
      <h3>{t('help.keys')}</h3>
      <p>
        {t('help.keysText')} {t('help.arrows')}
      </p>
      <dl class="keys">
        {(['n', 'p', 'f'] as const).map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`help.key.${key}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{t('help.key.help')}</dd>
        </div>
      </dl>
      <label class="tick">
        <input type="checkbox" checked={keys} onChange={(e) => setShortcuts(e.currentTarget.checked)} />
        {t('help.keysUse')}
      </label>
    </Dialog>
  );
}

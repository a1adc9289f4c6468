import { useSignal } from '@preact/signals';
import { Notice } from '../../lib/ui/notice';
import { saveBlob } from '../../lib/save-file';
import { say } from '../text';
import type { Known } from './known';
import { withKnown } from './saved-page';

export interface Saving {
  /** The page as it was built: one file without what it knows. */
  page(): Promise<string>;
  known(): Promise<Known>;
}

/** Offers the page as one file for use without a network. */
export function SavePage({ saving }: { saving: Saving }) {
  const state = useSignal<'idle' | 'saving' | 'done' | 'failed'>('idle');
  const save = async () => {
    if (state.value === 'saving') return;
    state.value = 'saving';
    try {
      const [page, known] = await Promise.all([saving.page(), saving.known()]);
      saveBlob('check-credentials.html', new Blob([withKnown(page, known)], { type: 'text/html' }));
      state.value = 'done';
    } catch {
      state.value = 'failed';
    }
  };
  return (
    <section class="part" aria-labelledby="save">
      <h2 id="save">{say('save.title')}</h2>
      <p>{say('save.text')}</p>
      <button type="button" class="button" aria-disabled={state.value === 'saving'} onClick={() => void save()}>
        {say('save.button')}
      </button>
      <div role="status">
        {state.value === 'saving' && <p class="hint">{say('save.saving')}</p>}
        {state.value === 'done' && <p class="hint">{say('save.done')}</p>}
        {state.value === 'failed' && (
          <Notice tone="warn">
            <p>{say('save.failed')}</p>
          </Notice>
        )}
      </div>
    </section>
  );
}

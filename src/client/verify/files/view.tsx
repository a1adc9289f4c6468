import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { moment } from '../../lib/i18n';
import { Frame, PageTitle } from '../../lib/ui/frame';
import { Notice } from '../../lib/ui/notice';
import { say } from '../text';
import { CheckedFile } from './checked-file';
import { MOST_FILES, type FilesCtrl } from './ctrl';
import type { Known } from './known';
import './files.css';

/** The page that checks files; `children` is what else it offers, `known` what a saved one has with it. */
export function FilesPage({ ctrl, known, children }: { ctrl: FilesCtrl; known?: Known; children?: ComponentChildren }) {
  const { value: files } = ctrl.files;
  return (
    <Frame>
      <PageTitle>{say('files.title')}</PageTitle>
      <p class="lead">{say(known ? 'files.leadSaved' : 'files.lead')}</p>
      {known && (
        <Notice title={say('saved.title')}>
          <p>{say('saved.text', { site: known.site, when: moment(known.savedAt) })}</p>
          {!known.did && <p>{say('saved.withoutIssuer')}</p>}
        </Notice>
      )}
      <DropZone ctrl={ctrl} />
      {ctrl.tooMany.value && (
        <Notice tone="warn" live>
          <p>{say('files.tooMany', { n: MOST_FILES })}</p>
        </Notice>
      )}
      {files.length > 0 && (
        <section aria-labelledby="checked">
          <div class="part-head">
            <h2 id="checked">{say('files.list')}</h2>
            <button type="button" class="button button-quiet" onClick={() => ctrl.clear()}>
              {say('files.clear')}
            </button>
          </div>
          <ol class="plain checked">
            {files.map((one) => (
              <li key={one.id}>
                <CheckedFile ctrl={ctrl} dropped={one} {...(known ? { site: known.site } : {})} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {children}
    </Frame>
  );
}

/** Files are taken wherever they are dropped: beside the frame, the browser would open them in place of the page. */
function DropZone({ ctrl }: { ctrl: FilesCtrl }) {
  const over = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listening = new AbortController();
    const on = (event: 'dragover' | 'dragleave' | 'drop', act: (e: DragEvent) => void) =>
      document.addEventListener(event, act, { signal: listening.signal });
    on('dragover', (e) => {
      if (!e.dataTransfer?.types.includes('Files')) return;
      e.preventDefault();
      e.dataTransfer.dropEffect = 'copy';
      over.value = true;
    });
    on('dragleave', (e) => {
      if (e.relatedTarget === null) over.value = false;
    });
    on('drop', (e) => {
      over.value = false;
      if (!e.dataTransfer?.types.includes('Files')) return;
      e.preventDefault();
      void ctrl.take([...e.dataTransfer.files]);
    });
    return () => listening.abort();
  }, [ctrl]);

  const chosen = () => {
    const { current } = input;
    if (!current?.files) return;
    void ctrl.take([...current.files]);
    // So that the same file can be chosen again.
    current.value = '';
  };
  return (
    <div class={over.value ? 'drop drop-over' : 'drop'}>
      <input
        ref={input}
        id="files"
        class="drop-input"
        type="file"
        multiple
        accept=".pdf,.png,.svg,.json,.jsonld,.jwt,.txt,application/pdf,image/png,image/svg+xml,application/json,application/vc,application/vc+jwt"
        onChange={chosen}
      />
      <label for="files" class="button button-main button-big">
        {say('files.choose')}
      </label>
      <p class="hint">{say('files.drop')}</p>
    </div>
  );
}

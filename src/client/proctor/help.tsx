import { t } from '../lib/i18n';
import { setShortcuts, shortcuts } from '../lib/keys';
import { Dialog } from '../lib/ui/dialog';
import { acts } from './acts/catalogue';
import { say } from './text';
import { actKinds } from './wire';

const board: readonly [string, Parameters<typeof say>[0]][] = [
  ['← ↑ ↓ →', 'help.move'],
  ['Home End', 'help.ends'],
  ['Enter', 'help.open'],
  ['Space', 'help.select'],
  ['Shift ←→', 'help.range'],
  ['Ctrl A', 'help.all'],
  ['Esc', 'help.back'],
  ['j', 'help.next'],
  ['/', 'help.find'],
  ['s', 'help.sort'],
  ['v', 'help.density'],
  ['c', 'help.care'],
  ['y', 'help.talk'],
  ['x', 'help.live'],
  ['z', 'help.done'],
  ['?', 'help.help'],
];

export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title={say('help.title')}
      onClose={onClose}
      actions={
        <button type="button" class="button button-main" onClick={onClose}>
          {t('app.close')}
        </button>
      }
    >
      <h3>{say('help.group.board')}</h3>
      <dl class="keys">
        {board.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(words as 'help.move')}</dd>
          </div>
        ))}
      </dl>
      <h3>{say('help.group.acts')}</h3>
      <p class="soft">{say('help.text')}</p>
      <dl class="keys">
        {actKinds
          .filter((kind) => acts[kind].key)
          .map((kind) => (
            <div key={kind}>
              <dt>
                <kbd>{acts[kind].key}</kbd>
              </dt>
              <dd>{say(`act.${kind}`)}</dd>
            </div>
          ))}
      </dl>
      <label class="tick">
        <input type="checkbox" checked={shortcuts} onChange={(e) => setShortcuts(e.currentTarget.checked)} />
        {say('help.use')}
      </label>
    </Dialog>
  );
}

import { t } from '../../lib/i18n';
import { Dialog } from '../../lib/ui/dialog';
import type { RoomCtrl } from '../board/room-ctrl';
import { say } from '../text';
import type { ActKind } from '../wire';
import { acts, groups } from './catalogue';

/** Every act there is, with its key. */
export function ActMenu({ ctrl, onClose }: { ctrl: RoomCtrl; onClose: () => void }) {
  const begin = (kind: ActKind) => {
    onClose();
    ctrl.begin(kind);
  };
  return (
    <Dialog
      title={say('target.acts')}
      onClose={onClose}
      actions={
        <button type="button" class="button" onClick={onClose}>
          {t('app.close')}
        </button>
      }
    >
      <div class="act-menu">
        {groups.map((group) => (
          <section key={group.name}>
            <h3>{say(`group.${group.name}`)}</h3>
            <ul class="plain">
              {group.acts.map((kind) => (
                <li key={kind}>
                  <button type="button" class="button" title={say(`hint.${kind}`)} onClick={() => begin(kind)}>
                    {say(`act.${kind}`)} {acts[kind].key && <kbd>{acts[kind].key}</kbd>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

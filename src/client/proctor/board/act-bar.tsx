import type { Signal } from '@preact/signals';
import { acts } from '../acts/catalogue';
import type { People } from '../people';
import { say } from '../text';
import type { ActKind } from '../wire';
import type { RoomCtrl } from './room-ctrl';
import type { Over } from './room-page';

/** Those that are wanted most; all others are one key further. */
const first: readonly ActKind[] = ['admit', 'message', 'warn', 'announce', 'pause', 'resume', 'addTime', 'report'];

/** Whom acts are for, and the acts. */
export function ActBar({ ctrl, over }: { ctrl: RoomCtrl; over: Signal<Over>; people: People }) {
  const targets = ctrl.targets.value;
  const selected = ctrl.looking.selected.value.size;
  const [one] = targets;
  return (
    <section class="act-bar" aria-label={say('target.acts')}>
      <p class="act-bar-who" role="status">
        {targets.length === 0 && say('target.none')}
        {selected === 0 && one !== undefined && say('target.one', { name: ctrl.nameOf(one) ?? one.slice(0, 8) })}
        {selected > 0 && say('target.many', { n: selected })}{' '}
        {selected > 0 && (
          <button type="button" class="button button-quiet" onClick={() => ctrl.looking.clearSelection()}>
            {say('target.clear')}
          </button>
        )}
      </p>
      <div class="act-bar-acts">
        {first.map((kind) => (
          <button key={kind} type="button" class="button" onClick={() => ctrl.begin(kind)}>
            {say(`act.${kind}`)} {acts[kind].key && <kbd>{acts[kind].key}</kbd>}
          </button>
        ))}
        <button type="button" class="button" onClick={() => (over.value = 'menu')}>
          {say('target.more')} <kbd>.</kbd>
        </button>
      </div>
    </section>
  );
}

import type { Cell } from '../board/board';
import type { RoomCtrl } from '../board/room-ctrl';
import type { People } from '../people';
import { say } from '../text';

/** Who takes care of the session: taking it, handing it over, giving it back. */
export function CarePart({ ctrl, cell, people }: { ctrl: RoomCtrl; cell: Cell; people: People }) {
  const care = cell.care.value;
  const mine = care === ctrl.me;
  const busy = ctrl.caring.busy.value;
  const staffing = ctrl.board.staffing.value;
  const others = ctrl.board.proctors.value.filter((one) => one !== care && one !== ctrl.me);
  const load = (id: string) => {
    const one = staffing.find((each) => each.proctor === id);
    const words = say('care.load', { name: people.nameOf(id), n: one?.inCare ?? 0 });
    return one?.isNext ? say('care.next', { load: words }) : words;
  };
  return (
    <div class="care">
      <span class="soft">
        {care === null
          ? say('care.nobody')
          : mine
            ? say('care.mine')
            : say('care.other', { name: people.nameOf(care) })}
      </span>
      {mine ? (
        <button type="button" class="button" aria-disabled={busy} onClick={() => void ctrl.care(cell.session, null)}>
          {say('care.back')} <kbd>c</kbd>
        </button>
      ) : (
        <button type="button" class="button" aria-disabled={busy} onClick={() => void ctrl.care(cell.session, ctrl.me)}>
          {say('care.take')} <kbd>c</kbd>
        </button>
      )}
      {others.length > 0 && (
        <select
          aria-label={say('care.hand')}
          value=""
          onChange={(e) => {
            const to = e.currentTarget.value;
            e.currentTarget.value = '';
            if (to !== '') void ctrl.care(cell.session, to);
          }}
        >
          <option value="">{say('care.hand')}</option>
          {others.map((id) => (
            <option key={id} value={id}>
              {load(id)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

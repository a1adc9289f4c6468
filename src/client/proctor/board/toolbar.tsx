import { number } from '../../lib/i18n';
import type { People } from '../people';
import { say } from '../text';
import { densities, type Filter } from './looking';
import type { RoomCtrl } from './room-ctrl';
import { needs } from './standing';
import { staffingWords } from './words';

/** Filters that stand there even when nothing passes them. */
const ALWAYS: readonly Filter[] = ['all', 'needed'];

export function Toolbar({ ctrl, people }: { ctrl: RoomCtrl; people: People }) {
  return (
    <div class="tools">
      <Filters ctrl={ctrl} />
      <div class="tools-row">
        <Search ctrl={ctrl} />
        <button type="button" class="button" onClick={() => next(ctrl)}>
          {say('needs.next')} <kbd>j</kbd>
        </button>
        <button type="button" class="button" onClick={() => ctrl.sort()}>
          {say('board.sort')} <kbd>s</kbd>
        </button>
        <fieldset class="switch">
          <legend class="hidden">{say('board.density')}</legend>
          {densities.map((density) => (
            <label key={density}>
              <input
                type="radio"
                name="density"
                checked={ctrl.looking.density.value === density}
                onChange={() => ctrl.looking.setDensity(density)}
              />
              <span>{say(`board.density.${density}`)}</span>
            </label>
          ))}
        </fieldset>
        <Staffing ctrl={ctrl} people={people} />
      </div>
    </div>
  );
}

function next(ctrl: RoomCtrl): void {
  ctrl.looking.nextNeeded();
  document.getElementById('board')?.focus();
}

function Filters({ ctrl }: { ctrl: RoomCtrl }) {
  const counts = ctrl.board.needs.value;
  const all = ctrl.board.count.value;
  const now = ctrl.looking.filter.value;
  const table: [Filter, number | null][] = [
    ['all', all],
    ['needed', all - counts.none],
    ...needs.filter((need) => need !== 'none').map((need): [Filter, number] => [need as Filter, counts[need]]),
    ['mine', null],
    ['nobodys', null],
    ['running', null],
    ['ended', null],
  ];
  return (
    <div class="chips" role="group" aria-label={say('needs.label')}>
      {table.map(([filter, n]) => (
        <button
          key={filter}
          type="button"
          class={`chip chip-${filter}${n === 0 && !ALWAYS.includes(filter) ? ' chip-none' : ''}`}
          aria-pressed={now === filter}
          onClick={() => ctrl.looking.show(now === filter ? 'all' : filter)}
        >
          {say(`needs.${filter}`)}
          {n !== null && <b>{number(n)}</b>}
        </button>
      ))}
    </div>
  );
}

function Search({ ctrl }: { ctrl: RoomCtrl }) {
  const all = ctrl.board.count.value;
  const shown = ctrl.looking.shown.value.length;
  return (
    <div class="find">
      <label for="board-search" class="hidden">
        {say('board.search')}
      </label>
      <input
        id="board-search"
        type="search"
        placeholder={`${say('board.searchHint')}  /`}
        autoComplete="off"
        value={ctrl.looking.search}
        onInput={(e) => ctrl.looking.find(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Enter' && e.key !== 'Escape') return;
          if (e.key === 'Escape') ctrl.looking.find('');
          else ctrl.looking.step(-10_000);
          document.getElementById('board')?.focus();
          e.preventDefault();
        }}
      />
      <span class="soft" role="status">
        {shown < all && say('board.shown', { n: shown, all })}
      </span>
    </div>
  );
}

/** Who else is in the room, and with how many. */
function Staffing({ ctrl, people }: { ctrl: RoomCtrl; people: People }) {
  const staffing = ctrl.board.staffing.value;
  if (staffing.length === 0) return null;
  return (
    <p class="staffing soft">
      {say('staffing.title')}: {staffing.map((one) => staffingWords(one, people.nameOf(one.proctor))).join(' · ')}
    </p>
  );
}

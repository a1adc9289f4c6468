import { useEffect, useMemo } from 'preact/hooks';
import { useSignal, type Signal } from '@preact/signals';
import { announce } from '../../lib/announce';
import { t } from '../../lib/i18n';
import { useShortcuts } from '../../lib/keys';
import { SkipLink, Spoken } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { Me } from '../../lib/wire';
import { ActDialog } from '../acts/act-dialog';
import { ActMenu } from '../acts/act-menu';
import { acts } from '../acts/catalogue';
import { HistoryDialog } from '../acts/history';
import { reachedOf } from '../acts/progress';
import { HelpDialog } from '../help';
import type { People } from '../people';
import { paths } from '../router';
import type { ProctorServer } from '../server';
import { realLive } from '../session/real-live';
import { SessionPanel } from '../session/session-panel';
import { proctorConnection } from '../socket';
import { say } from '../text';
import { actKinds } from '../wire';
import { ActBar } from './act-bar';
import { byFrame } from './board';
import { Grid } from './grid';
import { RoomCtrl } from './room-ctrl';
import { Toolbar } from './toolbar';
import './board.css';

export type Over = 'help' | 'acts' | 'menu' | null;

interface Props {
  server: ProctorServer;
  people: People;
  me: Me;
  room: string;
}

/** A room's console. */
export function RoomPage({ server, people, me, room }: Props) {
  const ctrl = useMemo(
    () =>
      new RoomCtrl(
        {
          server,
          connect: proctorConnection,
          live: realLive(server),
          pace: byFrame,
          me: me.id ?? me.userName,
          staff: me.roles.some((role) => role === 'staff' || role === 'admin'),
        },
        room,
      ),
    [room],
  );
  useEffect(() => {
    ctrl.start();
    const online = () => ctrl.online();
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('online', online);
      ctrl.stop();
    };
  }, [ctrl]);
  return <RoomView ctrl={ctrl} people={people} />;
}

/** The same for a controller that is given: what the page of a measurement shows. */
export function RoomView({ ctrl, people }: { ctrl: RoomCtrl; people: People }) {
  const over = useSignal<Over>(null);
  useKeys(ctrl, over);
  const refused = ctrl.refused.value;
  const known = ctrl.board.version >= 0 || ctrl.board.count.value > 0;
  const here = ctrl.line.value !== 'connecting' && known;
  const open = ctrl.open.value;
  return (
    <>
      <SkipLink />
      <div class={`console${open ? ' console-open' : ''}`}>
        <Header ctrl={ctrl} over={over} />
        <main id="content" class="console-board" tabIndex={-1}>
          {refused && !here && <Failed problem={refused} />}
          {!refused && !here && <Waiting ctrl={ctrl} />}
          {here && <Sessions ctrl={ctrl} people={people} />}
        </main>
        {open && (
          <aside class="console-session" aria-label={say('session.title', { name: open.cell.name.value })}>
            <SessionPanel key={open.session} ctrl={ctrl} session={open} people={people} />
          </aside>
        )}
        {here && <ActBar ctrl={ctrl} over={over} people={people} />}
      </div>
      <Spoken />
      <Title ctrl={ctrl} />
      {ctrl.acts.draft.value && <ActDialog ctrl={ctrl} draft={ctrl.acts.draft.value} />}
      {over.value === 'help' && <HelpDialog onClose={() => (over.value = null)} />}
      {over.value === 'acts' && <HistoryDialog ctrl={ctrl} people={people} onClose={() => (over.value = null)} />}
      {over.value === 'menu' && <ActMenu ctrl={ctrl} onClose={() => (over.value = null)} />}
    </>
  );
}

function Waiting({ ctrl }: { ctrl: RoomCtrl }) {
  if (ctrl.line.value !== 'away') return <Loading lines={12} />;
  return (
    <Notice title={t('wait.away')} live>
      <p>{say('line.awayText')}</p>
    </Notice>
  );
}

function Header({ ctrl, over }: { ctrl: RoomCtrl; over: Signal<Over> }) {
  const line = ctrl.line.value;
  const spreading = ctrl.history.value.filter((act) => !act.undoneAt && !reachedOf(act).settled).length;
  return (
    <header class="console-head">
      <a class="button button-quiet" href={paths.rooms} data-route>
        ‹ {say('board.back')}
      </a>
      <h1>{ctrl.board.title.value || ctrl.room}</h1>
      <span class={`pill pill-${line}`} role="status">
        {say(`line.${line}`)}
      </span>
      <span class="console-gap" />
      <button type="button" class="button" onClick={() => (over.value = 'acts')}>
        {spreading > 0 ? say('board.actsOpen', { n: spreading }) : say('board.acts')}
      </button>
      <button type="button" class="button" onClick={() => (over.value = 'help')}>
        {say('board.help')} <kbd>?</kbd>
      </button>
    </header>
  );
}

function Sessions({ ctrl, people }: { ctrl: RoomCtrl; people: People }) {
  const line = ctrl.line.value;
  const caring = ctrl.caring.problem.value ?? ctrl.caring.waiting.value;
  const empty = ctrl.board.count.value === 0;
  const none = !empty && ctrl.looking.shown.value.length === 0;
  return (
    <>
      {(line === 'reading' || line === 'away') && (
        <Notice tone="warn" live>
          <p>{say(line === 'reading' ? 'line.readingText' : 'line.awayText')}</p>
        </Notice>
      )}
      {caring && (
        <Notice tone="warn" live>
          <p>{wordsOf(caring)}</p>
        </Notice>
      )}
      <Toolbar ctrl={ctrl} people={people} />
      {empty && (
        <Notice title={say('board.empty')}>
          <p>{say('board.emptyText')}</p>
        </Notice>
      )}
      {none && (
        <p class="board-none">
          {say('board.noneShown')}{' '}
          <button type="button" class="button" onClick={() => (ctrl.looking.show('all'), ctrl.looking.find(''))}>
            {say('board.showAll')}
          </button>
        </p>
      )}
      {!empty && <Grid ctrl={ctrl} people={people} />}
    </>
  );
}

/** The tab says how many need somebody. */
function Title({ ctrl }: { ctrl: RoomCtrl }) {
  const { admit, hand, unanswered } = ctrl.board.needs.value;
  const n = admit + hand + unanswered;
  const title = ctrl.board.title.value || ctrl.room;
  const page = n > 0 ? say('proctor.pageTitle', { n, title }) : title;
  useEffect(() => {
    document.title = t('app.documentTitle', { page });
  }, [page]);
  return null;
}

function useKeys(ctrl: RoomCtrl, over: Signal<Over>): void {
  const back = () => {
    if (ctrl.open.peek()) ctrl.close();
    else if (ctrl.looking.selected.peek().size > 0) ctrl.looking.clearSelection();
    else {
      ctrl.looking.find('');
      ctrl.looking.show('all');
    }
    document.getElementById('board')?.focus();
  };
  const table: Record<string, () => void> = {
    '?': () => (over.value = 'help'),
    '/': () => document.getElementById('board-search')?.focus(),
    escape: back,
    j: () => {
      const next = ctrl.looking.nextNeeded();
      document.getElementById('board')?.focus();
      if (next !== null && ctrl.open.peek()) ctrl.openSession(next);
    },
    s: () => ctrl.sort(),
    v: () => {
      ctrl.looking.nextDensity();
      announce(say(`board.density.${ctrl.looking.density.peek()}`));
    },
    c: () => {
      const [one] = ctrl.targets.peek();
      const cell = one === undefined ? undefined : ctrl.board.cell(one);
      if (cell) void ctrl.care(cell.session, cell.care.peek() === ctrl.me ? null : ctrl.me);
    },
    y: () => document.getElementById('talk-line')?.focus(),
    x: () => {
      const live = ctrl.open.peek()?.live;
      if (live)
        void (live.state.peek() === 'off' ? live.ask({ camera: true, screen: true, sound: false }) : live.end());
    },
    z: () => (over.value = 'acts'),
    '.': () => (over.value = 'menu'),
  };
  for (const kind of actKinds) {
    const { key } = acts[kind];
    if (key) table[key] = () => ctrl.begin(kind);
  }
  useShortcuts(table);
}

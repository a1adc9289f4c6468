import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { countdown, list } from '../../lib/i18n';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import type { RoomCtrl } from '../board/room-ctrl';
import { lineWords } from '../board/words';
import type { People } from '../people';
import { say, sayCode } from '../text';
import type { WatchView } from '../wire';
import { CarePart } from './care';
import { IdentityPart } from './identity';
import { LedgerPart } from './ledger';
import { PicturePart } from './picture';
import { RecordPart } from './record';
import type { SessionCtrl } from './session-ctrl';
import { TalkPart } from './talk';
import { TimelinePart } from './timeline';
import './session.css';

const tabs = ['talk', 'timeline', 'record', 'time'] as const;
type Tab = (typeof tabs)[number];

interface Props {
  ctrl: RoomCtrl;
  session: SessionCtrl;
  people: People;
}

/** One session beside the board: picture, identity while it matters, and what was said, noticed, recorded and counted. */
export function SessionPanel({ ctrl, session, people }: Props) {
  const state = session.load.state.value;
  const view = session.view.value;
  useFresh(session);
  return (
    <>
      <Head ctrl={ctrl} session={session} people={people} />
      {state.is === 'loading' && !view && <Loading lines={8} />}
      {state.is === 'failed' && (
        <Failed problem={state.problem} keeps={state.passing} retry={() => void session.load.fetch()} />
      )}
      {view && <Body ctrl={ctrl} session={session} view={view} people={people} />}
    </>
  );
}

/** What the board shows of the session may be news for the panel: it reads them. */
function useFresh(session: SessionCtrl): void {
  const { cell } = session;
  const { flags, incidents } = cell;
  // A line that is back has left a gap in the time.
  const lost = cell.line.value === 'lost';
  const sign = [flags.value, incidents.value, cell.stage.value, cell.hand.value, lost].join(' ');
  const first = useSignal(sign);
  useEffect(() => {
    if (first.peek() !== sign) session.read();
    first.value = sign;
  }, [sign]);
  const still = cell.still.value;
  useEffect(() => session.noteStill(), [still]);
  // Photos and scans of a check-in come between its steps.
  const stage = cell.stage.value;
  useEffect(() => void session.readEvidence(), [stage]);
}

function Head({ ctrl, session, people }: Props) {
  const { cell } = session;
  const left = cell.left.value;
  return (
    <header class="session-head">
      <div class="session-name">
        <h2>{cell.name}</h2>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            ctrl.close();
            document.getElementById('board')?.focus();
          }}
        >
          {say('session.close')} <kbd>{say('code.escape')}</kbd>
        </button>
      </div>
      <p class="session-facts">
        <span class={`state state-${cell.stage.value}`}>{sayCode('stage', cell.stage.value)}</span>
        {left !== null && (
          <span>
            <b class="session-left">{countdown(left * 1000)}</b> {say('cell.left')}
          </span>
        )}
        {cell.items.value > 0 && (
          <span>{say('cell.progressLabel', { answered: cell.answered.value, items: cell.items.value })}</span>
        )}
        {cell.at.value > 0 && <span>{say('cell.at', { n: cell.at.value })}</span>}
        {(cell.line.value === 'lost' || cell.line.value === 'weak') && (
          <span class={cell.line.value === 'lost' ? 'bad' : 'soft'}>{lineWords(cell)}</span>
        )}
      </p>
      <CarePart ctrl={ctrl} cell={cell} people={people} />
    </header>
  );
}

function Body({ ctrl, session, view, people }: Props & { view: WatchView }) {
  const tab = useSignal<Tab>('talk');
  const checkingIn = ['seated', 'checkingIn', 'waiting', 'denied'].includes(view.checkIn.stage);
  const missing = view.checkIn.missing;
  return (
    <>
      <p class="soft session-exam">{view.examTitle}</p>
      <Raised session={session} />
      <PicturePart session={session} />
      {checkingIn && missing.length > 0 && (
        <p class="soft">{say('session.prompt', { list: list(missing.map((one) => sayCode('missing', one))) })}</p>
      )}
      {(checkingIn || view.identity) && (
        <IdentityPart ctrl={ctrl} session={session} view={view} people={people} open={checkingIn} />
      )}
      <div class="tabs" role="tablist" aria-label={say('session.tabs')}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-controls={`panel-${one}`}
            aria-selected={tab.value === one}
            tabIndex={tab.value === one ? 0 : -1}
            onClick={() => (tab.value = one)}
            onKeyDown={(e) => {
              const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
              if (by === 0) return;
              const next = tabs[(tabs.indexOf(one) + by + tabs.length) % tabs.length] ?? one;
              tab.value = next;
              document.getElementById(`tab-${next}`)?.focus();
            }}
          >
            {say(`session.tab.${one}`)}
            {one === 'record' && view.flags.length + view.incidents.length > 0 && (
              <span class="tab-n">{view.flags.filter((flag) => flag.standing === 'raised').length}</span>
            )}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`panel-${tab.value}`} aria-labelledby={`tab-${tab.value}`}>
        {tab.value === 'talk' && <TalkPart session={session} />}
        {tab.value === 'timeline' && <TimelinePart session={session} people={people} />}
        {tab.value === 'record' && <RecordPart ctrl={ctrl} session={session} view={view} people={people} />}
        {tab.value === 'time' && <LedgerPart session={session} view={view} />}
      </div>
    </>
  );
}

function Raised({ session }: { session: SessionCtrl }) {
  const { cell } = session;
  const refused = session.saying.problem.value;
  const waiting = session.saying.waiting.value;
  return (
    <>
      {cell.hand.value && (
        <Notice tone="warn">
          <p>{say('talk.hand')}</p>
        </Notice>
      )}
      {(refused ?? waiting) && (
        <Notice tone="warn" live>
          <p>{refused ? `${say('talk.unsent')} ${wordsOf(refused)}` : say('talk.waiting')}</p>
        </Notice>
      )}
    </>
  );
}

import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { list, t } from '../../lib/i18n';
import { Notice, Patience, wordsOf } from '../../lib/ui/notice';
import type { Problem, SeatsTaken } from '../../lib/wire';
import { say } from '../text';
import { readCsv, readTyped, type BadLine, type SeatLines } from './seat-lines';
import type { SeatsCtrl } from './seats-ctrl';

/** Rows of a table of mistakes; more help nobody. */
const MOST_SHOWN = 20;

/** Seats by hand or by file; what is there is read before anything is sent. */
export function AddSeatsPart({ ctrl, room }: { ctrl: SeatsCtrl; room: number }) {
  const way = useSignal<'typed' | 'file'>('typed');
  const choose = (to: 'typed' | 'file') => {
    way.value = to;
    ctrl.clear();
  };
  return (
    <details class="card more add-seats">
      <summary>{say('seats.add')}</summary>
      <p class="soft">{say('seats.room', { n: Math.max(0, room) })}</p>
      <fieldset class="ways">
        <legend class="hidden">{say('seats.add')}</legend>
        {(['typed', 'file'] as const).map((name) => (
          <label key={name} class="tick">
            <input type="radio" name="seats-way" checked={way.value === name} onChange={() => choose(name)} />
            {say(`seats.${name}`)}
          </label>
        ))}
      </fieldset>
      {way.value === 'typed' ? <Typed ctrl={ctrl} /> : <FromFile ctrl={ctrl} />}
      <Outcome ctrl={ctrl} />
    </details>
  );
}

function Typed({ ctrl }: { ctrl: SeatsCtrl }) {
  const text = useSignal('');
  const lines = useMemo(() => readTyped(text.value), [text.value]);
  const take = async (event: Event) => {
    event.preventDefault();
    // What was given is cleared; those refused stay in the report.
    if (ready(lines) && (await ctrl.take(lines.seats))) text.value = '';
  };
  return (
    <form class="form" onSubmit={(e) => void take(e)} aria-busy={ctrl.asked.busy}>
      <div class="field">
        <label for="seats-ids">{say('seats.ids')}</label>
        <textarea
          id="seats-ids"
          rows={6}
          spellcheck={false}
          autoCapitalize="none"
          aria-describedby="seats-ids-hint"
          value={text}
          onInput={(e) => {
            ctrl.clear();
            text.value = e.currentTarget.value;
          }}
        />
        <p id="seats-ids-hint" class="hint">
          {say('seats.idsHint')}
        </p>
      </div>
      <Preview lines={lines} />
      <TakeButton lines={lines} busy={ctrl.asked.busy} />
    </form>
  );
}

function FromFile({ ctrl }: { ctrl: SeatsCtrl }) {
  const text = useSignal<string | null>(null);
  const unreadable = useSignal(false);
  const lines = useMemo(() => (text.value === null ? null : readCsv(text.value)), [text.value]);
  const read = async (files: FileList | null) => {
    ctrl.clear();
    const file = files?.[0];
    const content = await file?.text().catch(() => null);
    unreadable.value = content === null;
    text.value = content ?? null;
  };
  const take = (event: Event) => {
    event.preventDefault();
    if (text.value !== null && lines && ready(lines)) void ctrl.takeFile(text.value);
  };
  return (
    <form class="form" onSubmit={take} aria-busy={ctrl.asked.busy}>
      <div class="field">
        <label for="seats-file">{say('seats.choose')}</label>
        <input
          id="seats-file"
          type="file"
          accept=".csv,text/csv"
          aria-describedby="seats-file-hint"
          onChange={(e) => void read(e.currentTarget.files)}
        />
        <p id="seats-file-hint" class="hint">
          {say('seats.fileHint')}
        </p>
      </div>
      {unreadable.value && (
        <p class="wrong" role="alert">
          {say('seats.unreadable')}
        </p>
      )}
      {lines && <Preview lines={lines} />}
      {lines && !ctrl.done.value && <TakeButton lines={lines} busy={ctrl.asked.busy} />}
    </form>
  );
}

const ready = ({ seats, bad }: SeatLines): boolean => seats.length > 0 && bad.length === 0;

function TakeButton({ lines, busy }: { lines: SeatLines; busy: ReadonlySignal<boolean> }) {
  return (
    <button type="submit" class="button button-main" disabled={!ready(lines) || busy.value}>
      {lines.seats.length > 0 ? say('seats.take', { n: lines.seats.length }) : say('seats.takeNone')}
    </button>
  );
}

/** What the list says, read as it will be sent. */
function Preview({ lines: { seats, bad } }: { lines: SeatLines }) {
  const extra = seats.filter((seat) => (seat.timeMultiplierPercent ?? 100) !== 100).length;
  if (bad.length > 0) return <BadLines bad={bad} />;
  if (seats.length === 0) return null;
  const parts = [say('seats.good', { n: seats.length })];
  if (extra > 0) parts.push(say('seats.extra', { n: extra }));
  return <p role="status">{list(parts)}.</p>;
}

function BadLines({ bad }: { bad: BadLine[] }) {
  return (
    <Notice tone="warn" title={say('seats.bad', { n: bad.length })} live>
      <Lines
        rows={bad.map(({ line, text, fault, of = 0 }) => ({
          line: say('seats.line', { n: line }),
          text,
          why: fault === 'repeated' ? say('seats.fault.repeated', { of }) : say(`seats.fault.${fault}`),
        }))}
      />
    </Notice>
  );
}

/** What is wrong, line by line. */
function Lines({ rows }: { rows: { line: string; text?: string; why: string }[] }) {
  return (
    <>
      <ul>
        {rows.slice(0, MOST_SHOWN).map((row) => (
          <li key={row.line}>
            <strong>{row.line}</strong>: {row.text !== undefined && <code class="id">{row.text}</code>} {row.why}
          </li>
        ))}
      </ul>
      {rows.length > MOST_SHOWN && <p>{say('seats.more', { n: rows.length - MOST_SHOWN })}</p>}
    </>
  );
}

const lineOf = ({ where }: Problem): number => Number(where?.replace('line ', ''));

function Outcome({ ctrl }: { ctrl: SeatsCtrl }) {
  const { waiting, problem } = ctrl.asked;
  const progress = ctrl.progress.value;
  const lines = ctrl.lines.value;
  const done = ctrl.done.value;
  if (lines.length > 0)
    return (
      <Notice tone="warn" title={say('seats.bad', { n: lines.length })} live>
        <Lines rows={lines.map((one) => ({ line: say('seats.line', { n: lineOf(one) }), why: wordsOf(one) }))} />
      </Notice>
    );
  if (problem.value)
    return (
      <Notice tone="warn" title={t('problem.title')} live>
        <p>{wordsOf(problem.value)}</p>
      </Notice>
    );
  return (
    <>
      {waiting.value && <Patience problem={waiting.value} />}
      {progress && <p role="status">{say('seats.progress', { ...progress })}</p>}
      {done && <Done done={done} />}
    </>
  );
}

function Done({ done }: { done: SeatsTaken }) {
  const shown = done.refused.slice(0, MOST_SHOWN);
  return (
    <Notice tone={done.refused.length > 0 ? 'warn' : 'good'} title={say('seats.taken', { n: done.taken })} live>
      {done.known > 0 && <p>{say('seats.known', { n: done.known })}</p>}
      {shown.length > 0 && (
        <>
          <p>{say('seats.refused', { n: done.refused.length })}</p>
          <ul>
            {shown.map((one) => (
              <li key={one.learnerId}>
                <code class="id">{one.learnerId}</code>: {wordsOf(one)}
              </li>
            ))}
          </ul>
          {done.refused.length > MOST_SHOWN && <p>{say('seats.more', { n: done.refused.length - MOST_SHOWN })}</p>}
        </>
      )}
    </Notice>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { countdown, number, timeOfDay } from '../../lib/i18n';
import { Markup } from '../../lib/ui/markup';
import { Failed, Loading } from '../../lib/ui/notice';
import type { KeptFilm, ReplayEntry, Track } from '../../lib/review-wire';
import type { AnswerValue, FieldView } from '../../lib/wire';
import { amountOf, kindOf, wordsOf } from '../../proctor/entry-words';
import { sayCode } from '../../proctor/text';
import { say } from '../text';
import { filmAt, groupOf, groups, speeds, stillAt, type ReplayCtrl, type Speed } from './replay-ctrl';

type NameOf = (account: string) => string;

/** What was shown, answered, seen and done, played again: a cursor over the session's time, and everything up to it. */
export function Replay({ ctrl, nameOf }: { ctrl: ReplayCtrl; nameOf: NameOf }) {
  useEffect(() => {
    void ctrl.open();
    return () => ctrl.close();
  }, [ctrl]);
  const state = ctrl.watched.state.value;
  return (
    <section class="card replay" aria-labelledby="replay-title">
      <h2 id="replay-title">{say('replay.title')}</h2>
      {state.is === 'loading' && <Loading lines={8} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.open()} />}
      {state.is === 'here' &&
        (ctrl.entries.value.length === 0 ? (
          <p class="soft">{say('replay.nothing')}</p>
        ) : (
          <>
            <Transport ctrl={ctrl} />
            <Pictures ctrl={ctrl} />
            <OnScreen ctrl={ctrl} />
            <SceneNow ctrl={ctrl} />
            <Groups ctrl={ctrl} />
            <Timeline ctrl={ctrl} nameOf={nameOf} />
          </>
        ))}
    </section>
  );
}

/** How far a key moves the cursor. The last step reaches the end, however far that is. */
const STEP_MS = 1000;

function Transport({ ctrl }: { ctrl: ReplayCtrl }) {
  const { from, to } = ctrl.span.value;
  const at = ctrl.at.value;
  const playing = ctrl.playing.value;
  const moment = new Date(at).toISOString();
  return (
    <div class="replay-transport">
      <input
        type="range"
        min={from}
        max={from + Math.ceil((to - from) / STEP_MS) * STEP_MS}
        step={STEP_MS}
        value={at}
        aria-label={say('replay.cursor')}
        aria-valuetext={timeOfDay(moment)}
        onInput={(e) => ctrl.seek(e.currentTarget.valueAsNumber)}
      />
      <div class="replay-buttons">
        <button type="button" class="button" onClick={() => ctrl.step(-1)}>
          {say('replay.back')}
        </button>
        <button type="button" class="button button-main" onClick={() => (playing ? ctrl.pause() : ctrl.play())}>
          {say(playing ? 'replay.pause' : 'replay.play')}
        </button>
        <button type="button" class="button" onClick={() => ctrl.step(1)}>
          {say('replay.on')}
        </button>
        <label>
          {say('replay.speed')}{' '}
          <select value={ctrl.speed.value} onChange={(e) => ctrl.run(Number(e.currentTarget.value) as Speed)}>
            {speeds.map((speed) => (
              <option key={speed} value={speed}>
                {say('replay.times', { n: speed })}
              </option>
            ))}
          </select>
        </label>
        <span class="replay-time">
          <strong>{timeOfDay(moment)}</strong>{' '}
          <span class="soft">{say('replay.of', { at: countdown(at - from), all: countdown(to - from) })}</span>
        </span>
      </div>
    </div>
  );
}

/** What camera and screen showed then: the recording where there is one, else the last still. */
function Pictures({ ctrl }: { ctrl: ReplayCtrl }) {
  const state = ctrl.kept.state.value;
  if (state.is !== 'here' || (state.value.items.length === 0 && state.value.recordings.length === 0))
    return <p class="soft">{say('replay.noPictures')}</p>;
  const at = ctrl.at.value;
  return (
    <div class="replay-pictures">
      {(['camera', 'screen'] as const).map((track) => {
        const film = filmAt(state.value, track, at);
        const still = film ? null : stillAt(state.value, track, at);
        return (
          <figure key={track}>
            {film && <Film key={film.part} ctrl={ctrl} track={track} film={film} />}
            {still && (
              <img
                src={`/api/sessions/${ctrl.session}/evidence/${still.id}`}
                alt={say(`replay.still.${track}`, { at: timeOfDay(still.at) })}
              />
            )}
            {!film && !still && <div class="replay-nothing">{say('replay.noPicture')}</div>}
            <figcaption class="soft">
              {say(`replay.track.${track}`)}
              {still && ` · ${timeOfDay(still.at)}`}
            </figcaption>
          </figure>
        );
      })}
    </div>
  );
}

/** How far a film may be beside the cursor before it is put right. */
const DRIFT_S = 1.5;

function Film({ ctrl, track, film }: { ctrl: ReplayCtrl; track: Track; film: KeptFilm }) {
  const video = useRef<HTMLVideoElement>(null);
  const at = (ctrl.at.value - Date.parse(film.at)) / 1000;
  const runs = ctrl.playing.value && ctrl.speed.value === 1;
  useEffect(() => {
    const shown = video.current;
    if (shown && Math.abs(shown.currentTime - at) > DRIFT_S) shown.currentTime = at;
  }, [at]);
  useEffect(() => {
    if (runs) void video.current?.play().catch(() => undefined);
    else video.current?.pause();
  }, [runs]);
  return (
    <video
      ref={video}
      src={`/api/sessions/${ctrl.session}/recording/${track}/parts/${film.part}`}
      preload="auto"
      aria-label={say(`replay.track.${track}`)}
    />
  );
}

/** The question that the learner had before them, as they had answered it by then. */
function OnScreen({ ctrl }: { ctrl: ReplayCtrl }) {
  const state = ctrl.paper.state.value;
  if (state.is === 'failed') return <Failed problem={state.problem} retry={() => void ctrl.paper.fetch()} />;
  const shown = ctrl.onScreen.value;
  if (!shown) return null;
  const { item, values } = shown;
  return (
    <article class="replay-item" tabIndex={0} aria-label={say('staff.question', { n: item.number })}>
      <h3>
        {say('staff.question', { n: item.number })}
        {item.title && `: ${item.title}`}
      </h3>
      <Markup html={item.html} />
      {item.fields.map((field) => (
        <FieldThen key={field.id} field={field} value={values.get(field.id)} />
      ))}
    </article>
  );
}

function FieldThen({ field, value }: { field: FieldView; value: AnswerValue | undefined }) {
  const blank = !value?.text && !value?.choices?.length;
  return (
    <>
      {field.promptHtml && <Markup html={field.promptHtml} />}
      {field.options.length > 0 && (
        <ul class="plain">
          {field.options.map((option) => (
            <li key={option.name} class={value?.choices?.includes(option.name) ? 'replay-chosen' : undefined}>
              <span class="soft">{option.name}</span> <Markup html={option.html} inline />
              {value?.choices?.includes(option.name) && <span class="badge badge-accent">{say('replay.chosen')}</span>}
            </li>
          ))}
        </ul>
      )}
      {value?.text && (
        <p class="written" dir="auto">
          {value.text}
        </p>
      )}
      {blank && <p class="soft">{say('replay.blank')}</p>}
    </>
  );
}

function SceneNow({ ctrl }: { ctrl: ReplayCtrl }) {
  const { item, lasting, answers, state } = ctrl.scene.value;
  return (
    <dl class="replay-scene">
      <dt>{say('replay.item')}</dt>
      <dd>{item === null ? '–' : number(item)}</dd>
      <dt>{say('replay.state')}</dt>
      <dd>{state === null ? '–' : sayCode('stage', state)}</dd>
      <dt>{say('replay.lasting')}</dt>
      <dd>{lasting.length === 0 ? '–' : lasting.map((one) => sayCode('signal', one)).join(', ')}</dd>
      <dt>{say('replay.answers')}</dt>
      <dd>
        {answers.length === 0 ? (
          '–'
        ) : (
          <details>
            <summary>{say('replay.answered', { n: answers.length })}</summary>
            <ol class="plain">
              {answers.map((answer) => (
                <li key={answer.item}>
                  <button type="button" class="button button-quiet" onClick={() => ctrl.seek(Date.parse(answer.at))}>
                    {say('staff.question', { n: answer.item })}: {timeOfDay(answer.at)}
                  </button>
                </li>
              ))}
            </ol>
          </details>
        )}
      </dd>
    </dl>
  );
}

function Groups({ ctrl }: { ctrl: ReplayCtrl }) {
  return (
    <fieldset class="replay-groups">
      <legend class="hidden">{say('replay.show')}</legend>
      {groups.map((group) => (
        <label key={group}>
          <input type="checkbox" checked={ctrl.shown.value.has(group)} onChange={() => ctrl.toggle(group)} />{' '}
          {say(`replay.group.${group}`)}
        </label>
      ))}
    </fieldset>
  );
}

function Timeline({ ctrl, nameOf }: { ctrl: ReplayCtrl; nameOf: NameOf }) {
  const current = ctrl.current.value;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.children[current]?.scrollIntoView({ block: 'nearest' }), [current]);
  return (
    <ol ref={list} class="replay-timeline" tabIndex={0} aria-label={say('replay.timeline')}>
      {ctrl.visible.value.map((entry, index) => (
        <li
          key={index}
          class={index > current ? 'replay-later' : undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          <Entry entry={entry} by={byName(entry.by, nameOf)} onGo={() => ctrl.seek(Date.parse(entry.at))} />
        </li>
      ))}
    </ol>
  );
}

const BY = new Set(['learner', 'proctor', 'engine', 'server', 'rule', 'system']);

/** Accounts by name where the review knows it. Whoever else acted was a proctor. */
function byName(by: string, nameOf: NameOf): string {
  if (by === '') return '';
  if (BY.has(by)) return say(`replay.by.${by as 'learner' | 'proctor' | 'engine' | 'server' | 'rule' | 'system'}`);
  const name = nameOf(by);
  return name === by ? say('replay.by.proctor') : name;
}

function Entry({ entry, by, onGo }: { entry: ReplayEntry; by: string; onGo: () => void }) {
  const { what, said } = wordsOf(entry);
  // How often the same place was saved in a row.
  const amount =
    entry.kind === 'answer' && entry.amount !== null ? say('replay.times', { n: entry.amount }) : amountOf(entry);
  return (
    <button type="button" class={`replay-entry replay-${groupOf(entry)}`} onClick={onGo}>
      <span class="replay-at">{timeOfDay(entry.at)}</span>
      <span>
        {[kindOf(entry), what].filter(Boolean).join(': ')}
        {entry.item !== null && ` · ${say('staff.question', { n: entry.item })}`}
        {amount && ` · ${amount}`}
        {by && <span class="soft"> · {by}</span>}
        {said && (
          <span class="written" dir="auto">
            {said}
          </span>
        )}
      </span>
    </button>
  );
}

import './choices.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { countdown, fromNow, moment, t } from '../../lib/i18n';
import { useLooking } from '../../lib/looking';
import { serverTime } from '../../lib/server-time';
import { Dialog } from '../../lib/ui/dialog';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, Patience, wordsOf } from '../../lib/ui/notice';
import type { WindowChoice } from '../../lib/wire-places';
import { ReasonWords } from '../needs/why';
import { paths } from '../router';
import { ChoicesCtrl, hindrances, type Choices } from './choices-ctrl';
import { say } from './text';

/** The windows of an exam: choose one, wait for one, change, cancel. */
export function ChoicesPage({ exam }: { exam: string }) {
  const ctrl = useMemo(() => new ChoicesCtrl(api, serverTime, exam), [exam]);
  useLooking(ctrl);
  useEffect(() => () => ctrl.close(), [ctrl]);
  const state = ctrl.poll.state.value;
  return (
    <>
      <p>
        <a href={paths.home} data-route>
          {say('choices.back')}
        </a>
      </p>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => ctrl.poll.start()} />}
      {state.is === 'here' && <Page ctrl={ctrl} choices={state.value} />}
    </>
  );
}

function Page({ ctrl, choices: { exam, windows } }: { ctrl: ChoicesCtrl; choices: Choices }) {
  const { waiting, problem } = ctrl.asked;
  const before = exam ? hindrances(exam) : [];
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <PageTitle>{say('choices.title', { exam: exam?.title ?? '' })}</PageTitle>
      {windows.length > 0 && <p class="soft">{say('choices.zone', { zone: zone.replaceAll('_', ' ') })}</p>}
      {before.length > 0 && (
        <Notice tone="warn" title={say('choices.barred')}>
          <ul>
            {before.map((reason) => (
              <li key={reason.code + reason.message}>
                <ReasonWords reason={reason} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {waiting.value && <Patience problem={waiting.value} />}
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      {windows.length === 0 && (
        <section class="card empty">
          <h2>{say('choices.none')}</h2>
          <p>{say('choices.noneText')}</p>
        </section>
      )}
      <ul class="choices">
        {windows.map((window) => (
          <li key={window.windowId}>
            <Choice ctrl={ctrl} window={window} may={before.length === 0} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Choice({ ctrl, window, may }: { ctrl: ChoicesCtrl; window: WindowChoice; may: boolean }) {
  const id = `window-${window.windowId}`;
  const now = ctrl.now.value;
  return (
    <article class={`card window-choice window-choice-${window.mine}`} aria-labelledby={id}>
      <div class="window-choice-head">
        <h2 id={id}>{window.title}</h2>
        <Standing window={window} />
      </div>
      <dl class="window-choice-times">
        <dt>{say('choices.opens')}</dt>
        <dd>
          {moment(window.opens)} <span class="soft">({fromNow(window.opens, new Date(now).toISOString())})</span>
        </dd>
        <dt>{say('choices.closes')}</dt>
        <dd>{moment(window.closes)}</dd>
      </dl>
      <Words window={window} now={now} />
      <Acts ctrl={ctrl} window={window} may={may} now={now} />
    </article>
  );
}

function Standing({ window }: { window: WindowChoice }) {
  const { mine, registration, free } = window;
  if (mine === 'seated') return <span class="badge badge-good">{say('choices.seated')}</span>;
  if (mine === 'offered') return <span class="badge badge-warn">{say('choices.offered')}</span>;
  if (mine === 'waiting')
    return <span class="badge badge-accent">{say('choices.inLine', { n: window.position ?? 1 })}</span>;
  if (registration === 'over') return <span class="badge">{say('choices.over')}</span>;
  if (registration === 'notYet') return <span class="badge">{say('choices.notYet')}</span>;
  if (free > 0) return <span class="badge badge-good">{say('choices.free', { n: free })}</span>;
  return <span class="badge">{say('choices.full')}</span>;
}

function Words({ window, now }: { window: WindowChoice; now: number }) {
  const { mine, registration, changeUntil, offeredUntil } = window;
  if (mine === 'seated')
    return (
      <p>
        {say(Date.parse(changeUntil) > now ? 'choices.changeUntil' : 'choices.changeOver', {
          when: moment(changeUntil),
        })}
      </p>
    );
  if (mine === 'offered' && offeredUntil !== null)
    return (
      <p>
        {say('choices.offeredUntil', {
          when: moment(offeredUntil),
          left: countdown(Math.max(0, Date.parse(offeredUntil) - now)),
        })}
      </p>
    );
  if (mine === 'waiting') return <p>{say('choices.lineText')}</p>;
  if (registration === 'notYet' && window.registrationFrom !== null)
    return <p class="soft">{say('choices.opensAt', { when: moment(window.registrationFrom) })}</p>;
  if (registration !== 'open') return null;
  return (
    <p class="soft">
      {window.waiting > 0 && `${say('choices.waiting', { n: window.waiting })}. `}
      {say('choices.until', { when: moment(window.registrationUntil) })}
    </p>
  );
}

function Acts({ ctrl, window, may, now }: { ctrl: ChoicesCtrl; window: WindowChoice; may: boolean; now: number }) {
  const cancelling = useSignal(false);
  const { mine, registration, free, title } = window;
  const { busy } = ctrl.asked;
  const seat = ctrl.seat.value;
  const fixed = seat !== null && Date.parse(seat.changeUntil) <= now;
  const register = async () => {
    const state = await ctrl.register(window);
    if (state === 'seated' || state === 'waiting') announce(say(`choices.done.${state}`, { title }));
  };
  const leave = async () => {
    if (await ctrl.leave(window)) announce(say('choices.done.left', { title }));
  };
  if (mine === 'seated') {
    if (Date.parse(window.changeUntil) <= now) return null;
    return (
      <div class="actions">
        <button type="button" class="button" onClick={() => (cancelling.value = true)}>
          {say('choices.cancel')}
          <span class="hidden">: {title}</span>
        </button>
        {cancelling.value && (
          <CancelDialog window={window} onClose={() => (cancelling.value = false)} onCancel={() => void leave()} />
        )}
      </div>
    );
  }
  if (mine === 'waiting')
    return (
      <div class="actions">
        <Button label={say('choices.leave')} title={title} disabled={busy} onClick={leave} />
      </div>
    );
  if (mine !== 'offered' && (registration !== 'open' || !may || fixed)) return null;
  const label =
    mine === 'offered'
      ? say('choices.accept')
      : free === 0
        ? say('choices.wait')
        : say(seat ? 'choices.change' : 'choices.register');
  return (
    <>
      {seat && <p class="soft">{say('choices.insteadOf', { title: seat.title })}</p>}
      <div class="actions">
        <Button main label={label} title={title} disabled={busy} onClick={register} />
        {mine === 'offered' && <Button label={say('choices.decline')} title={title} disabled={busy} onClick={leave} />}
      </div>
    </>
  );
}

function Button(props: {
  label: string;
  title: string;
  main?: boolean;
  disabled: { value: boolean };
  onClick: () => Promise<void>;
}) {
  return (
    <button
      type="button"
      class={props.main ? 'button button-main' : 'button'}
      disabled={props.disabled.value}
      onClick={() => void props.onClick()}
    >
      {props.label}
      <span class="hidden">: {props.title}</span>
    </button>
  );
}

function CancelDialog(props: { window: WindowChoice; onClose: () => void; onCancel: () => void }) {
  const go = () => {
    props.onClose();
    props.onCancel();
  };
  return (
    <Dialog
      title={say('choices.cancelTitle')}
      onClose={props.onClose}
      actions={
        <>
          <button type="button" class="button" onClick={props.onClose}>
            {say('choices.cancelKeep')}
          </button>
          <button type="button" class="button button-main" onClick={go}>
            {say('choices.cancelGo')}
          </button>
        </>
      }
    >
      <p>
        <strong>{props.window.title}</strong>
        <br />
        {moment(props.window.opens)}
      </p>
      <p>{say('choices.cancelText')}</p>
    </Dialog>
  );
}

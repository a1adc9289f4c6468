import './entries.css';
import './ledger.css';
import { countdown, list, number, span, timeOfDay } from '../../lib/i18n';
import { say, sayCode, en } from '../text';
import type { LedgerSpan, WatchView } from '../wire';
import type { SessionCtrl } from './session-ctrl';

const causeWords = (cause: string): string => {
  const key = `ledger.cause.${cause}`;
  return key in en ? say(key as 'ledger.cause.working') : cause;
};

/** Each second of the session by cause, and what the accommodation gives. */
export function LedgerPart({ session, view }: { session: SessionCtrl; view: WatchView }) {
  const left = session.cell.left.value;
  return (
    <>
      {left !== null && (
        <p>
          {say('ledger.left')}: <b>{countdown(left * 1000)}</b>
        </p>
      )}
      <Spent ledger={view.ledger} />
      <Accommodation view={view} />
    </>
  );
}

/** Where the time went: each cause's sum, and each span, the newest first. */
export function Spent({ ledger }: { ledger: LedgerSpan[] }) {
  const sums = new Map<string, number>();
  for (const part of ledger) sums.set(part.cause, (sums.get(part.cause) ?? 0) + part.ms);
  const total = [...sums.values()].reduce((sum, ms) => sum + Math.abs(ms), 0);
  return (
    <>
      {ledger.length === 0 && <p class="soft">{say('ledger.none')}</p>}
      {total > 0 && (
        <>
          <ul class="ledger-sums plain">
            {[...sums].map(([cause, ms]) => (
              <li key={cause}>
                <span class={`ledger-sign ledger-${cause}`} aria-hidden="true" />
                {causeWords(cause)} <b>{span(Math.abs(ms))}</b>
              </li>
            ))}
          </ul>
          <ol class="entries">
            {[...ledger].reverse().map((part) => (
              <li key={`${part.cause}${part.from}`} class="entry">
                <Part part={part} />
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function Part({ part }: { part: LedgerSpan }) {
  return (
    <>
      <time class="entry-at" dateTime={part.from}>
        {timeOfDay(part.from)}
      </time>
      <span class="entry-kind">
        <span class={`ledger-sign ledger-${part.cause}`} aria-hidden="true" /> {causeWords(part.cause)}
      </span>
      <span class="entry-what">
        {part.to === null && part.ms === 0 ? say('ledger.open') : span(Math.abs(part.ms))}
        {part.why && <span class="soft"> {sayCode('reason', part.why)}</span>}
      </span>
    </>
  );
}

/** What the learner's accommodation gives. */
export function Accommodation({ view }: { view: Pick<WatchView, 'accommodation'> }) {
  const { timeMultiplierPercent, breakMinutes, tools, exemptRules, noCamera, noMicrophone, noScreen } =
    view.accommodation;
  const given = [
    timeMultiplierPercent === 100 ? '' : say('accommodation.time', { n: number(timeMultiplierPercent) }),
    breakMinutes === 0 ? '' : say('accommodation.breaks', { n: breakMinutes }),
    noCamera ? say('accommodation.noCamera') : '',
    noMicrophone ? say('accommodation.noMicrophone') : '',
    noScreen ? say('accommodation.noScreen') : '',
    tools.length === 0 ? '' : say('accommodation.tools', { list: list(tools) }),
    exemptRules.length === 0 ? '' : say('accommodation.rules', { list: list(exemptRules) }),
  ].filter(Boolean);
  return (
    <>
      <h3>{say('accommodation.title')}</h3>
      {given.length === 0 ? (
        <p class="soft">{say('accommodation.none')}</p>
      ) : (
        <ul>
          {given.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </>
  );
}

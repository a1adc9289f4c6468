import './held.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { moment, timeOfDay } from '../../lib/i18n';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading } from '../../lib/ui/notice';
import type { EvidenceItem, EvidenceList, KeptGroup, RecordingView } from '../../lib/wire-watch';
import { Fact } from '../home/exam';
import { paths } from '../router';
import { HeldCtrl } from './held-ctrl';
import { isHeldKey, say } from './text';

/** What the engine holds about one sitting: to look at, and to take along. */
export function HeldPage({ session }: { session: string }) {
  const ctrl = useMemo(() => new HeldCtrl(api, session), [session]);
  useEffect(() => void ctrl.open(), [ctrl]);
  const receipt = ctrl.receipt.state.value;
  const evidence = ctrl.evidence.state.value;
  if (receipt.is === 'loading' || evidence.is === 'loading') return <Loading lines={10} />;
  const retry = () => void ctrl.open();
  const goesOn = receipt.is === 'failed' && receipt.problem.code === 'session.not-ended';
  if (receipt.is === 'failed' && !goesOn)
    return <Failed problem={receipt.problem} keeps={receipt.passing} retry={retry} />;
  return (
    <>
      <PageTitle>{say('held.title')}</PageTitle>
      {receipt.is === 'here' && <p class="lead">{say('held.lead', { exam: receipt.value.title })}</p>}
      <section class="card" aria-labelledby="held-all">
        <h2 id="held-all">{say('held.all')}</h2>
        <p>{say('held.allText')}</p>
        {receipt.is === 'here' ? (
          <div class="actions">
            <a class="button button-main" href={`${ctrl.root}/export`} download>
              {say('held.download')}
            </a>
          </div>
        ) : (
          <p>{say('held.goesOn')}</p>
        )}
      </section>
      {evidence.is === 'failed' ? (
        <Failed problem={evidence.problem} keeps={evidence.passing} retry={retry} />
      ) : evidence.value === null ? (
        <p>{say('held.none')}</p>
      ) : (
        <Evidence ctrl={ctrl} evidence={evidence.value} />
      )}
      <a class="button" href={paths.result(session)} data-route>
        {say('held.back')}
      </a>
    </>
  );
}

function Evidence({ ctrl, evidence }: { ctrl: HeldCtrl; evidence: EvidenceList }) {
  const { items, recordings, kept } = evidence;
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const films = recordings.filter(({ parts }) => parts.length > 0);
  return (
    <>
      <section class="card" aria-labelledby="held-evidence">
        <h2 id="held-evidence">{say('held.evidence')}</h2>
        <dl class="facts facts-wide">
          {kept.map((group) => (
            <Fact key={group.group} name={nameOf(group)}>
              {group.erasedAt === null
                ? say('held.until', { moment: moment(group.until) })
                : say('held.erased', { moment: moment(group.erasedAt), n: group.erased })}
            </Fact>
          ))}
        </dl>
        <h3>{say('held.look')}</h3>
        {kinds.length + films.length === 0 && <p>{say('held.nothing')}</p>}
        {kinds.map((kind) => (
          <Pictures key={kind} ctrl={ctrl} kind={kind} items={items.filter((item) => item.kind === kind)} />
        ))}
        {films.map((recording) => (
          <Films key={recording.track} ctrl={ctrl} recording={recording} />
        ))}
        <p class="soft">{say('held.logged')}</p>
      </section>
      <section class="card" aria-labelledby="held-stays">
        <h2 id="held-stays">{say('held.stays')}</h2>
        <p>{say('held.staysText')}</p>
      </section>
    </>
  );
}

/** Some hundreds of pictures are a sitting's: a page of them at a time. */
const PAGE = 24;

function Pictures({ ctrl, kind, items }: { ctrl: HeldCtrl; kind: string; items: EvidenceItem[] }) {
  const open = useSignal(false);
  const shown = useSignal(PAGE);
  const rest = Math.min(PAGE, items.length - shown.value);
  return (
    <details class="more" onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary>{countOf(`held.kind.${kind}`, items.length, kind)}</summary>
      {open.value && (
        <>
          <ul class="held-pictures">
            {items.slice(0, shown.value).map((item) => (
              <li key={item.id}>
                <figure>
                  <Picture ctrl={ctrl} item={item} />
                  <figcaption class="soft">{timeOfDay(item.at)}</figcaption>
                </figure>
              </li>
            ))}
          </ul>
          {rest > 0 && (
            <button type="button" class="button" onClick={() => (shown.value += PAGE)}>
              {say('held.more', { n: rest })}
            </button>
          )}
        </>
      )}
    </details>
  );
}

function Picture({ ctrl, item }: { ctrl: HeldCtrl; item: EvidenceItem }) {
  const source = `${ctrl.root}/evidence/${item.id}`;
  const words = say('held.shown', { time: moment(item.at) });
  if (item.mediaType.startsWith('video/')) return <video src={source} controls preload="none" aria-label={words} />;
  return <img src={source} alt={words} loading="lazy" />;
}

function Films({ ctrl, recording: { track, parts } }: { ctrl: HeldCtrl; recording: RecordingView }) {
  const open = useSignal(false);
  return (
    <details class="more" onToggle={(e) => (open.value = e.currentTarget.open)}>
      <summary>{countOf(`held.track.${track}`, parts.length, track)}</summary>
      {open.value && (
        <ul class="held-films">
          {parts.map(({ part, at, until }) => {
            const when = say('held.film', { from: timeOfDay(at), to: timeOfDay(until) });
            return (
              <li key={part}>
                <figure>
                  <video
                    src={`${ctrl.root}/recording/${track}/parts/${part}`}
                    controls
                    preload="none"
                    aria-label={when}
                  />
                  <figcaption class="soft">{when}</figcaption>
                </figure>
              </li>
            );
          })}
        </ul>
      )}
    </details>
  );
}

function nameOf({ group }: KeptGroup): string {
  const key = `held.group.${group}`;
  return isHeldKey(key) ? say(key as 'held.group.stills') : group;
}

const countOf = (key: string, n: number, code: string): string =>
  isHeldKey(key) ? say(key as 'held.kind.face', { n }) : code;

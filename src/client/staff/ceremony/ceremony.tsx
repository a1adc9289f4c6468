import './ceremony.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { kept, number, t } from '../../lib/i18n';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice, wordsOf } from '../../lib/ui/notice';
import { paths } from '../router';
import { say } from '../text';
import { CeremonyCtrl, type CeremonyEntry, type CeremonyNow, type Kind } from './ceremony-ctrl';

const KINDS: Kind[] = ['program', 'course', 'exam', 'all'];

/** Who earned what between two days, for a completion ceremony: figures, the list by name, files, and paper. */
export function CeremonyPage() {
  const ctrl = useMemo(() => new CeremonyCtrl(api, Date.now()), []);
  useEffect(() => void ctrl.open(), [ctrl]);
  const state = ctrl.load.state.value;
  return (
    <div class="ceremony">
      <PageTitle>{say('ceremony.title')}</PageTitle>
      <p class="lead ceremony-screen">{say('ceremony.lead')}</p>
      <WantedForm ctrl={ctrl} />
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void ctrl.load.fetch()} />}
      {state.is === 'here' && (
        <div class={ctrl.load.renewing.value ? 'renewing' : undefined}>
          <Ceremony ctrl={ctrl} now={state.value} />
        </div>
      )}
    </div>
  );
}

function WantedForm({ ctrl }: { ctrl: CeremonyCtrl }) {
  const wanted = ctrl.wanted.value;
  const form = useSignal(wanted);
  const wrong = useSignal(false);
  const programs = ctrl.programs.state.value;
  const { from, to, program, kind } = form.value;
  const show = (event: Event) => {
    event.preventDefault();
    wrong.value = from !== '' && to !== '' && to < from;
    if (wrong.value) return document.getElementById('ceremony-to')?.focus();
    void ctrl.show(form.value);
  };
  const put = (more: Partial<typeof wanted>) => (form.value = { ...form.value, ...more });
  return (
    <form class="ceremony-form part" onSubmit={show} noValidate>
      <div class="field">
        <label for="ceremony-from">{say('ceremony.from')}</label>
        <input id="ceremony-from" type="date" value={from} onInput={(e) => put({ from: e.currentTarget.value })} />
      </div>
      <div class="field">
        <label for="ceremony-to">{say('ceremony.to')}</label>
        <input
          id="ceremony-to"
          type="date"
          value={to}
          aria-invalid={wrong.value}
          aria-describedby={wrong.value ? 'ceremony-wrong' : undefined}
          onInput={(e) => put({ to: e.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="ceremony-program">{say('ceremony.program')}</label>
        <select id="ceremony-program" value={program} onChange={(e) => put({ program: e.currentTarget.value })}>
          <option value="">{say('ceremony.allPrograms')}</option>
          {programs.is === 'here' &&
            programs.value.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
        </select>
      </div>
      <div class="field">
        <label for="ceremony-kind">{say('ceremony.kind')}</label>
        <select id="ceremony-kind" value={kind} onChange={(e) => put({ kind: e.currentTarget.value as Kind })}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {say(`ceremony.kind.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {wrong.value && (
        <p id="ceremony-wrong" class="wrong" role="alert">
          {say('ceremony.order')}
        </p>
      )}
      <button type="submit" class="button button-main">
        {say('ceremony.show')}
      </button>
    </form>
  );
}

function Ceremony({ ctrl, now }: { ctrl: CeremonyCtrl; now: CeremonyNow }) {
  const { counts, wanted } = now;
  const titles = new Map(counts.programs.map((of) => [of.programId, of.title]));
  return (
    <>
      {wanted.from && wanted.to && (
        <p class="ceremony-span">{say('ceremony.between', { from: utcDay(wanted.from), to: utcDay(wanted.to) })}</p>
      )}
      <Figures now={now} />
      {counts.credentials > 0 && (
        <>
          <Tables now={now} titleOf={(id) => titles.get(id) || say('ceremony.noProgram')} />
          <List ctrl={ctrl} now={now} />
        </>
      )}
    </>
  );
}

function Figures({ now: { counts } }: { now: CeremonyNow }) {
  if (counts.credentials === 0)
    return (
      <div class="card empty" role="status">
        <h2>{say('ceremony.none')}</h2>
        <p>{say('ceremony.noneText')}</p>
      </div>
    );
  const countries = say('ceremony.countries', { n: counts.countries.length });
  const credentials = say('ceremony.credentials', { n: counts.credentials });
  return (
    <p role="status">
      <strong>{say('ceremony.whole', { n: counts.learners, countries, credentials })}</strong>{' '}
      {say('ceremony.named', { n: counts.named })}
    </p>
  );
}

function Tables({ now: { counts }, titleOf }: { now: CeremonyNow; titleOf: (program: string) => string }) {
  return (
    <div class="ceremony-tables part">
      <Table
        title={say('ceremony.byProgram')}
        heads={[say('ceremony.program')]}
        numbers={[say('ceremony.learners'), say('ceremony.credentialsHead'), say('ceremony.countriesHead')]}
        rows={counts.programs.map((of) => ({
          key: of.programId,
          names: [titleOf(of.programId)],
          numbers: [of.learners, of.credentials, of.countries],
        }))}
      />
      <Table
        title={say('ceremony.byCountry')}
        heads={[say('ceremony.country')]}
        numbers={[say('ceremony.learners'), say('ceremony.credentialsHead')]}
        rows={counts.countries.map((of) => ({
          key: of.country,
          names: [countryOf(of.country)],
          numbers: [of.learners, of.credentials],
        }))}
      />
      {counts.programs.length > 1 && (
        <Table
          title={say('ceremony.byBoth')}
          heads={[say('ceremony.program'), say('ceremony.country')]}
          numbers={[say('ceremony.learners'), say('ceremony.credentialsHead')]}
          rows={counts.programCountries.map((of) => ({
            key: `${of.programId}/${of.country}`,
            names: [titleOf(of.programId), countryOf(of.country)],
            numbers: [of.learners, of.credentials],
          }))}
        />
      )}
    </div>
  );
}

function Table(props: {
  title: string;
  heads: string[];
  numbers: string[];
  rows: { key: string; names: string[]; numbers: number[] }[];
}) {
  return (
    <section>
      <h2>{props.title}</h2>
      <Scroll name={props.title}>
        <table class="waiting">
          <thead>
            <tr>
              {props.heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              {props.numbers.map((head) => (
                <th key={head} scope="col" class="ceremony-number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map(({ key, names, numbers }) => (
              <tr key={key}>
                {names.map((name, place) =>
                  place === 0 ? (
                    <th key={place} scope="row">
                      {name}
                    </th>
                  ) : (
                    <td key={place}>{name}</td>
                  ),
                )}
                {numbers.map((n, place) => (
                  <td key={place} class="ceremony-number">
                    {number(n)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function List({ ctrl, now }: { ctrl: CeremonyCtrl; now: CeremonyNow }) {
  const { busy, problem } = ctrl.asked;
  const print = async () => {
    if (await ctrl.all()) setTimeout(() => window.print());
  };
  return (
    <section class="part">
      <h2>{say('ceremony.list')}</h2>
      <p class="ceremony-screen">{say('ceremony.listText')}</p>
      <div class="actions ceremony-screen">
        <a class="button" href={ctrl.file('csv')} download>
          {say('ceremony.csv')}
        </a>
        <a class="button" href={ctrl.file('json')} download>
          {say('ceremony.json')}
        </a>
        <button type="button" class="button" onClick={() => void print()} aria-disabled={busy.value}>
          {say('ceremony.print')}
        </button>
      </div>
      <Scroll name={say('ceremony.list')}>
        <table class="waiting">
          <thead>
            <tr>
              {(['name', 'country', 'for', 'earned'] as const).map((head) => (
                <th key={head} scope="col">
                  {say(`ceremony.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {now.list.map((entry) => (
              <Row key={entry.credentialId} entry={entry} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {problem.value && (
        <Notice tone="warn" title={t('problem.title')} live>
          <p>{wordsOf(problem.value)}</p>
        </Notice>
      )}
      {now.next && (
        <button
          type="button"
          class="button ceremony-screen"
          aria-disabled={busy.value}
          onClick={() => void ctrl.more()}
        >
          {say('ceremony.more')}
        </button>
      )}
    </section>
  );
}

function Row({ entry }: { entry: CeremonyEntry }) {
  return (
    <tr>
      <th scope="row">
        {entry.name === null ? (
          <span class="soft">{say('ceremony.nameless')}</span>
        ) : (
          <a href={paths.learner(entry.learnerId)} data-route>
            <bdi>{entry.name}</bdi>
          </a>
        )}
      </th>
      <td>{countryOf(entry.country)}</td>
      <td>{entry.title}</td>
      <td>{utcDay(entry.earnedAt)}</td>
    </tr>
  );
}

function Scroll({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="card scroll" tabIndex={0} role="region" aria-label={name}>
      {children}
    </div>
  );
}

const regions = kept((tag) => new Intl.DisplayNames(tag, { type: 'region' }));
const days = kept((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }));

function countryOf(code: string): string {
  if (code === '') return say('ceremony.unknownCountry');
  try {
    return regions().of(code) ?? code;
  } catch {
    // Not a code of a country.
    return code;
  }
}

/** The day of UTC, as files and credentials have it. */
const utcDay = (iso: string): string => days().format(new Date(iso));

import './windows.css';
import { useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { number, span } from '../../lib/i18n';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading, Notice } from '../../lib/ui/notice';
import type { WindowCard } from '../../lib/wire';
import { useLooking } from '../../lib/looking';
import { paths } from '../router';
import { say } from '../text';
import { MOST_LISTED, WindowsCtrl } from './list-ctrl';
import { StateBadge } from './status';
import { When, ZonePicker } from './when';

export function WindowsPage() {
  const ctrl = useMemo(() => new WindowsCtrl(api), []);
  useLooking(ctrl.poll);
  const state = ctrl.poll.state.value;
  return (
    <>
      <div class="part-head windows-head">
        <PageTitle>{say('windows.title')}</PageTitle>
        <a class="button button-main" href={paths.plan} data-route>
          {say('windows.plan')}
        </a>
      </div>
      {state.is === 'loading' && <Loading lines={9} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => ctrl.poll.start()} />}
      {state.is === 'here' && (
        <>
          {state.stale && (
            <Notice tone="warn" live>
              <p>{say('windows.stale', { span: span(performance.now() - state.at) })}</p>
            </Notice>
          )}
          <div class="windows-filter">
            <ExamFilter ctrl={ctrl} />
            <ZonePicker />
          </div>
          <Groups ctrl={ctrl} count={state.value.length} />
        </>
      )}
    </>
  );
}

function ExamFilter({ ctrl }: { ctrl: WindowsCtrl }) {
  return (
    <div class="field">
      <label for="windows-exam">{say('windows.exam')}</label>
      <select id="windows-exam" value={ctrl.exam} onChange={(e) => ctrl.showExam(e.currentTarget.value)}>
        <option value="">{say('windows.allExams')}</option>
        {ctrl.exams.value.map((exam) => (
          <option key={exam.id} value={exam.id}>
            {exam.title}
          </option>
        ))}
      </select>
    </div>
  );
}

function Groups({ ctrl, count }: { ctrl: WindowsCtrl; count: number }) {
  const { open, planned, past } = ctrl.groups.value;
  const earlier = ctrl.earlier.value;
  return (
    <>
      <Group name={say('windows.open')} windows={open} none={say('windows.noneOpen')} />
      <Group name={say('windows.planned')} windows={planned} none={say('windows.nonePlanned')} />
      <Group
        name={say('windows.past')}
        windows={past}
        none={say(earlier ? 'windows.nonePastAll' : 'windows.nonePast')}
      />
      {!earlier && (
        <button type="button" class="button" onClick={() => void ctrl.showEarlier()}>
          {say('windows.earlier')}
        </button>
      )}
      {count >= MOST_LISTED && <p class="soft">{say('windows.most', { n: MOST_LISTED })}</p>}
    </>
  );
}

function Group({ name, windows, none }: { name: string; windows: WindowCard[]; none: string }) {
  return (
    <section class="windows-group">
      <h2>
        {name} <span class="soft">{windows.length > 0 && number(windows.length)}</span>
      </h2>
      {windows.length === 0 ? (
        <p class="soft">{none}</p>
      ) : (
        <ul class="plain">
          {windows.map((window) => (
            <WindowItem key={window.id} window={window} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WindowItem({ window }: { window: WindowCard }) {
  return (
    <li class={`card window-item window-${window.state}`}>
      <div class="window-item-head">
        <h3>
          <a href={paths.window(window.id)} data-route>
            {window.title}
          </a>
        </h3>
        <StateBadge state={window.state} />
      </div>
      <p class="soft">{window.examTitle}</p>
      <dl class="window-times">
        <dt>{say(window.state === 'planned' ? 'window.opens' : 'window.opened')}</dt>
        <dd>
          <When iso={window.opens} />
        </dd>
        <dt>{say(window.state === 'closed' ? 'window.closed' : 'window.closes')}</dt>
        <dd>
          <When iso={window.closes} />
        </dd>
      </dl>
      <p>{say('windows.seats', { n: window.seats, capacity: window.capacity })}</p>
    </li>
  );
}

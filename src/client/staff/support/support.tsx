import './support.css';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { announce } from '../../lib/announce';
import { api } from '../../lib/api';
import { moment, percent, t } from '../../lib/i18n';
import { PageTitle } from '../../lib/ui/frame';
import { Notice, wordsOf } from '../../lib/ui/notice';
import type { Reason } from '../../lib/wire-places';
import { go, paths } from '../router';
import { say } from '../text';
import { RequestsPart } from './requests';
import { SupportCtrl, type Answer } from './support-ctrl';
import { VouchersPart } from './vouchers';

/** For support: why a learner cannot sit, requests that wait, vouchers. */
export function SupportPage() {
  const ctrl = useMemo(() => new SupportCtrl(api), []);
  return (
    <>
      <PageTitle>{say('support.title')}</PageTitle>
      <section class="part" aria-labelledby="record-title">
        <h2 id="record-title">{say('support.record')}</h2>
        <RecordForm />
      </section>
      <section class="part" aria-labelledby="why-title">
        <h2 id="why-title">{say('support.why')}</h2>
        <LookForm ctrl={ctrl} />
        {ctrl.asked.problem.value && (
          <Notice tone="warn" title={t('problem.title')} live>
            <p>{wordsOf(ctrl.asked.problem.value)}</p>
          </Notice>
        )}
        {ctrl.answer.value && <AnswerPart ctrl={ctrl} answer={ctrl.answer.value} />}
      </section>
      <RequestsPart />
      <VouchersPart />
    </>
  );
}

/** To the page of one learner. */
function RecordForm() {
  const learner = useSignal('');
  const open = (event: Event) => {
    event.preventDefault();
    const id = learner.value.trim();
    if (id === '') return document.getElementById('record-learner')?.focus();
    go(paths.learner(id));
  };
  return (
    <form class="form support-form" onSubmit={open} noValidate>
      <div class="field">
        <label for="record-learner">{say('support.recordOf')}</label>
        <input
          id="record-learner"
          autoComplete="off"
          spellcheck={false}
          value={learner}
          onInput={(event) => (learner.value = event.currentTarget.value)}
        />
      </div>
      <button type="submit" class="button">
        {say('support.open')}
      </button>
    </form>
  );
}

function LookForm({ ctrl }: { ctrl: SupportCtrl }) {
  const learner = useSignal('');
  const exam = useSignal('');
  const missing = useSignal(false);
  const look = async (event: Event) => {
    event.preventDefault();
    missing.value = learner.value.trim() === '' || exam.value.trim() === '';
    if (missing.value)
      return document.getElementById(learner.value.trim() === '' ? 'why-learner' : 'why-exam')?.focus();
    await ctrl.look(learner.value, exam.value);
    if (ctrl.answer.value) announce(verdictOf(ctrl.answer.value));
  };
  return (
    <form class="form support-form" onSubmit={(event) => void look(event)} noValidate aria-busy={ctrl.asked.busy}>
      <div class="field">
        <label for="why-learner">{say('support.learner')}</label>
        <input
          id="why-learner"
          autoComplete="off"
          spellcheck={false}
          value={learner}
          onInput={(event) => (learner.value = event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for="why-exam">{say('support.exam')}</label>
        <input
          id="why-exam"
          autoComplete="off"
          spellcheck={false}
          value={exam}
          onInput={(event) => (exam.value = event.currentTarget.value)}
        />
      </div>
      {missing.value && (
        <p class="wrong" role="alert">
          {say('support.missing')}
        </p>
      )}
      <button type="submit" class="button button-main">
        {say('support.look')}
      </button>
    </form>
  );
}

const verdictOf = ({ eligibility }: Answer): string =>
  eligibility.mayBegin ? say('support.may') : say('support.mayNot', { n: eligibility.reasons.length });

function AnswerPart({ ctrl, answer }: { ctrl: SupportCtrl; answer: Answer }) {
  const { eligibility, facts } = answer;
  return (
    <div class="card">
      <p class="eyebrow">
        <bdi>{facts.legalName || eligibility.learnerId}</bdi>, {eligibility.examTitle}
      </p>
      <h3>{verdictOf(answer)}</h3>
      <ul class="why">
        {eligibility.reasons.map((reason) => (
          <li key={reason.code + reason.message}>
            <p>
              <strong>{reason.message}</strong> <span class="id">{reason.code}</span>
            </p>
            <p class="soft">{remedyOf(reason)}</p>
          </li>
        ))}
      </ul>
      <p class="soft">
        {eligibility.attemptsAllowed === null
          ? t('exam.attemptsFree', { used: eligibility.attemptsUsed })
          : t('exam.attemptsOf', { used: eligibility.attemptsUsed, allowed: eligibility.attemptsAllowed })}
        {eligibility.opens && `. ${t('exam.opensIn', { when: moment(eligibility.opens) })}`}
        {eligibility.closes && `. ${t('exam.closesIn', { when: moment(eligibility.closes) })}`}
      </p>
      <FactsList answer={answer} />
      <NoteForm ctrl={ctrl} exam={eligibility.examId} />
    </div>
  );
}

function remedyOf(reason: Reason): string {
  const by = say(`support.by.${reason.by}`);
  const end = reason.endsAt ? ` ${t('exam.endsAt', { when: moment(reason.endsAt) })}` : '';
  return `${by} ${reason.remedy}${end}`.trim();
}

function FactsList({ answer: { facts } }: { answer: Answer }) {
  const none = say('support.none');
  return (
    <dl class="facts facts-wide">
      <div class="fact fact-wide">
        <dt>{say('support.programs')}</dt>
        <dd>{facts.programs.join(', ') || none}</dd>
      </div>
      <div class="fact fact-wide">
        <dt>{say('support.payments')}</dt>
        <dd>
          {facts.payments
            .map(
              (paid) =>
                `${paid.byVoucher ? say('support.voucher') : paid.reference}: ${paid.examId ?? paid.programId ?? ''}`,
            )
            .join(', ') || none}
        </dd>
      </div>
      <div class="fact fact-wide">
        <dt>{say('support.grades')}</dt>
        <dd>
          {facts.courseGrades
            .map((grade) => {
              const words = say(grade.passed ? 'support.passed' : 'support.failed');
              return `${grade.courseId}: ${words}${grade.percent === null ? '' : ` (${percent(grade.percent)})`}`;
            })
            .join(', ') || none}
        </dd>
      </div>
      <div class="fact fact-wide">
        <dt>{say('support.name')}</dt>
        <dd>{say(facts.nameConfirmed ? 'support.nameConfirmed' : 'support.nameUnconfirmed')}</dd>
      </div>
    </dl>
  );
}

function NoteForm({ ctrl, exam }: { ctrl: SupportCtrl; exam: string }) {
  const kind = useSignal<'enrol' | 'pay' | 'grade'>('enrol');
  const text = useSignal('');
  const missing = useSignal(false);
  const { problem, busy } = ctrl.noting;
  const note = async (event: Event) => {
    event.preventDefault();
    const value = text.value.trim();
    missing.value = value === '';
    if (missing.value) return document.getElementById('note-text')?.focus();
    const fact =
      kind.value === 'enrol'
        ? ({ kind: 'enrol', program: value } as const)
        : kind.value === 'pay'
          ? ({ kind: 'pay', reference: value, exam } as const)
          : ({ kind: 'grade', course: value, percent: null } as const);
    if (!(await ctrl.note(fact))) return;
    text.value = '';
    announce(say('support.noted'));
  };
  return (
    <details class="more">
      <summary>{say('support.note')}</summary>
      <form class="form" onSubmit={(event) => void note(event)} noValidate aria-busy={busy}>
        <div class="field">
          <label for="note-kind">{say('support.kind')}</label>
          <select id="note-kind" value={kind} onChange={(event) => (kind.value = event.currentTarget.value as 'enrol')}>
            {(['enrol', 'pay', 'grade'] as const).map((one) => (
              <option key={one} value={one}>
                {say(`support.kind.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="note-text">{say(`support.text.${kind.value}`)}</label>
          <input
            id="note-text"
            autoComplete="off"
            spellcheck={false}
            aria-invalid={missing}
            value={text}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
          {missing.value && (
            <p class="wrong" role="alert">
              {say('support.textMissing')}
            </p>
          )}
        </div>
        {problem.value && (
          <Notice tone="warn" live>
            <p>{wordsOf(problem.value)}</p>
          </Notice>
        )}
        <button type="submit" class="button">
          {say('support.save')}
        </button>
      </form>
    </details>
  );
}

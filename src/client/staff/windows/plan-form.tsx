import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { list, number, span, t } from '../../lib/i18n';
import { Notice, Patience, wordsOf } from '../../lib/ui/notice';
import type { WindowView } from '../../lib/wire';
import { say } from '../text';
import { besideUtc, inZone, momentsOf, zone } from '../zone';
import { leastCapacity, type PlanField } from './plan';
import type { PlanCtrl } from './plan-ctrl';
import { ZonePicker } from './when';

interface Props {
  ctrl: PlanCtrl;
  /** Offered for the exam's id. */
  exams: { id: string; title: string }[];
  onSaved: (view: WindowView) => void;
  onCancel?: () => void;
}

/** The fields of a window. Errors stand at their fields, and the first of them takes the focus. */
export function PlanForm({ ctrl, exams, onSaved, onCancel }: Props) {
  useEffect(() => () => ctrl.close(), [ctrl]);
  const form = useRef<HTMLFormElement>(null);
  const { fixed } = ctrl;
  const save = async () => {
    const saved = await ctrl.save();
    if (saved) return onSaved(saved);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void save();
  };
  const open = fixed?.open ?? false;
  return (
    <form ref={form} class="card form plan" onSubmit={submit} noValidate aria-busy={ctrl.asked.busy}>
      <Troubles ctrl={ctrl} onSave={() => void save()} />
      {open && <p>{say('plan.openFixed')}</p>}
      <Field
        ctrl={ctrl}
        name="examId"
        label={say('plan.examId')}
        hint={say(fixed ? 'plan.examFixed' : 'plan.examHint')}
      >
        {(common) => (
          <input {...common} readOnly={fixed !== null} list="plan-exams" autoComplete="off" spellcheck={false} />
        )}
      </Field>
      <datalist id="plan-exams">
        {exams.map((exam) => (
          <option key={exam.id} value={exam.id} label={exam.title} />
        ))}
      </datalist>
      <Field ctrl={ctrl} name="title" label={say('plan.name')} hint={say('plan.nameHint')}>
        {(common) => <input {...common} readOnly={open} autoComplete="off" />}
      </Field>
      <ZonePicker onChange={(name) => ctrl.rezone(name)} />
      <div class="plan-times">
        <Field ctrl={ctrl} name="opens" label={say('window.opens')} hint={<Utc local={ctrl.draft.value.opens} />}>
          {(common) => <input {...common} type="datetime-local" readOnly={open} />}
        </Field>
        <Field ctrl={ctrl} name="closes" label={say('window.closes')} hint={<Utc local={ctrl.draft.value.closes} />}>
          {(common) => <input {...common} type="datetime-local" />}
        </Field>
      </div>
      <Length ctrl={ctrl} />
      <Field
        ctrl={ctrl}
        name="capacity"
        label={say('plan.capacity')}
        hint={fixed ? say('plan.capacityLeast', { n: leastCapacity(fixed) }) : say('plan.capacityHint')}
      >
        {(common) => <input {...common} class="points" inputMode="numeric" autoComplete="off" />}
      </Field>
      <div class="actions">
        <button type="submit" class="button button-main">
          {say(fixed ? 'plan.saveChange' : 'plan.save')}
        </button>
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            {say('plan.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}

function Troubles({ ctrl, onSave }: { ctrl: PlanCtrl; onSave: () => void }) {
  const { waiting, problem } = ctrl.asked;
  const faulty = Object.keys(ctrl.faults.value).length > 0 || Object.keys(ctrl.problems.value).length > 0;
  const theirs = ctrl.conflict.value;
  if (waiting.value) return <Patience problem={waiting.value} />;
  if (theirs) {
    const mine = () => {
      ctrl.keepMine();
      onSave();
    };
    return (
      <Notice tone="warn" title={say('plan.conflict')} live>
        <p>{say('plan.conflictText', { list: list(ctrl.theirs.map((field) => valueOf(field, theirs))) })}</p>
        <div class="actions">
          <button type="button" class="button" onClick={() => ctrl.takeTheirs()}>
            {say('plan.takeTheirs')}
          </button>
          <button type="button" class="button" onClick={mine}>
            {say('plan.keepMine')}
          </button>
        </div>
      </Notice>
    );
  }
  if (faulty)
    return (
      <Notice tone="warn" live>
        <p>{say('plan.fix')}</p>
      </Notice>
    );
  if (!problem.value) return null;
  return (
    <Notice tone="warn" title={t('problem.title')} live>
      <p>{wordsOf(problem.value)}</p>
    </Notice>
  );
}

function valueOf(field: PlanField, view: WindowView): string {
  const names: Record<PlanField, string> = {
    examId: say('plan.examId'),
    title: say('plan.name'),
    opens: say('window.opens'),
    closes: say('window.closes'),
    capacity: say('plan.capacity'),
  };
  const value =
    field === 'opens' || field === 'closes'
      ? inZone(view[field], zone.value)
      : field === 'capacity'
        ? number(view.capacity)
        : view[field];
  return say('plan.conflictField', { field: names[field], value });
}

interface Common {
  id: string;
  value: string;
  'aria-invalid': boolean;
  'aria-describedby': string;
  onInput: (event: { currentTarget: { value: string } }) => void;
}

function Field(props: {
  ctrl: PlanCtrl;
  name: PlanField;
  label: string;
  hint: ComponentChildren;
  children: (common: Common) => ComponentChildren;
}) {
  const { ctrl, name } = props;
  const id = `plan-${name}`;
  const fault = ctrl.faults.value[name];
  const problem = ctrl.problems.value[name];
  const wrong = fault ? say(`plan.fault.${fault}`) : problem ? wordsOf(problem) : null;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children({
        id,
        value: ctrl.draft.value[name],
        'aria-invalid': wrong !== null,
        'aria-describedby': `${id}-hint`,
        onInput: (event) => ctrl.set(name, event.currentTarget.value),
      })}
      <div id={`${id}-hint`}>
        {wrong !== null && <p class="wrong">{wrong}</p>}
        <p class="hint">{props.hint}</p>
      </div>
    </div>
  );
}

/** The time that is being written, by UTC. */
function Utc({ local }: { local: string }) {
  const moments = momentsOf(local, zone.value);
  const [first] = moments;
  if (first === undefined) return <>{'\u00a0'}</>;
  return (
    <>
      {besideUtc(new Date(first).toISOString(), zone.value)}
      {moments.length > 1 && ` ${say('plan.twice')}`}
    </>
  );
}

function Length({ ctrl }: { ctrl: PlanCtrl }) {
  const { opens, closes } = ctrl.draft.value;
  const [from] = momentsOf(opens, zone.value);
  const [to] = momentsOf(closes, zone.value);
  return (
    <p class="soft">
      {from !== undefined && to !== undefined && to > from ? say('plan.length', { span: span(to - from) }) : '\u00a0'}
    </p>
  );
}

import { useLayoutEffect, useRef } from 'preact/hooks';
import { list, t } from '../../../lib/i18n';
import { useContentLanguage } from '../../../lib/ui/markup';
import type { FieldView } from '../../../lib/wire';
import { idOf, Prompt, type FieldProps } from './field';

/** A number, a short text or an essay. */
export function TextField({ ctrl, item, field, locked }: FieldProps) {
  const id = idOf(item, field);
  const text = ctrl.sheet.value(item, field)?.text ?? '';
  const hints = hintsOf(field);
  const what = t(labelOf(field));
  const { dir } = useContentLanguage();
  const common = {
    id,
    value: text,
    readOnly: locked,
    // Words run as they are written, and before there are any, as the exam's language does.
    dir: field.kind === 'numeric' ? undefined : text ? ('auto' as const) : dir,
    maxLength: field.maxLength > 0 ? field.maxLength : undefined,
    'aria-label': t('item.answer.label', { what, n: item.number }),
    'aria-describedby': hints.length || field.kind === 'essay' ? `${id}-hint` : undefined,
    onInput: (e: { currentTarget: { value: string } }) => ctrl.type(item.number, field.id, e.currentTarget.value),
    onBlur: () => ctrl.rest(),
  };
  return (
    <div class="field">
      <Prompt field={field} />
      <label for={id}>{what}</label>
      {field.kind === 'essay' ? (
        <Growing {...common} />
      ) : (
        <input
          {...common}
          class={field.kind === 'numeric' ? 'input-number' : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellcheck={false}
        />
      )}
      <p id={`${id}-hint`} class="hint">
        {field.kind === 'essay' && <strong>{t('item.essay.words', { n: wordCount(text) })}. </strong>}
        {hints.join(' ')}
      </p>
    </div>
  );
}

/** A text area as high as its text, so that nothing written is out of sight. */
function Growing(props: preact.TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const ref = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = ref.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [props.value]);
  return <textarea ref={ref} rows={10} class="essay" {...props} />;
}

/** Words as people count them: runs between white space with a letter or a digit in them. */
export const wordCount = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

function labelOf(field: FieldView): 'item.number.label' | 'item.essay.label' | 'item.text.label' {
  if (field.kind === 'numeric') return 'item.number.label';
  return field.kind === 'essay' ? 'item.essay.label' : 'item.text.label';
}

function hintsOf(field: FieldView): string[] {
  const { kind, units, minWords: min, maxWords: max } = field;
  if (kind === 'numeric') {
    const forms = t('item.number.hint');
    if (units.length === 0) return [forms];
    const key = field.unitRequired ? 'item.number.unitNeeded' : 'item.number.unitMay';
    return [forms, t(key, { units: list(units) })];
  }
  if (kind === 'shortText') return field.maxLength > 0 ? [t('item.text.room', { n: field.maxLength })] : [];
  if (min !== null && max !== null) return [t('item.essay.between', { min, max })];
  if (min !== null) return [t('item.essay.atLeast', { min })];
  return max !== null ? [t('item.essay.atMost', { max })] : [];
}

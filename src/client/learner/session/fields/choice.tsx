import { t } from '../../../lib/i18n';
import { Markup, useContentLanguage } from '../../../lib/ui/markup';
import { nameOf } from './name';
import { idOf, Prompt, type FieldProps } from './field';

/** Radio buttons or tick boxes. The browser's own, so that arrow keys, space and screen readers do what they always do. */
export function ChoiceField({ ctrl, item, field, locked }: FieldProps) {
  const single = field.kind === 'singleChoice';
  const chosen = ctrl.sheet.value(item, field)?.choices ?? [];
  const full = !single && field.maxChoices > 0 && chosen.length >= field.maxChoices;
  const id = idOf(item, field);
  const { dir } = useContentLanguage();
  const choose = (name: string, on: boolean) => {
    const rest = single ? [] : chosen.filter((other) => other !== name);
    ctrl.choose(item.number, field.id, on ? inOrder(field.options, [...rest, name]) : rest);
  };
  return (
    <fieldset class="choices" aria-describedby={`${id}-hint`} disabled={locked}>
      <legend>
        {field.promptHtml ? (
          <Prompt field={field} />
        ) : (
          <span class="hidden">{t('item.number', { n: item.number })}</span>
        )}
      </legend>
      <p id={`${id}-hint`} class="hint">
        {hint(single, field.maxChoices)} {!single && chosen.length > 0 && t('item.chosen', { n: chosen.length })}
      </p>
      {field.options.map((option) => {
        const on = chosen.includes(option.name);
        return (
          <label key={option.name} class={on ? 'choice choice-on' : 'choice'} dir={dir}>
            <input
              type={single ? ('radio' as const) : ('checkbox' as 'radio')}
              name={id}
              value={option.name}
              aria-label={nameOf(option)}
              checked={on}
              disabled={full && !on}
              onChange={(e) => choose(option.name, e.currentTarget.checked)}
            />
            <span class="choice-name">{option.name}</span>
            <Markup html={option.html} inline />
          </label>
        );
      })}
      {single && (
        <button
          type="button"
          class="button button-quiet clear"
          aria-disabled={chosen.length === 0}
          onClick={() => chosen.length > 0 && ctrl.choose(item.number, field.id, [])}
        >
          {t('item.clear')}
        </button>
      )}
    </fieldset>
  );
}

function hint(single: boolean, most: number): string {
  if (single) return t('item.chooseOne');
  return most > 0 ? t('item.chooseUpTo', { n: most }) : t('item.chooseAny');
}

/** Choices in the order they are shown in, whatever order they were ticked in. */
function inOrder(options: { name: string }[], chosen: string[]): string[] {
  return options.map((option) => option.name).filter((name) => chosen.includes(name));
}

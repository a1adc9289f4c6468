import type { Signal } from '@preact/signals';

interface Props {
  id: string;
  label: string;
  value: Signal<string>;
  hint?: string;
  type?: 'text' | 'date' | 'password';
  decimal?: boolean;
  invalid?: boolean;
}

/** A label with its field. */
export function Field({ id, label, value, hint, type = 'text', decimal, invalid }: Props) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        type={type as 'text'}
        inputMode={decimal ? 'decimal' : undefined}
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        spellcheck={false}
        aria-invalid={invalid}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
    </div>
  );
}

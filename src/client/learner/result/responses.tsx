import { t } from '../../lib/i18n';
import { Markup } from '../../lib/ui/markup';
import type { AnswerValue, FieldResult, FieldView, ItemView, ResultView, Verdict } from '../../lib/wire';

const SIGNS: Record<Verdict, string> = {
  correct: '✓',
  partial: '½',
  incorrect: '✕',
  blank: '–',
  pending: '…',
  unreadable: '?',
};

/** The responses, as far as the exam lets them be seen. */
export function ResponsesPart({ result }: { result: ResultView }) {
  if (result.state !== 'released') return null;
  if (result.fields.length === 0) return <p class="soft">{t('result.none')}</p>;
  const numbers = [...new Set(result.fields.map((field) => field.item))].sort((a, b) => a - b);
  return (
    <section class="part" aria-labelledby="responses-title">
      <h2 id="responses-title">{t('result.responses')}</h2>
      {numbers.map((n) => (
        <ItemResult
          key={n}
          number={n}
          item={result.items.find((item) => item.number === n)}
          fields={result.fields.filter((field) => field.item === n)}
        />
      ))}
    </section>
  );
}

function ItemResult({ number, item, fields }: { number: number; item: ItemView | undefined; fields: FieldResult[] }) {
  const id = `result-${number}`;
  return (
    <article class="card item-result" aria-labelledby={id}>
      <h3 id={id}>
        {t('item.number', { n: number })}
        {item?.title && <span class="item-name">: {item.title}</span>}
      </h3>
      {item && <Markup html={item.html} />}
      {fields.map((field, n) => (
        <FieldPart
          key={field.field}
          result={field}
          field={item?.fields.find((one) => one.id === field.field)}
          explained={field.explanationHtml !== fields[n + 1]?.explanationHtml}
        />
      ))}
    </article>
  );
}

/** @param explained false when the next field of the item has the same explanation: it is shown once, after the last */
function FieldPart(props: { result: FieldResult; field: FieldView | undefined; explained: boolean }) {
  const { result, field, explained } = props;
  return (
    <div class={`field-result field-result-${result.verdict}`}>
      {field?.promptHtml && <Markup html={field.promptHtml} />}
      <p class="field-verdict">
        <span class="field-sign" aria-hidden="true">
          {SIGNS[result.verdict]}
        </span>
        {t(`verdict.${result.verdict}`)}
        {result.points !== null && `, ${t('result.points', { points: result.points, max: result.maxPoints })}`}
      </p>
      <dl class="field-facts">
        <dt>{t('result.yours')}</dt>
        <dd>
          <Response value={result.value} field={field} />
        </dd>
        {result.key !== null && (
          <>
            <dt>{t('result.key')}</dt>
            <dd>
              <Key words={result.key} field={field} />
            </dd>
          </>
        )}
        {result.comment && (
          <>
            <dt>{t('result.comment')}</dt>
            <dd class="written">{result.comment}</dd>
          </>
        )}
      </dl>
      {explained && result.explanationHtml && (
        <div class="explanation">
          <h4>{t('result.explanation')}</h4>
          <Markup html={result.explanationHtml} />
        </div>
      )}
    </div>
  );
}

function Response({ value, field }: { value: AnswerValue | null; field: FieldView | undefined }) {
  if (value?.text) return <span class="written">{value.text}</span>;
  if (!value?.choices?.length) return <span class="soft">{t('result.blank')}</span>;
  return <Options names={value.choices} field={field} />;
}

/** The key of a choice field is letters; what stands behind them says more. */
function Key({ words, field }: { words: string; field: FieldView | undefined }) {
  const names = words.split(', ');
  const known = field !== undefined && names.every((name) => field.options.some((option) => option.name === name));
  return known ? <Options names={names} field={field} /> : <>{words}</>;
}

function Options({ names, field }: { names: string[]; field: FieldView | undefined }) {
  return (
    <ul class="chosen">
      {names.map((name) => {
        const option = field?.options.find((one) => one.name === name);
        return (
          <li key={name}>
            <span class="chosen-name">{name}</span> {option && <Markup html={option.html} inline />}
          </li>
        );
      })}
    </ul>
  );
}

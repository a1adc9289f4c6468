import { Markup } from '../../../lib/ui/markup';
import type { FieldView, ItemView } from '../../../lib/wire';
import type { SessionCtrl } from '../ctrl';
import { ChoiceField } from './choice';
import { SaveState } from './save-state';
import { TextField } from './text';

export interface FieldProps {
  ctrl: SessionCtrl;
  item: ItemView;
  field: FieldView;
  locked: boolean;
}

/** One place to respond, with what has become of the response. */
export function FieldPart(props: FieldProps) {
  const { ctrl, item, field } = props;
  const choice = field.kind === 'singleChoice' || field.kind === 'multipleResponse';
  return (
    <div class="response">
      {choice ? <ChoiceField {...props} /> : <TextField {...props} />}
      <SaveState ctrl={ctrl} place={`answer/${item.number}/${field.id}`} />
    </div>
  );
}

export function Prompt({ field }: { field: FieldView }) {
  return field.promptHtml ? <Markup html={field.promptHtml} /> : null;
}

export const idOf = (item: ItemView, field: FieldView): string => `field-${item.number}-${field.id}`;

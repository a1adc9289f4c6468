import type { FieldView, ItemView } from '../../lib/wire';
import type { FakeExam } from './session';

export const fieldOf = (id: string, more: Partial<FieldView> = {}): FieldView => ({
  id,
  promptHtml: '',
  points: 1,
  kind: 'singleChoice',
  options: [],
  maxChoices: 0,
  maxLength: 0,
  minWords: null,
  maxWords: null,
  units: [],
  unitRequired: false,
  ...more,
});

export const itemOf = (number: number, fields: FieldView[], more: Partial<ItemView> = {}): ItemView => ({
  number,
  section: 0,
  title: '',
  html: `<p>Stem ${number}</p>`,
  points: fields.reduce((sum, field) => sum + field.points, 0),
  hasMath: false,
  closed: false,
  fields,
  ...more,
});

const options = ['a', 'b', 'c'].map((name) => ({ name, html: name }));

/** Four items in two sections, the first of which closes behind the learner; one hour. */
export const smallExam = (more: Partial<FakeExam> = {}): FakeExam => ({
  examId: 'small',
  title: 'A small exam',
  language: 'en',
  rehearsal: false,
  linear: false,
  limitMs: 3_600_000,
  graceMs: 5_000,
  handInKey: null,
  sections: [
    { index: 0, title: 'One', introHtml: '', oneWay: true, timeLimitMs: null, firstItem: 1, lastItem: 2 },
    { index: 1, title: 'Two', introHtml: '', oneWay: false, timeLimitMs: null, firstItem: 3, lastItem: 4 },
  ],
  items: [
    itemOf(1, [fieldOf('f', { options })]),
    itemOf(2, [fieldOf('f', { kind: 'essay' })]),
    itemOf(3, [fieldOf('f', { options })], { section: 1 }),
    itemOf(4, [fieldOf('f', { kind: 'numeric' })], { section: 1 }),
  ],
  ...more,
});

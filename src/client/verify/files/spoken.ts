import { announce } from '../../lib/announce';
import { say } from '../text';
import { wordOf } from './checked-file';
import type { Dropped } from './ctrl';

/** Says what came out: of one file its verdict, of several how many are good. */
export function speakOf(checked: readonly Dropped[]): void {
  const [first, ...more] = checked;
  if (!first) return;
  if (more.length === 0) return announce(say('spoken.one', { name: first.name, verdict: wordOf(first.outcome.value) }));
  const valid = checked.filter(({ outcome: { value } }) => value.is === 'checked' && value.verdict.valid).length;
  announce(say('spoken.several', { n: checked.length, valid, others: checked.length - valid }));
}

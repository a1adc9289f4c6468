import type { ExamCard } from '../../lib/wire';

const isOpening = (code: string): boolean => code.endsWith('.window-not-open');

/** When the exam will open, in milliseconds since 1970; null when that is past, or not what it waits for. */
export function opening(exam: ExamCard, now: number): number | null {
  const opens = exam.opens === null ? Number.NaN : Date.parse(exam.opens);
  return exam.standing === 'notYet' && opens > now ? opens : null;
}

/** True when nothing but its opening keeps the learner from the exam, so that there is a point in waiting for it here. */
export const opensByItself = (exam: ExamCard): boolean =>
  exam.standing === 'notYet' && exam.opens !== null && exam.reasons.every((reason) => isOpening(reason.code));

/** The card as it stands at a time after the server made it: an opening that has come is no reason any more. */
export function cardAt(exam: ExamCard, now: number): ExamCard {
  if (exam.standing !== 'notYet' || exam.opens === null || Date.parse(exam.opens) > now) return exam;
  const reasons = exam.reasons.filter((reason) => !isOpening(reason.code));
  const why = exam.why.filter((reason) => !isOpening(reason.code));
  if (reasons.length === 0) return { ...exam, standing: 'ready', reasons, why };
  const rehearse = reasons.every((reason) => reason.code === 'learner.rehearsal-needed');
  return { ...exam, standing: rehearse ? 'needsRehearsal' : 'notYet', reasons, why };
}

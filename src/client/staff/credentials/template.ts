import type { CredentialTemplateView, TemplateDraft } from '../../lib/wire';

export const MOST_SIGNATORIES = 3;

/** A draft as the form has it: always with a place for one more signatory, until there are as many as fit. */
export function formOf(view: CredentialTemplateView): TemplateDraft {
  return withRoom(view.template);
}

export function withRoom(draft: TemplateDraft): TemplateDraft {
  const signatories = draft.signatories.filter((one, i, all) => one.name || one.office || i < all.length - 1);
  const last = signatories.at(-1);
  if (signatories.length < MOST_SIGNATORIES && (!last || last.name || last.office))
    signatories.push({ name: '', office: '' });
  return { ...draft, signatories };
}

/** The draft as it goes to the server: without the empty place. */
export const draftOf = (form: TemplateDraft): TemplateDraft => ({
  ...form,
  seal: form.seal.trim(),
  signatories: form.signatories
    .map((one) => ({ name: one.name.trim(), office: one.office.trim() }))
    .filter((one) => one.name || one.office),
});

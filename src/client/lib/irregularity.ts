import { isKey, t } from './i18n';

/** What kind of irregularity an incident is, in words; the server's own word for one that the page does not know. */
export function irregularityName(kind: string): string {
  const key = `irregularity.${kind}`;
  return isKey(key) ? t(key as 'irregularity.other') : kind;
}

import { say } from '../text';
import type { ActKind } from '../wire';

/** Words that are needed again and again, to begin with. */
const table: Partial<
  Record<ActKind, readonly ('looking' | 'face' | 'camera' | 'alone' | 'name' | 'minutes' | 'technical' | 'stay')[]>
> = {
  message: ['looking', 'minutes', 'technical'],
  warn: ['face', 'alone', 'camera'],
  announce: ['minutes', 'technical', 'stay'],
  deny: ['name'],
  lock: ['camera', 'alone'],
  askIdentity: ['name'],
};

export const readyWords = (kind: ActKind): string[] => (table[kind] ?? []).map((word) => say(`ready.${word}`));

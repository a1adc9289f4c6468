import type { ComponentChildren } from 'preact';
import { isKey, t } from '../i18n';
import { isBusy, Refusal } from '../refusal';
import type { Problem } from '../wire';

type Tone = 'calm' | 'good' | 'warn' | 'bad';

const SIGNS: Record<Tone, string> = { calm: 'i', good: '✓', warn: '!', bad: '!' };

/** A message in the page. The sign says by form what the colour says. `live` speaks it when it appears. */
export function Notice(props: { tone?: Tone; title?: string; live?: boolean; children?: ComponentChildren }) {
  const tone = props.tone ?? 'calm';
  return (
    <div class={`notice notice-${tone}`} role={props.live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      <span class="notice-sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>
      <div class="notice-words">
        {props.title && <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  );
}

/** What went wrong, in our own words where there are some, else in the server's. */
export function wordsOf(problem: Problem): string {
  const key = `problem.${problem.code}`;
  if (isKey(key)) return t(key as 'problem.unreachable');
  if (isBusy(problem.code)) return t('problem.busy');
  return problem.message || t('problem.unknown', { code: problem.code });
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problems[0] ?? { code: error.code, message: error.message };
  return { code: 'unreachable', message: '' };
}

/** A page or a part of it that could not be had, with a way to try again; `keeps` when the page tries by itself besides. */
export function Failed({ problem, retry, keeps }: { problem: Problem; retry?: () => void; keeps?: boolean }) {
  if (keeps)
    return (
      <Patience problem={problem}>
        {retry && (
          <button type="button" class="button" onClick={retry}>
            {t('app.retryNow')}
          </button>
        )}
      </Patience>
    );
  return (
    <Notice tone="warn" title={t('problem.title')} live>
      <p>{wordsOf(problem)}</p>
      {retry && (
        <button type="button" class="button" onClick={retry}>
          {t('app.retry')}
        </button>
      )}
    </Notice>
  );
}

/** Why something is being repeated by itself, and that nobody need do anything. */
export function Patience({ problem, children }: { problem: Problem; children?: ComponentChildren }) {
  const why = isBusy(problem.code) ? 'busy' : problem.code.endsWith('.window-not-open') ? 'opening' : 'away';
  return (
    <Notice title={t(`wait.${why}`)} live>
      <p>{t(`wait.${why}Text`)}</p>
      {children}
    </Notice>
  );
}

/** Holds the place of what is being fetched, so that nothing jumps when it comes. */
export function Loading({ lines = 6 }: { lines?: number }) {
  return (
    <div class="loading" role="status">
      <span class="hidden">{t('app.loading')}</span>
      {Array.from({ length: lines }, (_, n) => (
        <span key={n} class="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
}

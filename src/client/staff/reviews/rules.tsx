import './reviews.css';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../lib/api';
import { number, percent } from '../../lib/i18n';
import { Load } from '../../lib/load';
import { PageTitle } from '../../lib/ui/frame';
import { Failed, Loading } from '../../lib/ui/notice';
import type { FlagRuleShares } from '../../lib/review-wire';
import { paths } from '../router';
import { say } from '../text';

/** What an exam's rules have come to: a rule that reviewers mostly dismiss wants changing. */
export function FlagRulesPage({ exam }: { exam: string }) {
  const rules = useMemo(
    () => new Load(() => api.get<FlagRuleShares>(`/api/exams/${encodeURIComponent(exam)}/flag-rules`)),
    [exam],
  );
  useEffect(() => void rules.fetch(), [rules]);
  const state = rules.state.value;
  return (
    <>
      <p>
        <a href={paths.reviews} data-route>
          {say('reviews.back')}
        </a>
      </p>
      <PageTitle>{say('rules.title', { exam })}</PageTitle>
      <p>{say('rules.lead')}</p>
      {state.is === 'loading' && <Loading lines={6} />}
      {state.is === 'failed' && <Failed problem={state.problem} retry={() => void rules.fetch()} />}
      {state.is === 'here' && <Shares shares={state.value} />}
    </>
  );
}

function Shares({ shares: { rules, kappa, judgedByTwo } }: { shares: FlagRuleShares }) {
  return (
    <>
      {rules.length === 0 ? (
        <p class="soft">{say('rules.none')}</p>
      ) : (
        <div class="card scroll" tabIndex={0} role="region" aria-label={say('rules.table')}>
          <table class="waiting">
            <thead>
              <tr>
                <th scope="col">{say('rules.rule')}</th>
                <th scope="col">{say('rules.flags')}</th>
                <th scope="col">{say('rules.judged')}</th>
                <th scope="col">{say('rules.dismissed')}</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr key={rule.rule}>
                  <th scope="row">
                    {rule.title}
                    <span class="soft reviews-under">{rule.rule}</span>
                  </th>
                  <td>{number(rule.flags)}</td>
                  <td>{number(rule.judged)}</td>
                  <td>
                    {rule.dismissedShare === null ? (
                      '–'
                    ) : (
                      <span class="reviews-attention">
                        <meter min={0} max={1} value={rule.dismissedShare} aria-hidden="true" />
                        {percent(rule.dismissedShare * 100)}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>{kappa === null ? say('rules.noKappa', { n: judgedByTwo }) : say('rules.kappa', { kappa, n: judgedByTwo })}</p>
    </>
  );
}

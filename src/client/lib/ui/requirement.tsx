import './requirement.css';
import { day, percent, span, t } from '../i18n';
import type { NodeState, PartsView, RequirementView } from '../program-wire';

const SIGNS: Record<NodeState, string> = { done: '✓', inReview: '…', missing: '', impossible: '×' };

/** What a program demands as a tree that can be read aloud; with a learner's progress where there is one. */
export function Requirements({ root }: { root: RequirementView }) {
  // The name of the whole is the program's: only what is below is listed, unless the whole is one thing.
  const below = root.kind === 'allOf' && !root.title && !root.from && !root.until ? root.of : [root];
  return <Nodes nodes={below} />;
}

function Nodes({ nodes }: { nodes: RequirementView[] }) {
  return (
    <ul class="requirements">
      {nodes.map((node, place) => (
        <Node key={`${place}-${node.id}`} node={node} />
      ))}
    </ul>
  );
}

function Node({ node }: { node: RequirementView }) {
  return (
    <li class={`requirement requirement-${node.state ?? 'plain'}`}>
      <div class="requirement-line">
        <span class="requirement-sign" aria-hidden="true">
          {node.state && SIGNS[node.state]}
        </span>
        <div class="requirement-words">
          <p>
            <span class="requirement-name">{nameOf(node)}</span>
            {node.state && <span class="hidden">: {t(`progress.${node.state}`)}</span>}
          </p>
          {linesOf(node).map((line) => (
            <p key={line} class="soft">
              {line}
            </p>
          ))}
        </div>
      </div>
      {node.parts && <Parts parts={node.parts} />}
      {node.of.length > 0 && <Nodes nodes={node.of} />}
    </li>
  );
}

function Parts({ parts }: { parts: PartsView }) {
  return (
    <ul class="requirements">
      {parts.exams.map((part) => (
        <li key={part.examId} class="requirement">
          {part.title}
          {part.state && <span class="soft">: {t(`progress.part.${part.state}`)}</span>}
        </li>
      ))}
    </ul>
  );
}

function nameOf(node: RequirementView): string {
  if (node.kind === 'course' || node.kind === 'exam') return node.title;
  const rule = node.kind === 'allOf' ? t('progress.allOf') : t('progress.atLeast', { n: node.count });
  return node.title ? t('progress.named', { title: node.title, rule }) : rule;
}

function linesOf(node: RequirementView): string[] {
  const lines: string[] = [];
  const { parts, from, until } = node;
  if (parts) {
    lines.push(
      parts.cutScorePercent === null
        ? t('progress.each')
        : t('progress.together', { percent: percent(parts.cutScorePercent) }),
    );
    if (parts.inOrder) lines.push(t('progress.inOrder'));
    if (parts.withinMs !== null) lines.push(t('progress.within', { span: span(parts.withinMs) }));
  }
  if (from && until) lines.push(t('progress.between', { from: day(from), until: day(until) }));
  else if (from) lines.push(t('progress.from', { when: day(from) }));
  else if (until) lines.push(t('progress.until', { when: day(until) }));
  if (node.percent !== null) lines.push(t('progress.percent', { percent: percent(node.percent) }));
  // A group's own state follows from what is below it.
  if (node.state === 'done' && node.earnedAt && node.of.length === 0)
    lines.push(t('progress.doneOn', { when: day(node.earnedAt) }));
  if (node.reason) lines.push(t(`progress.why.${node.reason}`, { when: node.reasonAt ? day(node.reasonAt) : '' }));
  return lines;
}

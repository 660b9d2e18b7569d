import type { RevertOrder, RevertPlan } from '../code-host.ts';

const LONGEST_SUBJECT = 120;
const MOST_LISTED = 100;

/** The body of a revert: what it undoes, what it leaves, and what a person must decide. Commit messages in it are untrusted and stand as code. */
export function revertBody(order: RevertOrder, plan: RevertPlan, messages: ReadonlyMap<string, string>): string {
  const undone = order.commits.map((id) => `- ${code(id.slice(0, 12))} ${code(firstLine(messages.get(id) ?? ''))}`);
  return [
    order.body.trim(),
    section('Undone, newest first', undone),
    section(
      'Left as it is: it was applied to the database, and code that goes back does not undo it',
      plan.kept.map((path) => `- ${code(path)}`),
    ),
    disagreement(plan),
    section(
      'Not undone: these changed again since, so a person must decide. This is a draft until then',
      plan.conflicts.map(({ path, why }) => `- ${code(path)}: ${code(why)}`),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Without what the commits say: a keyword in it would close an issue once more. */
export function revertMessage(order: RevertOrder, plan: RevertPlan): string {
  return [
    order.title.replaceAll(/\s+/g, ' ').trim(),
    order.commits.map((id) => `This reverts commit ${id}.`).join('\n'),
    plan.kept.length === 0 ? '' : ['Left as it is, because it was applied:', ...plan.kept.slice(0, MOST_LISTED)].join('\n'),
    plan.conflicts.length === 0 ? '' : ['Not undone:', ...plan.conflicts.slice(0, MOST_LISTED).map(({ path }) => path)].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function disagreement({ kept, models }: RevertPlan): string {
  if (kept.length === 0) return '';
  if (models.length === 0)
    return 'The models may now disagree with the database: what the migrations changed stays. Compare them before this is merged.';
  const named = models.map(code).join(', ');
  return `These go back and may now disagree with the database, which keeps what the migrations changed: ${named}. Compare them before this is merged.`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const more = lines.length > MOST_LISTED ? [`- and ${lines.length - MOST_LISTED} more`] : [];
  return [`**${title}:**`, '', ...lines.slice(0, MOST_LISTED), ...more].join('\n');
}

function firstLine(message: string): string {
  return Array.from(message.trim().split('\n')[0] ?? '')
    .slice(0, LONGEST_SUBJECT)
    .join('');
}

/** In a code span nobody is mentioned, nothing is linked and no issue is closed. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll(/\s+/g, ' ').trim() || ' '}\``;
}

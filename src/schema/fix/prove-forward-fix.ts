import type { Finding } from '../finding.ts';
import type { Scratch } from '../scratch.ts';
import type { FixDraft, FixStep } from './draft.ts';
import { draftForwardFix, type FixQuestion } from './draft-forward-fix.ts';
import { TEMPLATES } from './templates.ts';
import { proveFix, type CodeStatements, type Proof, type Proved } from './prove-fix.ts';

export type ForwardFix =
  | { readonly kind: 'proved'; readonly draft: FixDraft; readonly proof: Proved }
  /** Nothing that may be shown: `why` is one sentence, `draft.uncovered` what a person must do. */
  | { readonly kind: 'none'; readonly draft: FixDraft; readonly why: string };

const ROUNDS = 3;

/**
 * Drafts and proves until what is proved is as good as it gets: a generated column that does not hold becomes a plain one with a trigger, and
 * what only shows once the first things are mended (a required column below a renamed table) is drafted too.
 *
 * @param open a scratch database of its own for each try, with the live schema; closed here
 */
export async function proveForwardFix(
  open: () => Promise<Scratch>,
  question: FixQuestion,
  statements: CodeStatements,
  rows: readonly string[] = [],
): Promise<ForwardFix> {
  let best: ForwardFix | null = null;
  let asked: FixQuestion | null = question;
  for (let round = 0; asked !== null && round < ROUNDS; round += 1) {
    const draft = draftForwardFix(asked);
    if (draft.statements.length === 0) return best ?? { kind: 'none', draft, why: 'No statement could be drafted.' };
    const proof = await proveIn(open, draft, asked, statements, rows);
    if (proof.kind === 'proved') best = { kind: 'proved', draft, proof };
    else best ??= { kind: 'none', draft, why: proof.why };
    asked = again(asked, draft, proof);
  }
  return best ?? { kind: 'none', draft: draftForwardFix(question), why: 'Nothing was tried.' };
}

async function proveIn(
  open: () => Promise<Scratch>,
  draft: FixDraft,
  { before, live }: FixQuestion,
  statements: CodeStatements,
  rows: readonly string[],
): Promise<Proof> {
  const scratch = await open();
  try {
    return await proveFix(scratch, draft, before, live, statements, rows);
  } finally {
    await scratch.close();
  }
}

/** What to ask next; null where another try would bring nothing new. */
function again(asked: FixQuestion, draft: FixDraft, proof: Proof): FixQuestion | null {
  if (proof.kind === 'cannot tell') return null;
  if (asked.generated !== false && draft.steps.some(isGenerated) && !holds(proof)) return { ...asked, generated: false };
  const left = proof.kind === 'proved' ? proof.left : [];
  const more = left.filter((finding) => TEMPLATES.has(finding.code) && !asked.findings.some((known) => isSame(known, finding)));
  return more.length === 0 ? null : { ...asked, findings: [...asked.findings, ...more] };
}

/** That some values overflow the generated column is told with it; that a statement fails whatever the values, or that none was executed, is too much. */
function holds(proof: Proof): boolean {
  if (proof.kind !== 'proved') return false;
  return proof.hurts.every(({ severity }) => severity === 'data') && !proof.left.some(({ code }) => code === 'BECAME_GENERATED');
}

function isGenerated({ settledByRunning }: FixStep): boolean {
  return settledByRunning.some(({ code }) => code === 'BECAME_GENERATED');
}

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.object === b.object;
}

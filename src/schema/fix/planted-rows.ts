import type { Lost, Scratch } from '../scratch.ts';
import type { FixStep } from './draft.ts';

type Wrong = { readonly kind: 'refused' | 'cannot tell'; readonly why: string };

/** Each row by itself: one that the schema refuses takes no other with it. */
export async function plantRows(scratch: Scratch, rows: readonly string[]): Promise<Lost | null> {
  for (const row of rows) {
    const planted = await scratch.run(row);
    if (planted.kind === 'lost') return planted;
  }
  return null;
}

/** Null where the data of every step is as the step says. */
export async function wrongData(scratch: Scratch, steps: readonly FixStep[]): Promise<Wrong | null> {
  for (const { check, finding } of steps) {
    const ran = check === null ? null : await scratch.probe(check);
    if (ran === null) continue;
    if (ran.kind === 'lost') return { kind: 'cannot tell', why: ran.why };
    if (ran.kind === 'failed')
      return { kind: 'refused', why: `The data of ${finding.object} could not be checked (${ran.sqlstate}): ${ran.message}.` };
    if (ran.rows.length > 0) return { kind: 'refused', why: `The data of ${finding.object} did not come back as the draft says.` };
  }
  return null;
}

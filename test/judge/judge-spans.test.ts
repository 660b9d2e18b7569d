import { afterAll, expect, test } from 'vitest';
import { judgeCommits } from '#src/judge/judge-commits.ts';
import { scratchOn } from '#src/judge/scratch-on.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { createRepository } from './repository.ts';
import type { Span } from './span.ts';
import { SPANS_OF_CODE } from './spans-of-code.ts';
import { SPANS_OF_CONTRACTS } from './spans-of-contracts.ts';
import { SPANS_OF_DOUBT } from './spans-of-doubt.ts';
import { SPANS_OF_MARKERS } from './spans-of-markers.ts';
import { SPANS_OF_NAMES } from './spans-of-names.ts';
import { SPANS_OF_OTHERS } from './spans-of-others.ts';
import { SPANS_OF_SHAPE } from './spans-of-shape.ts';
import { SPANS_OF_TOOLS } from './spans-of-tools.ts';
import { SPANS_BESIDE_THE_SCHEMA } from './spans-beside-the-schema.ts';
import { SPANS_OF_FORMATS } from './spans-of-formats.ts';
import { SPANS_OF_UNMADE } from './spans-of-unmade.ts';
import { SPANS_OF_UNDO } from './spans-of-undo.ts';
import { SPANS_ON_ROWS } from './spans-on-rows.ts';

const SPANS = [
  ...SPANS_OF_SHAPE,
  ...SPANS_OF_DOUBT,
  ...SPANS_ON_ROWS,
  ...SPANS_OF_TOOLS,
  ...SPANS_OF_CONTRACTS,
  ...SPANS_OF_CODE,
  ...SPANS_OF_NAMES,
  ...SPANS_OF_OTHERS,
  ...SPANS_BESIDE_THE_SCHEMA,
  ...SPANS_OF_MARKERS,
  ...SPANS_OF_UNDO,
  ...SPANS_OF_UNMADE,
  ...SPANS_OF_FORMATS,
];

const scratch = scratchOn('bundled');
afterAll(() => scratch.foundations.close());

test('every span has a name of its own', () => {
  expect(new Set(SPANS.map(({ name }) => name)).size).toBe(SPANS.length);
});

test.each(SPANS)('$name', async (span) => {
  const report = await judged(span);
  expect({ verdict: report.verdict, finds: foundIn(report).toSorted() }).toEqual({ verdict: span.verdict, finds: span.finds.toSorted() });
  expect(report.sentence).toContain(span.says ?? '');
  expect(report.limits.join('\n')).toContain(span.limits ?? '');
});

async function judged({ old, changes }: Span): Promise<SpanReport> {
  const repository = createRepository();
  try {
    const from = repository.commit(old);
    const to = repository.commit(changes);
    const question = { repository: repository.path, from, to, folder: null, tool: null };
    return await judgeCommits(question, { scratch, database: null, remedies: false, now: 0 }, AbortSignal.timeout(60_000));
  } finally {
    repository.remove();
  }
}

function foundIn({ findings }: SpanReport): string[] {
  return findings
    .filter(({ severity }) => severity !== 'note')
    .map(
      ({ code, object, sqlstate, file, line }) => `${code} ${object} ${sqlstate ?? '-'} ${file ?? '-'}${line === null ? '' : `:${line}`}`,
    );
}

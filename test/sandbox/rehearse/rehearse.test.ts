import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Moment = z.iso.datetime();
const Scenario = z.strictObject({
  name: z.enum(['rehearsal', 'app-bug', 'schema-mistake']),
  class: z.enum(['app bug', 'schema mistake', 'catastrophic', 'not live yet', 'not the deploy']),
  path: z.string().min(1),
  clicks: z.int().positive(),
  botOverheadMs: z.number().nonnegative(),
  outcome: z.string().min(1),
  steps: z.array(z.strictObject({ name: z.string(), state: z.string(), startedAt: Moment, endedAt: Moment.nullable() })).min(1),
  evidence: z
    .array(
      z.strictObject({
        kind: z.string(),
        source: z.string(),
        verdict: z.enum(['supports', 'contradicts', 'inconclusive', 'unavailable']),
        summary: z.string().min(1),
        observedAt: Moment,
      }),
    )
    .min(1),
});

test(
  'npm run rehearse -- --json prints one JSON object: three incidents, each proved to have recovered',
  { timeout: 240_000 },
  async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['sandbox/rehearse/main.ts', '--json'], {
      maxBuffer: 16 * 1024 * 1024,
    });

    expect(stderr).toBe('');
    const { scenarios, ok } = z.strictObject({ scenarios: z.array(Scenario), ok: z.boolean() }).parse(JSON.parse(stdout));
    expect(ok).toBe(true);
    expect(scenarios.map(({ name, class: found, path, outcome }) => ({ name, class: found, path, outcome }))).toEqual([
      { name: 'rehearsal', class: 'schema mistake', path: 'compatible re-point', outcome: 'recovered' },
      { name: 'app-bug', class: 'app bug', path: 're-point', outcome: 'recovered' },
      { name: 'schema-mistake', class: 'schema mistake', path: 'forward-fix', outcome: 'recovered' },
    ]);
    expect(scenarios[1]?.clicks).toBe(3);
    for (const { evidence } of scenarios) {
      expect(evidence.at(-1)?.kind).toBe('auto-assignment');
      expect(evidence.filter(({ kind, verdict }) => kind === 'recovery' && verdict === 'supports')).toHaveLength(1);
    }
    const drill = scenarios[0]?.evidence ?? [];
    expect(drill.find(({ kind }) => kind === 'target.answers')).toMatchObject({
      verdict: 'contradicts',
      summary: expect.stringContaining('column "total" does not exist'),
    });
    expect(drill.filter(({ kind }) => kind === 'swap.app').map(({ verdict }) => verdict)).toEqual(['supports', 'supports']);
    expect(drill.some(({ kind, verdict }) => kind === 'recovery' && verdict === 'contradicts')).toBe(true);
  },
);

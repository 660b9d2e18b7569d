import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { proposalOf } from '#src/effects/proposal-of.ts';
import { proposeFix } from '#src/effects/propose-fix.ts';
import type { SchemaSource } from '#src/evidence/schema/schema-source.ts';
import type { Code, Proposal } from '#src/providers/code.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { only } from '#test/support/only.ts';
import { FIX_FILE, FROM, reported, SAFE, TO, UNSAFE } from '#test/support/schema-reports.ts';
import { NOW } from '#test/support/shop.ts';
import { CONTEXT, effect, perform, SHOP, shop } from './fixture.ts';

const REQUEST = { incident: 'inc-1', service: 'shop', mode: 'live' as const, target: 'dpl_good', from: FROM, to: TO };
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const BRANCH = 'switchback/fix-inc-1-a1b2c3d';

function parts({
  code,
  report = UNSAFE,
  schema = reported({ [FROM]: report }),
  proposals = true,
}: {
  code?: Partial<Code>;
  report?: SpanReport;
  schema?: SchemaSource;
  proposals?: boolean;
}) {
  const config = { ...SHOP, code: { ...SHOP.code, proposals } };
  return shop({ config, schema, code: only<Code>('code', code ?? {}) });
}

const event = (verdict: string, summary: string) => ({
  type: 'fix.proposed',
  target: 'dpl_good',
  draft: { files: [FIX_FILE], uncovered: [] },
  evidence: [{ kind: 'fix.proposed', source: 'git', verdict, summary, observedAt: NOW }],
});

describe('a drafted forward-fix', () => {
  test('is proposed on the live commit, on a branch of its own, and never run', async () => {
    const proposals: Proposal[] = [];
    const code: Partial<Code> = {
      propose: async (proposal, beforeSend) => {
        beforeSend();
        proposals.push(proposal);
        return { kind: 'created', commit: COMMIT, url: null };
      },
    };
    expect(await perform(proposeFix(parts({ code })), REQUEST)).toMatchObject({
      kind: 'done',
      event: event('supports', `It is on branch ${BRANCH}, commit 0123456789. Nothing was run.`),
    });
    const [proposal] = proposals;
    expect(proposal).toMatchObject({ base: TO, branch: BRANCH, files: [FIX_FILE], at: NOW });
    expect(proposal?.title).toBe("fix: let the code of a1b2c3d run on today's schema");
    expect(proposal?.body).toContain('- It touches every row once.');
    expect(proposal?.body).toContain('To be removed later:\n- ALTER TABLE "public"."invoices" DROP COLUMN "total"');
  });

  test('that was there already says so', async () => {
    const code: Partial<Code> = { propose: async () => ({ kind: 'already there', commit: COMMIT, url: 'https://git.example/pull/7' }) };
    expect(await perform(proposeFix(parts({ code })), REQUEST)).toMatchObject({
      event: event(
        'supports',
        `It is on branch ${BRANCH}, commit 0123456789 (https://git.example/pull/7). It was there already. Nothing was run.`,
      ),
    });
  });

  test.each([
    {
      when: 'is refused',
      propose: async () => ({ kind: 'refused' as const, why: 'There is something else on it.' }),
      verdict: 'contradicts',
      summary: 'It was not written to a branch. There is something else on it.',
    },
    {
      when: 'cannot be reached',
      propose: async () => {
        throw new SwitchbackError('provider_unavailable', 'git was not found on this machine, so no branch was written.');
      },
      verdict: 'unavailable',
      summary: 'It was not written to a branch. git was not found on this machine, so no branch was written.',
    },
  ])('is shown also where the proposal $when', async ({ propose, verdict, summary }) => {
    expect(await perform(proposeFix(parts({ code: { propose } })), REQUEST)).toMatchObject({ event: event(verdict, summary) });
  });

  test('is shown and not written where the bot may not', async () => {
    expect(await perform(proposeFix(parts({ proposals: false })), REQUEST)).toMatchObject({
      event: event('unavailable', 'It was not written to a branch. code.proposals is off.'),
    });
  });

  test('of a drill says so, and is not written where drills are not allowed', async () => {
    const drill = { ...REQUEST, mode: 'drill' as const };
    expect(await perform(proposeFix(parts({})), drill)).toMatchObject({
      event: event('unavailable', 'It was not written to a branch. Drills are not allowed for shop.'),
    });
    expect(UNSAFE.fix?.kind === 'proved' && proposalOf(effect(drill), UNSAFE.fix).title).toMatch(/^DRILL: fix: /);
  });

  test('that is none any more is not proposed', async () => {
    expect(await perform(proposeFix(parts({ report: SAFE })), REQUEST)).toMatchObject({
      event: {
        draft: null,
        evidence: [{ verdict: 'unavailable', summary: `The schema was judged anew, and there is no proved draft now: ${SAFE.sentence}` }],
      },
    });
  });

  test('that cannot be looked up is not proposed', async () => {
    const schema: SchemaSource = {
      ask: async () => {
        throw new SwitchbackError('provider_unavailable', 'git did not answer.');
      },
      kept: async () => null,
    };
    expect(await perform(proposeFix(parts({ schema })), REQUEST)).toMatchObject({
      event: { draft: null, evidence: [{ verdict: 'unavailable', summary: 'The draft could not be looked up. git did not answer.' }] },
    });
  });
});

describe('a proposal whose outcome is not known', () => {
  test('is never simply repeated: it is thrown, and then read', async () => {
    const lost = new SwitchbackError('outcome_unknown', 'git was stopped on the way.');
    const code: Partial<Code> = {
      propose: async () => {
        throw lost;
      },
    };
    const performer = proposeFix(parts({ code }));
    await expect(perform(performer, REQUEST)).rejects.toBe(lost);
    expect(performer.repeat).toBe('reconcile');
  });

  test.each([
    {
      reading: { kind: 'there' as const, commit: COMMIT, url: null },
      found: { kind: 'landed', event: event('supports', `It is on branch ${BRANCH}, commit 0123456789. Nothing was run.`) },
    },
    { reading: { kind: 'absent' as const }, found: { kind: 'absent' } },
    {
      reading: { kind: 'another' as const, why: 'Something else is there.' },
      found: { kind: 'landed', event: event('contradicts', 'It was not written to a branch. Something else is there.') },
    },
  ])('$reading.kind', async ({ reading, found }) => {
    const performer = proposeFix(parts({ code: { proposed: async () => reading } }));
    expect(await performer.reconcile?.(effect(REQUEST), CONTEXT)).toMatchObject(found);
  });

  test('that nobody can read asks people to look', () => {
    expect(proposeFix(parts({})).onAmbiguous?.(effect(REQUEST), 'git did not answer.')).toMatchObject({
      draft: null,
      evidence: [{ verdict: 'unavailable', summary: 'Nobody can tell whether its branch was written: look for it. git did not answer.' }],
    });
  });
});

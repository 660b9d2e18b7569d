import { describe, expect, test } from 'vitest';
import type { SchemaDetails } from '#domain/schema-details.ts';
import type { Saying } from '#machines/effects.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { saying } from '#src/slack/messages/saying.ts';
import { status } from '#src/slack/messages/status.ts';
import { DETAILS } from '#test/support/schema-details.ts';
import { CONTRACT, DUAL_READ, fact, gathered, PLAN, walk } from '#test/support/walk.ts';
import { FOUND, without } from '../support/facts.ts';
import { incidentView } from '../support/incident-view.ts';
import { read } from '../support/read.ts';
import { ada, REFUSED } from '../support/stages.ts';

const BESIDES = ['[Do it by hand]', '[More…]', 'production · inc-1 · by @U_ADA 2026-11-20 02:13 UTC'];

function shown(events: readonly IncidentEvent[]): string[] {
  return read(status(incidentView(walk({}, ...events).snapshot)));
}

function said(what: Saying): string[] {
  return read(saying(what, 'live', []));
}

describe('the incident’s message', () => {
  test('a caveat stands in the sentence that is confirmed, and is asked once more with its number', () => {
    const summary =
      "The old code runs on today's schema, with a caveat about data: 3 rows hold NULL in public.invoices.note (0003_contract.sql:1).";
    const findings = DETAILS.findings.map((found) => Object.assign({}, found, { message: '3 rows hold NULL in public.invoices.note.' }));
    const details: SchemaDetails = { ...DETAILS, verdict: 'safe with data caveat', findings, more: 1, fix: null };
    const facts = [...without(FOUND, 'schema.fits'), { ...fact('schema.fits', 'supports', summary), source: 'git', details }];
    const events = [gathered(facts), ada('data.reportIntact'), ada('class.confirm')];
    expect(shown(events)).toContain(`*Schema* safe: ${summary} _git, 00:33:20 UTC_`);
    const buttons = status(incidentView(walk({}, ...events).snapshot)).blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements : [],
    );
    expect(buttons.flatMap((element) => ('confirm' in element && element.confirm ? [element.confirm.text?.text] : []))).toEqual([
      '3 rows hold NULL in public.invoices.note.\n… and 1 more.',
    ]);
  });

  test('a refusal says how far one can go, and offers a target that still runs', () => {
    const plan = {
      ...PLAN,
      otherTargets: [
        { ...CONTRACT, id: 'dpl_a' },
        { ...DUAL_READ, id: 'dpl_b' },
      ],
    };
    const details = { ...DETAILS, fitting: ['dpl_b'] };
    const facts = [...without(FOUND, 'schema.fits'), { ...fact('schema.fits', 'contradicts', 'public.invoices.total is gone.'), details }];
    const refused = [gathered(facts, plan), ...REFUSED.slice(1)];
    expect(shown(refused).slice(0, 11)).toEqual([
      '👉 invoices: Refused: going back would make it worse',
      '*To* `d0a1e00` “dual-read: coalesce(…”',
      '*Schema* unsafe: public.invoices.total is gone. _test, 00:33:20 UTC_',
      '*Rollback floor* `9f2c1a3`, set by 0003_contract',
      '*Fix* drafted and proved',
      'Take the forward-fix instead. Going back all the same needs a second person and a written reason.',
      '[Forward-fix the schema]',
      '[Stop a stuck migration]',
      '[Look at d0a1e00, which still runs]',
      '[Look at c0ffee1 instead]',
      '[Break glass: roll back anyway…]',
    ]);
  });

  test('a drafted fix is read before it is applied, and a way back that failed is offered last', () => {
    const details: SchemaDetails = { ...DETAILS, down: { verdict: 'wrong', why: 'It fails once there are rows.' } };
    const facts = [...without(FOUND, 'schema.fits'), { ...fact('schema.fits', 'contradicts', 'public.invoices.total is gone.'), details }];
    const choosing = [gathered(facts), ada('data.reportIntact'), ada('class.confirm')];
    expect(shown(choosing)).toEqual([
      '👉 invoices: Schema mistake: how do you want to recover?',
      '*Fix* drafted and proved',
      '*rollback.sql* is wrong: do not apply it. It fails once there are rows.',
      'An alias re-point does not undo a migration. The forward-fix is the safest way; a migration that is stuck is stopped first.',
      '[Forward-fix the schema]',
      '[Re-point, if it is compatible]',
      '[Stop a stuck migration]',
      '[Look at rollback.sql, which is not verified]',
      ...BESIDES,
    ]);
    const summary = 'It is on branch switchback/fix-inc-1-d0a1e00, commit 0123456789. Nothing was run.';
    const proposed: IncidentEvent = {
      type: 'fix.proposed',
      at: 2_200_000,
      target: DUAL_READ.id,
      draft: null,
      evidence: [fact('fix.proposed', 'supports', summary)],
    };
    expect(shown([...choosing, ada('path.choose', { path: 'forward-fix' }), proposed])).toEqual([
      '👉 invoices: Read the drafted forward-fix',
      '*Fix* drafted and proved',
      `*Proposal* ${summary}`,
      'It is in the thread, drafted and proved on a scratch database. Nothing was run on production.',
      '[Done]',
      '[It went wrong…]',
      ...BESIDES,
    ]);
    expect(shown([...choosing, ada('path.choose', { path: 'rollback.sql' })])[1]).toBe(
      '*rollback.sql* is wrong: do not apply it. It fails once there are rows.',
    );
  });
});

describe('a reply in the thread', () => {
  test('a refusal with the whole verdict: what fails, how far one can go, what is drafted', () => {
    const because = "The old code fails on today's schema: public.invoices.total no longer exists.";
    const details: SchemaDetails = {
      ...DETAILS,
      more: 2,
      fitting: ['dpl_older'],
      down: { verdict: 'wrong', why: 'It fails once there are rows.' },
      limits: ['No database is configured, so rows were not counted.'],
    };
    expect(said({ what: 'refusal', because, details })).toEqual([
      '*Refused: going back would make it worse*',
      because,
      '• *COLUMN_DROPPED* public.invoices.total no longer exists. (migrations/0003_contract.sql:3) Tried there: “SELECT "total" FROM "public"."invoices"” fails with 42703.',
      '… and 2 more findings.',
      '*Rollback floor* 9f2c1a3 is the oldest that still runs, because of 0003_contract.',
      'Another target still runs on today’s schema: it is among the buttons.',
      '*Forward-fix* drafted and proved: choose it to see it.',
      '*rollback.sql* is wrong: do not apply it. It fails once there are rows.',
      '_Not looked at:_ No database is configured, so rows were not counted.',
      'An alias re-point does not undo a migration. Take the forward-fix instead; break-glass needs a second person and a written reason.',
    ]);
  });

  test('the drafted forward-fix, with what to know before it is merged and where it is', () => {
    const summary = 'It is on branch switchback/fix-inc-1-d0a1e00, commit 0123456789. Nothing was run.';
    expect(
      said({
        what: 'fix drafted',
        evidence: [{ ...fact('fix.proposed', 'supports', summary), source: 'git' }],
        draft: {
          files: [{ path: 'migrations/0004_restore_total.sql', content: 'ALTER TABLE invoices ADD COLUMN total numeric;\n' }],
          says: ['It locks public.invoices for a moment.', 'The values come back from subtotal + tax.'],
          removeLater: ['ALTER TABLE invoices DROP COLUMN total'],
          left: ['CHECK_ADDED: new rows are refused.'],
          hurts: [],
          uncovered: ['The policy on invoices: write it by hand.'],
        },
      }),
    ).toEqual([
      '*The drafted forward-fix*',
      `✅ *Proposal*: ${summary} _git_`,
      '`migrations/0004_restore_total.sql`',
      'ALTER TABLE invoices ADD COLUMN total numeric;',
      '• ⚠️ Still breaks the old code: CHECK_ADDED: new rows are refused.',
      '• 👉 To be written by a person: The policy on invoices: write it by hand.',
      '• It locks public.invoices for a moment.',
      '… and 2 more, in the text of the proposal.',
      'Nothing was run on production. Applying it takes two people.',
    ]);
  });

  test('why no fix was drafted, and what a person must write', () => {
    const fix = { kind: 'none' as const, why: 'No statement could be drafted.', uncovered: ['A policy must be written by hand.'] };
    expect(said({ what: 'no fix drafted', details: { ...DETAILS, findings: [], fix } })).toEqual([
      '*No forward-fix could be drafted*',
      'No statement could be drafted.',
      '• To be written by a person: A policy must be written by hand.',
    ]);
  });
});

import { expect, test } from 'vitest';
import type { Json } from '#domain/json.ts';
import { initialContext, type IncidentContext } from '#machines/context.ts';
import { summarise } from '#sandbox/scenarios/summarise.ts';
import type { Effect } from '#src/store/effects.ts';
import type { JournalEntry } from '#src/store/journal.ts';

const OPENED_AT = 1_795_000_000_000;

function context(change: Partial<IncidentContext>): IncidentContext {
  return {
    ...initialContext({
      incident: 'inc-1',
      service: 'invoices',
      environment: 'production',
      mode: 'live',
      openedBy: 'U0ADA',
      openedAt: OPENED_AT,
      runbook: 're-point',
      cadence: { job: 1, swap: 1, look: 1, watch: 1 },
    }),
    ...change,
  };
}

function entry(afterMs: number, type: string, by = 'switchback', payload: { readonly [field: string]: Json } = {}): JournalEntry {
  return { seq: afterMs, at: OPENED_AT + afterMs, kind: 'event', type, by, rev: 1, payload, hash: '' };
}

function said(input: Json): Effect {
  return {
    id: 'effect-1',
    incident: 'inc-1',
    kind: 'say',
    resource: null,
    input,
    state: 'done',
    attempt: 1,
    looks: 0,
    epoch: 1,
    createdAt: 0,
    startedAt: 0,
    finishedAt: 0,
    result: null,
    why: null,
  };
}

const COLUMN_GONE = 'The target fails on today’s database: /invoices answered 500: column "total" does not exist';
const FAILING_TARGET = { kind: 'target.answers', source: 'app', verdict: 'contradicts', summary: COLUMN_GONE, observedAt: 0 };

test('a rollback that was refused is what was prevented, in the database’s own words', () => {
  const summary = summarise(
    {
      openedAt: OPENED_AT,
      context: context({
        class: 'schema mistake',
        path: 'forward-fix',
        outcome: 'recovered',
        steps: [{ path: 'forward-fix', step: 'Apply the forward-fix to production', by: 'U0ADA', approvedBy: 'U0BEN', at: OPENED_AT }],
      }),
      journal: [
        entry(0, 'incident.opened', 'U0ADA'),
        entry(500, 'facts.gathered', 'switchback', { evidence: [FAILING_TARGET] }),
        entry(1_000, 'data.reportIntact', 'U0ADA'),
        entry(2_000, 'class.confirm', 'U0ADA'),
        entry(3_000, 'path.choose', 'U0ADA', { path: 'compatible re-point' }),
        entry(4_000, 'path.choose', 'U0ADA', { path: 'forward-fix' }),
        entry(9_000, 'recovery.observed', 'switchback', { recovery: { verdict: 'recovered', reason: '', over: false } }),
        entry(10_000, 'step.confirm', 'U0ADA'),
      ],
      effects: [said({ what: 'refusal', because: COLUMN_GONE })],
    },
    OPENED_AT - 4_000,
  );
  expect(summary).toEqual({
    headline: 'Recovered, by forward-fix: 5 actions of people in 10.0 s',
    parts: [
      {
        title: 'What the bot prevented',
        lines: [
          `It refused a rollback that would have made it worse. ${COLUMN_GONE}`,
          '“Apply the forward-fix to production” was done by ada only after ben had approved it',
        ],
      },
      {
        title: 'What people decided',
        lines: ['ada confirmed what the bot recommended: schema mistake', 'ada chose: compatible re-point', 'ada chose: forward-fix'],
      },
      {
        title: 'When',
        lines: [
          '4.0 s before /rollback the fault came',
          '0.5 s after /rollback the bot had all facts',
          '2.0 s after /rollback the class was confirmed',
          '9.0 s after /rollback recovery was proved',
        ],
      },
    ],
  });
});

test('nobody tried the rollback: what the bot knew of it counts all the same', () => {
  const { parts } = summarise(
    {
      openedAt: OPENED_AT,
      context: context({ class: 'schema mistake' }),
      journal: [entry(500, 'facts.gathered', 'switchback', { evidence: [FAILING_TARGET] })],
      effects: [],
    },
    null,
  );
  expect(parts).toEqual([
    { title: 'What the bot prevented', lines: [`It knew before any traffic moved that going back fails. ${COLUMN_GONE}`] },
    { title: 'When', lines: ['0.5 s after /rollback the bot had all facts'] },
  ]);
});

test('silence that was not taken for recovery, and a vendor that could not be read, are told', () => {
  const unread = {
    kind: 'deploy.serving',
    source: 'vercel',
    verdict: 'unavailable',
    summary: 'Production could not be read.',
    observedAt: 0,
  };
  const { headline, parts } = summarise(
    {
      openedAt: OPENED_AT,
      context: context({ class: 'app bug', path: 're-point', outcome: 'accepted without proof' }),
      journal: [
        entry(500, 'facts.gathered', 'switchback', { evidence: [unread] }),
        entry(5_000, 'recovery.observed', 'switchback', { recovery: { verdict: 'inconclusive', reason: 'pipeline stalled', over: true } }),
        entry(6_000, 'recovery.accept', 'U0ADA', { reason: 'customers say so' }),
      ],
      effects: [],
    },
    null,
  );
  expect(headline).toBe('Accepted without proof, by re-point: 1 action of people in 6.0 s');
  expect(parts).toEqual([
    {
      title: 'What the bot prevented',
      lines: [
        'It could not read Vercel, said so, and guessed nothing from that.',
        'It did not take silence for recovery: Sentry showed no errors because it showed nothing.',
      ],
    },
    { title: 'What people decided', lines: ['ada accepted without proof: “customers say so”'] },
    { title: 'When', lines: ['0.5 s after /rollback the bot had all facts'] },
  ]);
});

test('an incident that was cancelled says so, and why', () => {
  const { headline, parts } = summarise(
    {
      openedAt: OPENED_AT,
      context: context({ class: 'schema mistake', outcome: null }),
      journal: [entry(2_000, 'incident.cancel', 'U0ADA', { reason: 'the lock is gone' })],
      effects: [],
    },
    null,
  );
  expect(headline).toBe('Cancelled: 1 action of people in 2.0 s');
  expect(parts).toEqual([{ title: 'What people decided', lines: ['ada cancelled the incident: “the lock is gone”'] }]);
});

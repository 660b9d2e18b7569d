import { describe, expect, test } from 'vitest';
import type { Json } from '#domain/json.ts';
import { manualAnswer } from '#src/bot/manual.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { APP_BUG, by, fact, gathered, SCHEMA_MISTAKE, walk } from '#test/support/walk.ts';
import { SHOP } from '../effects/fixture.ts';
import { looked } from '../machines/stories/events.ts';
import { incidentView } from '../slack/support/incident-view.ts';

const ada = by('U_ADA');

const answer = manualAnswer({
  services: [{ ...SHOP, name: 'invoices' }],
});

function stopping(details: Json): string {
  const stuck = { ...fact('database.free', 'contradicts'), details };
  const { snapshot } = walk(
    {},
    gathered([...APP_BUG, stuck]),
    ada('data.reportIntact'),
    ada('class.confirm'),
    ada('path.choose', { path: 'stop a stuck migration' }),
    ada('step.confirm'),
  );
  return answer(incidentView(snapshot));
}

test('the session that the bot saw is in the command that stops it, and no secret', () => {
  const text = stopping({ pid: 8055, startedAt: Date.UTC(2026, 10, 20, 16, 40, 29, 336) });
  expect(text).toContain('*Stop the migration, or end its blocker*');
  expect(text).toContain('PID=8055\nBACKEND_START=2026-11-20T16:40:29.336Z');
  expect(text.indexOf('pg_cancel_backend')).toBeLessThan(text.indexOf('pg_terminate_backend'));
  expect(text).not.toContain('secret');
});

test.each<[string, Json]>([
  ['whose start is hidden', { pid: 8055, startedAt: null }],
  ['of which nothing is known', null],
])('a session %s is left to the person', (_, details) => {
  expect(stopping(details)).toContain('Set PID and BACKEND_START from the list before.');
  expect(stopping(details)).not.toContain('PID=');
});

describe('going back that is refused', () => {
  const refused = [
    gathered(SCHEMA_MISTAKE),
    ada('data.reportIntact'),
    ada('class.confirm'),
    ada('path.choose', { path: 'compatible re-point' }),
  ];
  const asked = [...refused, ada('glass.break', { reason: 'nobody reads that page' })];
  const byHand = (...events: readonly IncidentEvent[]) => answer(incidentView(walk({}, ...events).snapshot));

  test.each([
    ['at the refusal', refused],
    ['while the second person is awaited', asked],
  ])('is not handed out as commands %s: the forward-fix is', (_, events) => {
    const text = byHand(...events);
    expect(text).toContain('*Fix forward instead of going back*');
    expect(text).toContain('They come when a second person has agreed to the break-glass.');
    expect(text).toContain('npx drizzle-kit generate');
    expect(text).not.toMatch(/rollback\/|vercel (?:rollback|promote)|dpl_dualread|rollout undo/);
  });

  test('is handed out once a second person has agreed', () => {
    expect(byHand(...asked, by('U_BOB')('glass.approve'))).toContain('/rollback/dpl_dualread');
  });
});

test('going forward at the end of a drill promotes what served before, and not the old code again', () => {
  const moved: IncidentEvent[] = [
    { type: 'move.accepted', at: 2_200_000, queued: false },
    { type: 'job.observed', at: 2_201_000, job: 'succeeded', why: '' },
    { type: 'swap.observed', at: 2_202_000, swap: 'moved', why: '', evidence: [] },
    looked('recovered'),
  ];
  const { state, snapshot } = walk(
    { mode: 'drill' },
    gathered(APP_BUG),
    ada('data.reportIntact'),
    ada('class.confirm'),
    ada('move.confirm'),
    ...moved,
  );
  expect(state).toBe('makingDurable.endingTheDrill');
  const text = answer(incidentView(snapshot));
  expect(text).toContain('/promote/dpl_contract');
  expect(text).not.toContain('dpl_dualread');
});

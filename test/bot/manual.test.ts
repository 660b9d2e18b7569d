import { expect, test } from 'vitest';
import type { Json } from '#domain/json.ts';
import { manualAnswer } from '#src/bot/manual.ts';
import { APP_BUG, by, fact, gathered, walk } from '#test/support/walk.ts';
import { SHOP } from '../effects/fixture.ts';
import { incidentView } from '../slack/support/incident-view.ts';

const ada = by('U_ADA');

const answer = manualAnswer({
  services: [{ ...SHOP, name: 'invoices' }],
  vercel: { apiUrl: 'https://vercel.example', team: null, token: 'secret' },
  sentry: { url: 'https://sentry.example', organization: 'acme', token: 'secret' },
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

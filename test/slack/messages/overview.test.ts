import { expect, test } from 'vitest';
import { help, openIncidents, pastIncidents } from '#src/slack/messages/overview.ts';
import { by, gathered, walk } from '#test/support/walk.ts';
import { FOUND } from '../support/facts.ts';
import { incidentView } from '../support/incident-view.ts';
import { read } from '../support/read.ts';

const asked = incidentView(walk({}, gathered(FOUND)).snapshot);
const drill = incidentView(walk({ mode: 'drill', incident: 'inc-2' }).snapshot);
const cancelled = incidentView(walk({}, by('U_ADA')('incident.cancel', { reason: 'false alarm' })).snapshot);

test('what is open, where, since when, and what is asked', () => {
  expect(read(openIncidents([asked, drill], null))).toEqual([
    '*Open incidents*',
    '• *invoices* 2026-11-20 02:13 UTC in #C_OPS: Is any data lost or corrupt, or is the database or region down? _inc-1_',
    '• DRILL · *invoices* 2026-11-20 02:13 UTC in #C_OPS: Looking _inc-2_',
  ]);
});

test('what was, with its outcome', () => {
  expect(read(pastIncidents([asked, cancelled], null))).toEqual([
    '*Newest incidents*',
    '• *invoices* 2026-11-20 02:13 UTC in #C_OPS: Is any data lost or corrupt, or is the database or region down? _inc-1_',
    '• *invoices* 2026-11-20 02:13 UTC in #C_OPS: cancelled _inc-1_',
  ]);
});

test('each one leads to its message in the workspace of whoever asks', () => {
  const posted = { ...asked, threadTs: '1795140785.000100' };
  const last = (workspace: string | null) => JSON.stringify(openIncidents([posted], workspace).blocks);
  expect(last('acme')).toContain('_<https://acme.slack.com/archives/C_OPS/p1795140785000100|inc-1>_');
  expect(last('evil.example/#')).toContain('_inc-1_');
  expect(JSON.stringify(openIncidents([asked], 'acme').blocks)).toContain('_inc-1_');
});

test('nothing is said in words', () => {
  expect(read(openIncidents([], null))).toEqual(['No incident is open.']);
  expect(read(pastIncidents([], null))).toEqual(['No incident has been recorded yet.']);
});

test('a list that goes on says so', () => {
  const lines = read(
    pastIncidents(
      Array.from({ length: 11 }, () => cancelled),
      null,
    ),
  );
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toBe('Only the newest 10 are listed.');
  expect(
    read(
      pastIncidents(
        Array.from({ length: 10 }, () => cancelled),
        null,
      ),
    ),
  ).toHaveLength(11);
});

test('the help names every command', () => {
  expect(read(help('/rollback'))).toEqual([
    '*What I understand*',
    '`/rollback [service]` open an incident',
    '`/rollback drill [service]` rehearse one; every message says DRILL',
    '`/rollback status` what is open now',
    '`/rollback history [service]` what was',
    '`/rollback set-aside ID` close one whose state cannot be read, so that a new one can be opened',
    'In a thread, where commands do not work: *Declare an incident* in the menu of any message.',
    'An alias re-point does not undo a migration: I look at the schema before I touch traffic.',
  ]);
});

import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#machines/events.ts';
import type { Input } from '#machines/context.ts';
import { status } from '#src/slack/messages/status.ts';
import { walk } from '#test/support/walk.ts';
import { incidentView } from '../support/incident-view.ts';
import { read } from '../support/read.ts';
import { ada, DONE } from '../support/stages.ts';

const ABOUT = 'production · inc-1 · by @U_ADA 2026-11-20 02:13 UTC';
const BESIDES = ['[Do it by hand]', '[More…]', ABOUT];

function shown(events: readonly IncidentEvent[], input: Partial<Input> = {}): string[] {
  return read(status(incidentView(walk(input, ...events).snapshot)));
}

describe('at the end', () => {
  test('what could not be put back is named', () => {
    expect(shown([...DONE, { type: 'autoAssignment.observed', at: 1, evidence: [], value: 'off', restored: false }])).toEqual([
      '👉 invoices: Auto-assignment is not as it was',
      'Auto-assignment is off; it was on before the incident.',
      'The bot could not put it back. Set it on the platform, then look again; or close the incident as it is.',
      '[Look again]',
      '[Close the incident]',
      ...BESIDES,
    ]);
  });

  test('a closed incident has its outcome and no buttons', () => {
    expect(shown([...DONE, { type: 'autoAssignment.observed', at: 1, evidence: [], value: 'on', restored: true }])).toEqual([
      '✔️ invoices: Closed',
      'Outcome: *recovered*',
      'The timeline is in the thread.',
      `${ABOUT} · closed 2026-11-20 02:23 UTC`,
    ]);
  });

  test('a cancelled drill says why, and that it is a drill', () => {
    expect(shown([ada('incident.cancel', { reason: 'false alarm' })], { mode: 'drill' })).toEqual([
      '*DRILL* · this is a rehearsal',
      '✔️ invoices: Closed',
      'Outcome: *cancelled*, because “false alarm”',
      'The timeline is in the thread.',
      `${ABOUT} · closed 2026-11-20 02:23 UTC`,
    ]);
  });

  test('whoever leads it now is named', () => {
    expect(shown([ada('incident.handOver', { to: 'U_BEN' })]).at(-1)).toBe(`${ABOUT} · led by @U_BEN`);
  });
});

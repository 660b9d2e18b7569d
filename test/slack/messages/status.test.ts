import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#machines/events.ts';
import type { Input } from '#machines/context.ts';
import { status } from '#src/slack/messages/status.ts';
import { DUAL_READ, fact, gathered, PLAN, walk } from '#test/support/walk.ts';
import { FOUND, without } from '../support/facts.ts';
import { incidentView } from '../support/incident-view.ts';
import { read } from '../support/read.ts';
import { read as readStep } from '../../machines/stories/events.ts';
import { ACCEPTED, ada, APPROVED, BUG, CONFIRMED, LAST_STEP, looked, MISTAKE, MOVED, REFUSED } from '../support/stages.ts';

const ABOUT = 'production · inc-1 · by @U_ADA 2026-11-20 02:13 UTC';
const BESIDES = ['[Do it by hand]', '[More…]', ABOUT];

function shown(events: readonly IncidentEvent[], input: Partial<Input> = {}): string[] {
  return read(status(incidentView(walk(input, ...events).snapshot)));
}

describe('while facts are gathered and a class is found', () => {
  test('the bot says what it reads', () => {
    expect(shown([])).toEqual([
      '⏳ invoices: Looking',
      'Reading production, the error rate, the previous deployments and the schema. A source that does not answer in time is reported as unavailable.',
      ...BESIDES,
    ]);
  });

  test('a question that no fact can answer stands alone', () => {
    expect(shown([gathered(FOUND)])).toEqual([
      '👉 invoices: Is any data lost or corrupt, or is the database or region down?',
      'Also answer yes if the previous code can no longer be built or deployed. Rolling code back helps with none of these.',
      '[No, data is intact]',
      '[Yes, or the code is gone]',
      ...BESIDES,
    ]);
  });

  test('a question comes with what was found about it', () => {
    const unclear = { ...fact('errors.began', 'inconclusive', 'The error tracker shows no rise since the deploy.'), source: 'sentry' };
    expect(shown([gathered([...without(FOUND, 'errors.began'), unclear]), ada('data.reportIntact')])).toEqual([
      '👉 invoices: Did the errors begin with this deploy?',
      'The error tracker shows no rise since the deploy. _sentry, 00:33:20 UTC_',
      'If they are older, or the release before had them too, going back changes nothing.',
      '[Yes, with this deploy]',
      '[No, they are older]',
      ...BESIDES,
    ]);
  });

  test('a class comes with its reasons, the deciding one first', () => {
    expect(shown(BUG)).toEqual([
      '👉 invoices: This is what it looks like',
      'It looks like *app bug*: _00:33:20 UTC_',
      '• No migration between d0a1e00 and c0ffee1. _git_',
      '• The error did not occur while the target served (14 s to 02:09:09 UTC, 204 requests). _sentry_',
      '• Errors began with the deploy: 31 errors in 90 requests (1 in 3) in the 3 s since; 3… _sentry_',
      'Confirm it, or say what it is instead and why.',
      '[Confirm: app bug]',
      '[It is something else…]',
      ...BESIDES,
    ]);
  });

  test('where it is not the deploy, there is nothing to roll back', () => {
    const events = [gathered(without(FOUND, 'errors.began')), ada('data.reportIntact'), ada('errors.reportBefore'), ada('class.confirm')];
    expect(shown(events)).toEqual([
      '👉 invoices: It is not the deploy',
      'Going back would not help, so the bot moves nothing here. Look at the providers’ status, at configuration and flags that changed, and at the traffic.',
      '[Close the incident]',
      ...BESIDES,
    ]);
  });
});

test('where it is not the deploy, what fails is named as far as the errors say', () => {
  const failing =
    'Most frequent: “Error: The exchange rates answered 503” (SHOP-9) in GET /reports, 40 times, the failure of something that the app asks.';
  const began = {
    ...fact('errors.began', 'contradicts', `Errors began before the deploy. ${failing}`),
    source: 'sentry',
    details: { failing },
  };
  const events = [gathered([...without(FOUND, 'errors.began'), began]), ada('data.reportIntact'), ada('class.confirm')];
  expect(shown(events).slice(0, 2)).toEqual(['👉 invoices: It is not the deploy', `${failing} _sentry, 00:33:20 UTC_`]);
});

describe('before anything is touched', () => {
  test('a confirmation says from where to where, what moves and whether the schema fits', () => {
    expect(shown([...BUG, ada('class.confirm')])).toEqual([
      '👉 invoices: Put production back?',
      '*From* `c0ffee1` “contract: drop total”',
      '*To* `d0a1e00` “dual-read: coalesce(…”',
      '*Moves* invoices.example.com',
      '*Schema* safe: No migration between d0a1e00 and c0ffee1. _git, 00:33:20 UTC_',
      'Until this incident ends, new builds do not get the production domains.',
      '[Roll back to d0a1e00]',
      '[Revert and roll forward]',
      '[Prior code as a new generation]',
      ...BESIDES,
    ]);
  });

  test('a deployment leads to its page on the platform, and its message to the commit', () => {
    const target = {
      ...DUAL_READ,
      page: 'https://vercel.example/acme/shop/Hx7',
      commitPage: 'https://github.example/acme/shop/commit/d0a1e00',
    };
    const { blocks } = status(
      incidentView(walk({}, gathered(FOUND, { ...PLAN, target }), ada('data.reportIntact'), ada('class.confirm')).snapshot),
    );
    expect(JSON.stringify(blocks)).toContain(
      '*To* <https://vercel.example/acme/shop/Hx7|d0a1e00> “<https://github.example/acme/shop/commit/d0a1e00|dual-read: coalesce(…>”',
    );
  });

  test('break-glass names who asks, why, and what speaks against it', () => {
    expect(shown([...REFUSED, ada('glass.break', { reason: 'customers cannot pay' })])).toEqual([
      '👉 invoices: Break-glass: a second person must agree',
      '@U_ADA asks for it: “customers cannot pay”',
      '*To* `d0a1e00` “dual-read: coalesce(…”',
      '*Schema* unsafe: /invoices answers 500: column "total" does not exist _app, 00:33:20 UTC_',
      'The bot advises against this move. It has not been sent.',
      '[I agree: roll back anyway]',
      '[Do not do it]',
      ...BESIDES,
    ]);
  });

  test('a disaster recovery names who asks', () => {
    expect(shown([gathered(FOUND), ada('data.reportLost'), ada('class.confirm'), ada('disaster.declare')])).toEqual([
      '👉 invoices: A second person must agree',
      '@U_ADA asks for it.',
      'No step of the disaster recovery has been begun.',
      '[I agree: declare it]',
      ...BESIDES,
    ]);
  });
});

describe('on a path that people walk', () => {
  test('a class offers its ways, the safest first', () => {
    expect(shown(MISTAKE)).toEqual([
      '👉 invoices: Schema mistake: how do you want to recover?',
      'An alias re-point does not undo a migration. The forward-fix is the safest way; a migration that is stuck is stopped first.',
      '[Forward-fix the schema]',
      '[Re-point, if it is compatible]',
      '[Apply rollback.sql]',
      '[Stop a stuck migration]',
      ...BESIDES,
    ]);
  });

  test('a destructive step waits for a second person', () => {
    expect(shown([...LAST_STEP, ada('step.request')])).toEqual([
      '👉 invoices: Apply the forward-fix to production',
      '@U_ADA asks for it.',
      'Waiting for a second person, a database owner, to approve this step.',
      '[I approve this step]',
      ...BESIDES,
    ]);
  });

  test('an approved step names both', () => {
    expect(shown(APPROVED).slice(0, 2)).toEqual([
      '👉 invoices: Apply the forward-fix to production',
      '@U_ADA asked for it, @U_BEN approved.',
    ]);
  });

  test('a step that went wrong leads back with the reason, and without the approval', () => {
    expect(shown([...APPROVED, ada('step.fail', { reason: 'the backfill deadlocked' })]).slice(0, 3)).toEqual([
      '👉 invoices: Schema mistake: how do you want to recover?',
      'Last attempt: the backfill deadlocked',
      'An alias re-point does not undo a migration. The forward-fix is the safest way; a migration that is stuck is stopped first.',
    ]);
  });

  test('its end is judged from when it was done, whatever was moved before', () => {
    expect(shown([...APPROVED, ada('step.confirm'), readStep('applyForwardFix')]).slice(0, 2)).toEqual([
      '⏳ invoices: Is it recovered?',
      'Judged since 00:35:20 UTC, when the last step was done.',
    ]);
  });

  test('a step that is not so, as read, says what was read and can be insisted on', () => {
    const told = [
      ...APPROVED,
      ada('step.confirm'),
      readStep('applyForwardFix', 'not so', 'Not as the old code needs it: public.invoices.total.'),
    ];
    expect(shown(told)).toEqual([
      '👉 invoices: Apply the forward-fix to production',
      'Not so, as read: Not as the old code needs it: public.invoices.total.',
      '@U_ADA asked for it, @U_BEN approved.',
      'It changes the production schema. Ship it through the normal deploy if that takes minutes; otherwise apply it by hand and land the same file. Approved: do it now and confirm when it is done.',
      '[Done]',
      '[It is done all the same…]',
      '[It went wrong…]',
      ...BESIDES,
    ]);
  });

  test('writes that are off are said whatever is asked, and at the end', () => {
    const paused = [...MISTAKE, ada('path.choose', { path: 'rollback.sql' }), ada('step.confirm'), ada('step.confirm')];
    expect(shown([...paused, ada('class.reconsider')])[1]).toBe('⚠️ *Writes are off* (00:35:00 UTC, @U_ADA)');
    const left = [
      ...paused,
      ada('incident.cancel', { reason: 'false alarm' }),
      ada('writes.leaveOff', { reason: 'the day shift resumes them' }),
    ];
    expect(shown(left).slice(0, 3)).toEqual([
      '✔️ invoices: Closed',
      'Outcome: *cancelled*, because “the day shift resumes them”',
      '⚠️ *Writes are off* (00:35:00 UTC, @U_ADA)',
    ]);
  });

  test('staging has its own ways', () => {
    expect(shown([], { environment: 'staging' })).toEqual([
      '👉 invoices: Staging: fix forward, or restore the branch?',
      'Prefer the forward-fix: it is the one that production can take too.',
      '[Forward-fix the schema]',
      '[Restore the staging branch]',
      '[Do it by hand]',
      '[More…]',
      'staging · inc-1 · by @U_ADA 2026-11-20 02:13 UTC',
    ]);
  });
});

describe('sent, accepted, moved and recovered are never said for each other', () => {
  const TO = '*Rollback* to `d0a1e00` “dual-read: coalesce(…”,';

  test('sent', () => {
    expect(shown(CONFIRMED).slice(0, 2)).toEqual(['⏳ invoices: Asking the platform to move production', `${TO} not accepted yet`]);
  });

  test('accepted', () => {
    expect(shown(ACCEPTED).slice(0, 2)).toEqual([
      '⏳ invoices: Accepted; the platform is moving the domains',
      `${TO} accepted 00:36:40 UTC, not proved to have moved yet`,
    ]);
  });

  test('moved', () => {
    expect(shown(MOVED)).toEqual([
      '⏳ invoices: Is it recovered?',
      `${TO} moved 00:36:42 UTC`,
      'Counting errors against traffic since then. No traffic is not recovery. The verdict is posted in the thread.',
      '[Go forward again to c0ffee1]',
      ...BESIDES,
    ]);
  });

  test('refused', () => {
    expect(shown([...CONFIRMED, { type: 'move.refused', at: 1, why: 'The plan does not include it.' }]).slice(0, 2)).toEqual([
      '👉 invoices: The platform refused the rollback',
      'Last attempt: The plan does not include it.',
    ]);
  });

  test('unknown', () => {
    expect(shown([...CONFIRMED, { type: 'move.unknown', at: 1, effect: 'e', why: 'The answer was lost.' }]).slice(0, 4)).toEqual([
      '👉 invoices: Nobody can tell whether the platform took it',
      `${TO} not accepted yet`,
      'Last attempt: The answer was lost.',
      'The request was sent once and its answer was lost. It is not sent again blindly: look again, or look at the platform yourself.',
    ]);
  });

  test('not recovered, with what was seen', () => {
    expect(shown([...MOVED, looked('still failing', 'contradicts', 'Still failing: 40 errors in 60 s.')])).toEqual([
      '👉 invoices: Not recovered',
      `${TO} moved 00:36:42 UTC`,
      'Still failing: 40 errors in 60 s. _sentry, 00:33:20 UTC_',
      'The bot keeps looking. Choose what to do with this evidence.',
      '[Go forward again to c0ffee1]',
      '[Take another way]',
      '[Accept without proof…]',
      ...BESIDES,
    ]);
  });

  test('an undo is called what it is', () => {
    const undone = [...MOVED, looked('still failing', 'contradicts', 'Still failing.'), ada('undo.confirm')];
    expect(shown(undone)[1]).toBe('*Forward again* to `c0ffee1` “contract: drop total”, not accepted yet');
  });
});

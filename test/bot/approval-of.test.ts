import { expect, test } from 'vitest';
import { approvalOf } from '#src/bot/approval-of.ts';
import type { Config } from '#src/config/config.ts';
import { by, gathered, SCHEMA_MISTAKE, walk } from '#test/support/walk.ts';
import { SHOP } from '../effects/fixture.ts';

const ada = by('U_ADA');
const NOBODY = { users: [], groups: [] };
const CONFIG: Pick<Config, 'services'> = {
  services: [
    {
      ...SHOP,
      name: 'invoices',
      roles: {
        responders: NOBODY,
        approvers: { users: ['U_ADA', 'U_BEN'], groups: ['S_LEADS'] },
        databaseOwners: { users: ['U_DOT'], groups: [] },
      },
    },
  ],
};
const MISTAKE = [gathered(SCHEMA_MISTAKE), ada('data.reportIntact'), ada('class.confirm')] as const;
const REFUSED = [...MISTAKE, ada('path.choose', { path: 'compatible re-point' })] as const;
const APPLYING = [
  ...MISTAKE,
  ada('path.choose', { path: 'forward-fix' }),
  ada('step.confirm'),
  ada('step.confirm'),
  ada('step.confirm'),
] as const;

test('while nobody is needed as a second person nobody is asked', () => {
  expect(approvalOf(CONFIG, walk({}, ...REFUSED).snapshot)).toBeNull();
  expect(approvalOf(CONFIG, walk({}, ...APPLYING).snapshot)).toBeNull();
});

test('for a broken glass whoever may approve is asked, but for who asks, and no refused command is handed out', () => {
  const { snapshot } = walk({}, ...REFUSED, ada('glass.break', { reason: 'customers cannot pay' }));
  expect(approvalOf(CONFIG, snapshot)).toEqual({
    title: 'Break-glass, to roll back to d0a1e00 all the same',
    role: 'approver',
    who: ['<@U_BEN>', '<@U_DOT>', '<!subteam^S_LEADS>'],
    asked: { by: 'U_ADA', reason: 'customers cannot pay' },
    does: null,
    against: ['The old code of d0a1e00 would serve production again.', '/invoices answers 500: column "total" does not exist'],
    sql: null,
  });
});

test('for a step they are asked with what is done, and are told that its SQL is not known where a person wrote it', () => {
  const { snapshot } = walk({}, ...APPLYING, ada('step.request'));
  const approval = approvalOf(CONFIG, snapshot);
  expect(approval).toMatchObject({ role: 'database owner', asked: { by: 'U_ADA', reason: null }, against: [], sql: { draft: null } });
  expect(approval?.does?.commands.length).toBeGreaterThan(0);
  expect(approval?.does?.lines[0]).toBe(
    'Ship it through the normal deploy where that takes minutes: then the file and the history agree by themselves.',
  );
});

test('what they are asked for is what would be done, never again that somebody is asked', () => {
  const declaring = walk({}, gathered(SCHEMA_MISTAKE), ada('data.reportLost'), ada('class.confirm'), ada('disaster.declare')).snapshot;
  expect(approvalOf(CONFIG, declaring)?.title).toBe('Declare a disaster recovery for invoices');
  expect(approvalOf(CONFIG, walk({}, ...APPLYING, ada('step.request')).snapshot)?.title).toBe('Apply the forward-fix to production');
});

import { expect, test } from 'vitest';
import { checkPeers } from '#src/config/check-peers.ts';
import type { UsedSection } from '#src/config/used-sections.ts';
import { VENDORS } from '#src/providers/vendors.ts';

const SECTION: UsedSection = {
  service: 'ledger',
  component: null,
  name: 'rds',
  vendor: { ...VENDORS.rds, peers: ['@aws-sdk/client-rds'] },
  path: ['services', 'ledger', 'database', 'rds'],
  content: {},
};

test('a client that is not installed is refused with the command that installs it', () => {
  expect(
    checkPeers(
      [SECTION],
      () => 12,
      (name) => name !== '@aws-sdk/client-rds',
    ),
  ).toEqual([
    {
      name: 'services.ledger.database.rds',
      says: 'needs @aws-sdk/client-rds, which is not installed; run npm install @aws-sdk/client-rds',
      line: 12,
    },
  ]);
});

test.each([
  ['one that is there', 'zod', []],
  ['one that can only be imported', 'pure-rand', []],
  ['one that is not', 'no-such-package-here', ['services.ledger.database.rds']],
])('%s is found out', (_, name, refused) => {
  const one = { ...SECTION, vendor: { ...SECTION.vendor, peers: [name] } };
  expect(checkPeers([one], () => null).map((problem) => problem.name)).toEqual(refused);
});

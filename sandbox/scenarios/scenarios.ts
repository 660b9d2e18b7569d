import { additiveMigration } from './additive-migration.ts';
import { appBug } from './app-bug.ts';
import { contractMigration } from './contract-migration.ts';
import { corruptedData } from './corrupted-data.ts';
import { lockingMigration } from './locking-migration.ts';
import { notTheDeploy } from './not-the-deploy.ts';
import { providerOutage } from './provider-outage.ts';
import type { Scenario } from './scenario.ts';
import { stalledSentry } from './stalled-sentry.ts';

/** In the order in which they are offered: the plainest first. */
export const SCENARIOS: readonly Scenario[] = [
  appBug,
  contractMigration,
  additiveMigration,
  lockingMigration,
  notTheDeploy,
  corruptedData,
  providerOutage,
  stalledSentry,
];

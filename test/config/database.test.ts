import { describe, expect, test } from 'vitest';
import { refusalOf, refused } from './refused.ts';
import { ENV, YAML } from './settings.ts';
import { writeConfig } from './write-config.ts';

describe('the live database', () => {
  const file = () => writeConfig(`${YAML}    database: { urlEnv: LIVE_DATABASE_URL }\n`);

  test('an address that is none is refused and not repeated', () => {
    expect(refused({ file: file(), env: { ...ENV, LIVE_DATABASE_URL: 'mysql://bot:hunter2@db/a' } })).toEqual([
      'services.invoices.database.urlEnv names LIVE_DATABASE_URL, which must be an address that starts with postgres:// (switchback.yml:11)',
    ]);
  });

  test('a variable that is not set is named', () => {
    expect(refused({ file: file(), env: ENV })).toEqual([
      'services.invoices.database.urlEnv names LIVE_DATABASE_URL, which is not set in the environment (switchback.yml:11)',
    ]);
  });

  test('the address itself has no place in the file, and is not repeated', () => {
    const written = writeConfig(`${YAML}    database: { urlEnv: 'postgres://bot:hunter2@db/a' }\n`);
    const refusal = refusalOf({ file: written, env: ENV });
    expect(refusal).toContain('services.invoices.database.urlEnv must be the name of an environment variable, never the secret itself');
    expect(refusal).not.toContain('hunter2');
  });

  test('a statement may take 10 s at most', () => {
    const slow = writeConfig(`${YAML}    database: { urlEnv: LIVE_DATABASE_URL, statementTimeout: 1m }\n`);
    const env = { ...ENV, LIVE_DATABASE_URL: 'postgres://bot@db/a' };
    expect(refused({ file: slow, env })).toEqual([
      'services.invoices.database.statementTimeout must be at most 10s: it runs on the live database, found "1m" (switchback.yml:11)',
    ]);
  });
});

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeConfig } from '../config/write-config.ts';

const PASSED = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const FAILED = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const BROKEN = { status: 'failed', assertionResults: [] };

const cases = [
  {
    given: 'every test passed',
    report: { success: true, numPassedTests: 7, numFailedTests: 0, testResults: [PASSED] },
    exit: '0',
    says: '7 passed, 0 failed\n',
    status: 0,
  },
  {
    given: 'a test failed',
    report: { success: false, numPassedTests: 6, numFailedTests: 1, testResults: [PASSED, FAILED] },
    exit: '1',
    says: '6 passed, 1 failed\n',
    status: 1,
  },
  {
    given: 'a file could not be loaded',
    report: { success: false, numPassedTests: 6, numFailedTests: 0, testResults: [PASSED, BROKEN] },
    exit: '1',
    says: '6 passed, 1 failed\n',
    status: 1,
  },
  {
    given: 'an error happened outside of every test',
    report: { success: false, numPassedTests: 7, numFailedTests: 0, testResults: [PASSED] },
    exit: '1',
    says: '7 passed, 1 failed\n',
    status: 1,
  },
  {
    given: 'every test passed and a check did not',
    report: { success: true, numPassedTests: 7, numFailedTests: 0, testResults: [PASSED] },
    exit: '2',
    says: '7 passed, 0 failed\n',
    status: 1,
  },
  { given: 'there is no report', report: null, exit: '0', says: '0 passed, 1 failed\n', status: 1 },
];

test.each(cases)('when $given, the last line says so', ({ report, exit, says, status }) => {
  const file = join(dirname(writeConfig('')), 'report.json');
  if (report) writeFileSync(file, JSON.stringify(report));
  const run = spawnSync(process.execPath, ['.ci/tally.mjs', file, exit], { encoding: 'utf8' });
  expect({ says: run.stdout, status: run.status }).toEqual({ says, status });
});

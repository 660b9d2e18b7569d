// node tally.mjs <vitest-report.json> <exit status of the run>
// Prints "N passed, N failed" and exits 1 when anything failed, the run itself included.
import { readFileSync } from 'node:fs';

const [path, status] = process.argv.slice(2);
const { passed, failed } = tally(path);
const unexplained = failed === 0 && status !== '0';
if (unexplained) process.stderr.write(`The run ended with exit status ${status}, but no test failed: look above for what did.\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || unexplained ? 1 : 0;

function tally(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    process.stderr.write(`There is no test report at ${file}: the tests did not run to their end.\n`);
    return { passed: 0, failed: 1 };
  }
  // A file that cannot be loaded has no failed test, and an error outside of all tests has no file.
  const brokenFiles = report.testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  );
  const counted = report.numFailedTests + brokenFiles.length;
  return { passed: report.numPassedTests, failed: report.success || counted > 0 ? counted : 1 };
}

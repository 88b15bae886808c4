import { readFileSync } from 'node:fs';

/**
 * Prints "PASSED FAILED" of one test run: node count.mjs REPORT EXIT_CODE. A file that could not be run counts as
 * one failure, and so does a run that failed without naming a failed test.
 */
const [report = '', exitCode = '1'] = process.argv.slice(2);

/** @returns {{passed: number, failed: number}} */
function count() {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const unrunnable = result.testResults.filter(
      (/** @type {{status: string, assertionResults: unknown[]}} */ file) =>
        file.status === 'failed' && file.assertionResults.length === 0,
    );
    return { passed: result.numPassedTests, failed: result.numFailedTests + unrunnable.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

const { passed, failed } = count();
process.stdout.write(`${passed} ${failed === 0 && exitCode !== '0' ? 1 : failed}\n`);

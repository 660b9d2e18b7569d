import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    // Two cores: more workers than that only make each other late.
    maxWorkers: 2,
    pool: 'forks',
    // Real processes on a shared machine: a test that only the load made late is tried once more there, and reported as such.
    retry: process.env['CI'] ? 1 : 0,
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'vitest-report.json' }]] : ['default'],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Two cores: more workers than that only make each other late.
    maxWorkers: 2,
    pool: 'forks',
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'vitest-report.json' }]] : ['default'],
  },
});

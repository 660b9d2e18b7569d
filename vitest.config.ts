import { defineConfig } from 'vitest/config';

/** What each suite needs, and with that how long it takes: each runs alone by `npx vitest run --project NAME`. */
const PROJECTS = {
  // Clusters, replays, scratch processes.
  schema: ['test/{schema,judge,cli,local-postgres}/**/*.test.ts'],
  // Worlds with vendors, apps and traffic.
  sandbox: ['test/sandbox/**/*.test.ts'],
  // Chromium.
  browser: ['test/browser/**/*.test.ts'],
  // The bot on both stores, killed and cut off.
  store: ['test/{engine,store,bot,drills,precompute,stories}/**/*.test.ts'],
};

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    // Two cores: more workers than that only make each other late.
    maxWorkers: 2,
    pool: 'forks',
    // Real processes on a shared machine: a test that only the load made late is tried once more there, and reported as such.
    retry: process.env['CI'] ? 1 : 0,
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'vitest-report.json' }]] : ['default'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: Object.values(PROJECTS).flat() } },
      ...Object.entries(PROJECTS).map(([name, include]) => ({ extends: true as const, test: { name, include } })),
    ],
  },
});

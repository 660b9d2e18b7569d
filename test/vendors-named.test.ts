import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** How each vendor is called, by the folder of it. Dumps are a word of everybody's. */
const NAMES: Readonly<Record<string, RegExp>> = {
  'cloud-sql': /cloud ?sql|gcloud/i,
  cloudflare: /cloudflare/i,
  github: /github|\bgh (?:pr|run|workflow|release)\b/i,
  kubernetes: /kubernetes|kubectl/i,
  neon: /\bneon\b/i,
  pagerduty: /pager ?duty/i,
  rds: /\brds\b|\baws\b/i,
  render: /\bRender\b|onrender|render\.com/,
  sentry: /sentry/i,
  supabase: /supabase/i,
  vercel: /vercel/i,
};

const MIGRATIONS = 'Supabase is a kind of migrations: its folders, its roles and its history';
const OWN_ERRORS = 'Sentry is where the bot reports its own errors, apart from every service';
const ANNOTATIONS = 'GitHub shows the verdict on a pull request, which it reads in a form of its own';
const SOURCE = 'a link to the source of a tool, in a comment';
const PAGES = 'what stands between a visitor and the app, whoever runs the app';
const BUCKETS = 'the tools that reach a bucket belong to whoever rents it out, and a dump may be kept there beside any database';
const FIELD = 'a field of Vercel’s own answer is named so';

/** Why a file outside a vendor’s folder may name one. A file that names it no more comes off, and none is added. */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'src/config/read-environment.ts': { sentry: OWN_ERRORS },
  'src/config/variables.ts': { sentry: OWN_ERRORS },
  'src/providers/dumps/by-hand.ts': { 'cloud-sql': BUCKETS, rds: BUCKETS },
  'src/providers/protection-page.ts': { cloudflare: PAGES, vercel: PAGES },
  'src/providers/vercel/to-deployment.ts': { github: FIELD },
  'src/schema/by-hand/tool-commands.ts': { supabase: MIGRATIONS },
  'src/schema/catalogue/bookkeeping.ts': { supabase: MIGRATIONS },
  'src/schema/contract/contract.ts': { supabase: MIGRATIONS },
  'src/schema/contract/nearest-contract.ts': { supabase: MIGRATIONS },
  'src/schema/contract/read-contract.ts': { supabase: MIGRATIONS },
  'src/schema/contract/read-supabase.ts': { supabase: MIGRATIONS },
  'src/schema/diff/publications.ts': { supabase: MIGRATIONS },
  'src/schema/fix/in-tool-format.ts': { supabase: MIGRATIONS },
  'src/schema/history/detect-tool.ts': { supabase: MIGRATIONS },
  'src/schema/history/find-migrations.ts': { supabase: MIGRATIONS },
  'src/schema/history/layouts.ts': { supabase: MIGRATIONS },
  'src/schema/history/on-supabase.ts': { supabase: MIGRATIONS },
  'src/schema/history/read-history.ts': { supabase: MIGRATIONS },
  'src/schema/history/read-supabase.ts': { supabase: MIGRATIONS },
  'src/schema/live/applied-tables.ts': { github: SOURCE, supabase: MIGRATIONS },
  'src/schema/live/comparable.ts': { supabase: MIGRATIONS },
  'src/schema/live/compare-applied.ts': { supabase: MIGRATIONS },
  'src/schema/live/read-applied.ts': { supabase: MIGRATIONS },
  'src/schema/migration.ts': { supabase: MIGRATIONS },
  'src/schema/render/to-annotations.ts': { github: ANNOTATIONS },
  'src/schema/replay/bookkeeping.ts': { github: SOURCE, supabase: MIGRATIONS },
  'src/schema/replay/ground.ts': { supabase: MIGRATIONS },
  'src/schema/replay/supabase-platform.ts': { supabase: MIGRATIONS },
  'src/schema/scratch/extensions.ts': { supabase: MIGRATIONS },
  'src/schema/verdict/foundation.ts': { supabase: MIGRATIONS },
  'src/schema/verdict/judge.ts': { supabase: MIGRATIONS },
  'src/schema/verdict/migrator-ahead.ts': { github: SOURCE },
  'src/schema/verdict/opaque-findings.ts': { supabase: MIGRATIONS },
  'src/schema/verdict/others-relations.ts': { supabase: MIGRATIONS },
  'src/schema/verdict/written-labels.ts': { github: SOURCE },
  'src/self-report.ts': { sentry: OWN_ERRORS },
};

const FILES = globSync(['machines/**/*.ts', 'src/**/*.{ts,mjs}']).toSorted();

test('outside its folder a vendor is named in the list, and where there is a reason', () => {
  const named = FILES.filter((file) => file !== 'src/providers/vendors.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return Object.entries(NAMES)
      .filter(([folder, name]) => !file.startsWith(`src/providers/${folder}/`) && name.test(text))
      .map(([folder]) => `${file}: ${folder}`);
  });
  const allowed = Object.entries(EXCEPTIONS).flatMap(([file, vendors]) => Object.keys(vendors).map((vendor) => `${file}: ${vendor}`));
  expect(named).toEqual(allowed.toSorted());
});

test('every vendor that is in the list has a name to look for, or is a word of everybody’s', () => {
  const folders = globSync('src/providers/*/section.ts').map((file) => file.split('/')[2] ?? '');
  expect(folders.filter((folder) => folder !== 'dumps').toSorted()).toEqual(Object.keys(NAMES).toSorted());
});

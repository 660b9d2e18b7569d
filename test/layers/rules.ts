import type { Import } from './imports-of.ts';

export interface Rule {
  /** The sentence that a person reads when it is broken. */
  readonly says: string;
  /** Folders and files that it is about, and those that it leaves out. */
  readonly about: readonly string[];
  readonly except?: readonly string[];
  readonly allows: (found: Import) => boolean;
  /** What the rule must catch, and what it must let through: file, then source. */
  readonly wrong: readonly [string, string];
  readonly right: readonly [string, string];
}

const PROJECT = ['machines/', 'src/', 'sandbox/', 'test/'];
const PRODUCTION = ['machines/', 'src/'];
const SQL = ['kysely', 'pg', 'node:sqlite'];
const POSTGRES = 'src/providers/postgres/';
/** The one file that knows every vendor. */
const LIST = 'src/providers/vendors.ts';
const BELOW_THE_VENDORS = ['src/section/', 'src/shell/'];
const TRANSITIONS = ['transition', 'initialTransition', 'getNextSnapshot', 'getInitialSnapshot'];
const ACTORS = ['createActor', 'interpret', 'waitFor', 'toPromise'];

export const RULES: readonly Rule[] = [
  {
    says: 'the tree knows xstate and domain words, and nothing else',
    about: ['machines/'],
    allows: ({ target }) => under(target, ['machines/', 'src/domain/', 'xstate']),
    wrong: ['machines/tree.ts', "import { readFileSync } from 'node:fs';"],
    right: ['machines/tree.ts', "import { setup } from 'xstate';\nimport type { Evidence } from '#domain/evidence.ts';"],
  },
  {
    says: 'domain words know nothing but each other',
    about: ['src/domain/'],
    allows: ({ target }) => under(target, ['src/domain/']),
    wrong: ['src/domain/plan.ts', "import { z } from 'zod';"],
    right: ['src/domain/plan.ts', "import type { Mode } from './service.ts';"],
  },
  {
    says: 'a provider knows its own files, the capabilities, the HTTP client, the parts of a section, the shell and domain words: never another vendor, Slack, the store or a machine',
    about: ['src/providers/'],
    except: [LIST],
    allows: ({ file, target }) =>
      under(target, PROJECT)
        ? under(target, ['src/domain/', 'src/http/', ...BELOW_THE_VENDORS, vendorFolder(file)]) || isCapability(target)
        : !under(target, [...SQL, 'xstate', '@slack/']) || (target === 'pg' && vendorFolder(file) === POSTGRES),
    wrong: ['src/providers/vercel/read.ts', "import { origin } from '../sentry/origin-of.ts';"],
    right: ['src/providers/vercel/read.ts', "import type { Deploys } from '../deploys.ts';\nimport { owner } from './owner.ts';"],
  },
  {
    says: 'the HTTP client knows Node, domain words and the type of a schema, and no vendor',
    about: ['src/http/'],
    allows: ({ target, typeOnly }) => under(target, ['node:', 'src/http/', 'src/domain/']) || (typeOnly && target === 'zod'),
    wrong: ['src/http/send.ts', "import { vercelWords } from '#src/providers/vercel/vercel-words.ts';"],
    right: ['src/http/send.ts', "import { SwitchbackError } from '#domain/errors.ts';\nimport type { z } from 'zod';"],
  },
  {
    says: 'the list of vendors knows them and nothing else',
    about: [LIST],
    allows: ({ target }) => under(target, ['src/providers/']),
    wrong: [LIST, "import { loadConfig } from '#src/config/load-config.ts';"],
    right: [LIST, "import { vercel } from './vercel/vercel.ts';"],
  },
  {
    says: 'the parts of a section and the shell know nothing of the project but each other',
    about: BELOW_THE_VENDORS,
    allows: ({ target }) => !under(target, PROJECT) || under(target, BELOW_THE_VENDORS),
    wrong: ['src/section/url.ts', "import type { Config } from '#src/config/config.ts';"],
    right: ['src/section/url.ts', "import { z } from 'zod';"],
  },
  {
    says: 'the runbook knows what a by-hand text may know, the shell, and domain words: a vendor adds its own commands',
    about: ['src/runbook/'],
    allows: ({ target }) =>
      !under(target, PROJECT) || under(target, ['src/runbook/', 'src/domain/', 'src/shell/', 'machines/', 'src/providers/by-hand.ts']),
    wrong: ['src/runbook/manual.ts', "import { VENDORS } from '#src/providers/vendors.ts';"],
    right: ['src/runbook/manual.ts', "import type { Hand } from '#src/providers/by-hand.ts';"],
  },
  {
    says: 'a local server knows Node and its own files',
    about: ['src/local-postgres/'],
    allows: ({ target }) => under(target, ['node:', 'src/local-postgres/']),
    wrong: ['src/local-postgres/start-server.ts', "import pg from 'pg';"],
    right: ['src/local-postgres/start-server.ts', "import { spawn } from 'node:child_process';\nimport { install } from './install.ts';"],
  },
  {
    says: "a vendor's package stays in the vendor's folder",
    about: PRODUCTION,
    except: ['src/providers/vercel/'],
    allows: ({ target }) => !under(target, ['@vercel/']),
    wrong: ['src/evidence/swap/domains.ts', "import { VercelCore } from '@vercel/sdk/core.js';"],
    right: ['src/providers/vercel/read.ts', "import { VercelCore } from '@vercel/sdk/core.js';"],
  },
  {
    says: "GitHub's packages stay in its folder",
    about: PRODUCTION,
    except: ['src/providers/github/'],
    allows: ({ target }) => !under(target, ['@octokit/']),
    wrong: ['src/evidence/suspect/undone-changes.ts', "import { Octokit } from '@octokit/core';"],
    right: ['src/providers/github/create-scope.ts', "import { Octokit } from '@octokit/core';"],
  },
  {
    says: "Slack's package stays in src/slack and the composition root",
    about: PRODUCTION,
    except: ['src/slack/', 'src/main.ts'],
    allows: ({ target }) => !under(target, ['@slack/']),
    wrong: ['src/engine/runner.ts', "import type { App } from '@slack/bolt';"],
    right: ['src/slack/create-app.ts', "import { App } from '@slack/bolt';"],
  },
  {
    says: 'SQL stays in src/store and the engine; others know the types alone',
    about: PRODUCTION,
    // The scratch database of the schema verdict is a PostgreSQL that nothing else ever reads; the live one is a vendor like any other.
    except: ['src/store/', 'src/engine/', 'src/schema/scratch/', POSTGRES],
    allows: ({ target, typeOnly }) => typeOnly || !under(target, SQL),
    wrong: ['src/effects/post.ts', "import { sql } from 'kysely';"],
    right: ['src/effects/post.ts', "import type { Transaction } from 'kysely';"],
  },
  {
    says: 'the store knows domain words and databases',
    about: ['src/store/'],
    allows: ({ target }) => under(target, ['src/store/', 'src/domain/', 'node:', ...SQL]),
    wrong: ['src/store/incidents.ts', "import { tree } from '#machines/tree.ts';"],
    right: ['src/store/incidents.ts', "import { sql } from 'kysely';"],
  },
  {
    says: 'evidence and the schema verdict know domain words, capabilities and the shell: never a vendor, Slack, the store or a machine',
    about: ['src/evidence/', 'src/schema/'],
    except: ['src/schema/scratch/'],
    allows: ({ target }) =>
      under(target, PROJECT)
        ? under(target, ['src/evidence/', 'src/schema/', 'src/domain/', 'src/shell/']) || isCapability(target)
        : !under(target, [...SQL, 'xstate', '@slack/', '@vercel/', '@sentry/']),
    wrong: ['src/evidence/recovery/decide.ts', "import { createSentry } from '#src/providers/sentry/create-sentry.ts';"],
    right: ['src/evidence/recovery/decide.ts', "import type { Errors } from '#src/providers/errors.ts';"],
  },
  {
    says: 'an effect knows evidence, capabilities, the store and domain words: never a vendor or Slack',
    about: ['src/effects/'],
    allows: ({ target, typeOnly }) =>
      !under(target, PROJECT) ||
      under(target, ['src/effects/', 'src/evidence/', 'src/schema/', 'src/domain/', 'src/store/']) ||
      isCapability(target) ||
      (typeOnly && under(target, ['machines/', 'src/engine/', 'src/config/'])),
    wrong: ['src/effects/re-point.ts', "import { createVercel } from '#src/providers/vercel/create-vercel.ts';"],
    right: ['src/effects/re-point.ts', "import type { Deploys } from '#src/providers/deploys.ts';"],
  },
  {
    says: 'the engine never knows a vendor or Slack',
    about: ['src/engine/'],
    allows: ({ target }) => !under(target, ['src/slack/', '@slack/']) && !isVendorFile(target),
    wrong: ['src/engine/runner.ts', "import { post } from '#src/slack/post.ts';"],
    right: ['src/engine/runner.ts', "import { saveSnapshot } from '#src/store/incidents.ts';"],
  },
  {
    says: 'Slack never knows how a provider or the store does its work',
    about: ['src/slack/'],
    allows: ({ target, typeOnly }) => !isVendorFile(target) && !under(target, SQL) && (typeOnly || !under(target, ['src/store/'])),
    wrong: ['src/slack/commands/rollback.ts', "import { appendEvent } from '#src/store/journal.ts';"],
    right: ['src/slack/commands/rollback.ts', "import type { Deploys } from '#src/providers/deploys.ts';"],
  },
  {
    says: 'configuration knows domain words, the parts of a section and the list of vendors: never one of them',
    about: ['src/config/'],
    allows: ({ target }) =>
      !under(target, PROJECT) || under(target, ['src/config/', 'src/domain/', 'src/section/', LIST, 'src/providers/vendor.ts']),
    wrong: ['src/config/load-config.ts', "import { COMMAND } from '#src/slack/surface.ts';"],
    right: ['src/config/load-config.ts', "import { SwitchbackError } from '#domain/errors.ts';"],
  },
  {
    says: 'only src/engine/advance.ts takes a machine from one state to the next',
    about: PRODUCTION,
    except: ['src/engine/advance.ts'],
    allows: (found) => !imports(found, 'xstate', TRANSITIONS),
    wrong: ['src/engine/runner.ts', "import { transition as go } from 'xstate';"],
    right: ['machines/tree.ts', "import { and, setup } from 'xstate';"],
  },
  {
    says: 'only the engine makes an actor, to restore a snapshot: a running one would keep state that no transaction has',
    about: PRODUCTION,
    except: ['src/engine/'],
    allows: (found) => !imports(found, 'xstate', ACTORS),
    wrong: ['src/effects/post.ts', "import * as xstate from 'xstate';"],
    right: ['src/effects/post.ts', "import type { SnapshotFrom } from 'xstate';"],
  },
  {
    says: 'production never imports the sandbox, a test or the composition root',
    about: PRODUCTION,
    allows: ({ target }) => !under(target, ['sandbox/', 'test/', 'src/main.ts']),
    wrong: ['src/main.ts', "const { startSlack } = await import('#sandbox/slack/start-slack.ts');"],
    right: ['src/main.ts', "import { loadConfig } from './config/load-config.ts';"],
  },
];

export function isAbout(rule: Rule, file: string): boolean {
  return under(file, rule.about) && !under(file, rule.except ?? []);
}

/** `machines/` is everything below it; `xstate` is that package and its parts. */
function under(target: string, places: readonly string[]): boolean {
  return places.some((place) => target === place || target.startsWith(/[/:]$/.test(place) ? place : `${place}/`));
}

/** Taking everything under one name counts as taking each of `names`. */
function imports({ target, names, typeOnly }: Import, from: string, forbidden: readonly string[]): boolean {
  return !typeOnly && target === from && names.some((name) => name.startsWith('*') || forbidden.includes(name.split(' ')[0] ?? ''));
}

function isCapability(target: string): boolean {
  return target !== LIST && /^src\/providers\/[^/]+\.ts$/.test(target);
}

function isVendorFile(target: string): boolean {
  return /^src\/providers\/[^/]+\//.test(target);
}

function vendorFolder(file: string): string {
  return /^src\/providers\/[^/]+\//.exec(file)?.[0] ?? 'src/domain/';
}

import type { Deployment } from '#domain/deployment.ts';
import type { Probe } from '#domain/probe.ts';
import type { CodeHost } from '#src/providers/code-host.ts';
import type { Database } from '#src/providers/database.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Errors } from '#src/providers/errors.ts';
import type { RecoverySettings } from '../recovery/settings.ts';
import type { SchemaSource } from '../schema/schema-source.ts';

export interface Sources {
  readonly deploys: Deploys;
  /** Null where errors are counted nowhere. */
  readonly errors: Errors | null;
  /** Null where no repository is configured. */
  readonly schema: SchemaSource | null;
  readonly database: Database | null;
  /** Null where nobody can be asked what a deploy brought. */
  readonly codeHost: CodeHost | null;
}

export interface AssessmentSettings {
  readonly probes: readonly Probe[];
  /** How long one fact may take before it is unavailable. The longest chain is three facts. */
  readonly deadlineMs: number;
  /** The same for the verdict on the schema, which nothing else waits for. */
  readonly schemaDeadlineMs: number;
  readonly baselineMs: number;
  readonly recovery: RecoverySettings;
  /** The folder of the migrations in the repository. */
  readonly migrations: string;
}

type Eventually<Value> = Value | Promise<Value>;

/** What is suspected and what to go back to. Each may still be on its way; a question waits only for the one that it needs. */
export interface Pair {
  readonly suspect: Eventually<Deployment | null>;
  readonly target: Eventually<Deployment | null>;
}

import type { Authorise } from '#domain/authority.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import type { SchemaSource } from '#src/evidence/schema/schema-source.ts';
import type { CodeHost } from '#src/providers/code-host.ts';
import type { Code } from '#src/providers/code.ts';
import type { Database } from '#src/providers/database.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Errors } from '#src/providers/errors.ts';

/** What one configured service is made of. */
export interface ServiceParts {
  readonly config: ServiceConfig;
  /** Null where no vendor of the service can: it runs on none that is named, or on one without a client. `platformOf` says so instead. */
  readonly deploys: Deploys | null;
  /** Null where errors are counted nowhere. `trackerOf` says so instead. */
  readonly errors: Errors | null;
  /** Where changes are reviewed; null where the bot has no token for it. */
  readonly codeHost: CodeHost | null;
  readonly code: Code | null;
  readonly schema: SchemaSource | null;
  /** Null where none is configured. */
  readonly database: Database | null;
}

/** What the effects need from outside. */
export interface EffectParts {
  /** Throws `config_invalid` for a service that is not configured any more. */
  service(name: string): ServiceParts;
  readonly authorise: Authorise;
}

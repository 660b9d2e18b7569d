import { SwitchbackError } from '#domain/errors.ts';
import type { ServiceParts } from '#src/effects/parts.ts';

interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
}

/** Says once at the start which databases the bot cannot read, or could change: it never does, but its role should not be able to. */
export async function logPowers(services: readonly ServiceParts[], log: Log, signal: AbortSignal): Promise<void> {
  for (const { config, database } of services) {
    if (database !== null) await logOne(config.name, database, log, signal);
  }
}

async function logOne(service: string, database: NonNullable<ServiceParts['database']>, log: Log, signal: AbortSignal): Promise<void> {
  try {
    const powers = await database.powers(signal);
    if (signal.aborted) return;
    if (powers.kind !== 'powers') {
      const why = powers.kind === 'failed' ? powers.message : powers.why;
      log.warn({ service, why }, 'the live database could not be read; docs/database.md says how to let the bot in');
      return;
    }
    const { role, superuser, mayChange, seesStatements } = powers;
    if (superuser || mayChange.length > 0) {
      log.warn(
        { service, role, superuser, mayChange },
        'the role for the live database may do more than read; docs/database.md has a better one',
      );
    }
    if (!seesStatements)
      log.info({ service, role }, 'the role for the live database cannot see what others run: it lacks pg_read_all_stats');
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    log.warn({ service, why: error.message }, 'the rights on the live database could not be read');
  }
}

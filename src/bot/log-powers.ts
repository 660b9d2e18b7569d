import { SwitchbackError } from '#domain/errors.ts';
import type { ServiceParts } from '#src/effects/parts.ts';
import type { Log } from '#src/engine/engine.ts';

/**
 * Says once at the start what the bot cannot do: where errors and traffic cannot be counted, such as on a tracker that is too old, and
 * which databases it cannot read, or could change: it never does, but its role should not be able to.
 */
export async function logPowers(services: readonly ServiceParts[], log: Pick<Log, 'info' | 'warn'>, signal: AbortSignal): Promise<void> {
  for (const service of services) {
    logMissing(service, log);
    await logErrors(service, log, signal);
    if (service.database !== null) await logOne(service.config.name, service.database, log, signal);
  }
}

const MINUTE_MS = 60_000;

/** What a person does here, because nothing that the bot can reach is configured for it. */
function logMissing({ config, deploys, errors }: ServiceParts, log: Pick<Log, 'info' | 'warn'>): void {
  const service = config.name;
  if (deploys === null) {
    const platform = config.platform?.title ?? null;
    log.info({ service, platform }, 'the bot cannot reach the platform of this service, so a person moves its traffic');
  }
  if (errors === null) log.info({ service }, 'no error tracker is configured, so a person says whether it is recovered, with a reason');
}

async function logErrors({ config, errors }: ServiceParts, log: Pick<Log, 'info' | 'warn'>, signal: AbortSignal): Promise<void> {
  if (errors === null) return;
  const end = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  try {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(2 * config.factTimeoutMs)]);
    await errors.counts({ start: end - MINUTE_MS, end }, MINUTE_MS, { kind: 'all' }, deadline);
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    if (!signal.aborted)
      log.warn({ service: config.name, why: error.message }, 'errors could not be counted, so no recovery could be proved');
  }
}

async function logOne(
  service: string,
  database: NonNullable<ServiceParts['database']>,
  log: Pick<Log, 'info' | 'warn'>,
  signal: AbortSignal,
): Promise<void> {
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

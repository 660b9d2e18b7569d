import type { Evidence } from '#domain/evidence.ts';
import type { Plan } from '#domain/plan.ts';
import { schemaFits } from '#src/evidence/facts/schema-fits.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import { SCHEMA_DEADLINE_MS } from './assessment-settings.ts';
import type { ServiceParts } from './parts.ts';
import { platformOf } from './platform-of.ts';

/** The verdict on the schema for the target of a plan. */
export async function judgeWayBack(
  service: ServiceParts,
  { suspect, target, otherTargets: others }: Plan,
  now: number,
  signal: AbortSignal,
): Promise<Evidence> {
  const { schema, config } = service;
  const deploys = platformOf(service);
  const newest = await withinDeadline((stopped) => deploys.newest(stopped), config.factTimeoutMs, signal);
  return await schemaFits(schema, { suspect, target, others, newest, deadlineMs: SCHEMA_DEADLINE_MS }, now, signal);
}

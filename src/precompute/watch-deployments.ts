import type { ServiceConfig } from '#src/config/config.ts';
import { reportEffectId, type ReportRequest } from '#src/effects/precompute-report.ts';
import type { ServiceParts } from '#src/effects/parts.ts';
import type { Engine } from '#src/engine/engine.ts';
import { planEffect } from '#src/engine/plan-effect.ts';
import { runSchedules, type Schedule } from '#src/engine/schedules.ts';
import { readEffect } from '#src/store/effects.ts';
import { transact } from '#src/store/store.ts';
import { likelySpans, missingFrom } from './likely-spans.ts';

/** How often the schedules are read. They are rows: each minute is looked at once over all replicas. */
const EVERY_MS = 15_000;
const EVERY_MINUTE = '* * * * *';
const SCHEDULE = 'schema:';

export interface DeploymentWatch {
  /** Looks at once, then regularly. Fulfilled after the first look, which need not be waited for; never rejected. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Has the ways back from each new production deployment judged ahead of time. What is to be judged is a row, so that it is judged once over
 * all replicas and across restarts. A look that fails is made again a minute later and holds nothing up.
 */
export function watchDeployments(
  engine: Engine,
  services: readonly Pick<ServiceConfig, 'name' | 'environment' | 'code'>[],
  partsOf: (name: string) => ServiceParts,
): DeploymentWatch {
  const schedules = services
    .filter(({ environment, code }) => environment === 'production' && code.repository !== null)
    .map(({ name }): Schedule => ({ id: `${SCHEDULE}${name}`, cron: EVERY_MINUTE, timeZone: 'UTC' }));
  const stopped = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const due: string[] = [];
    await runSchedules(engine.store, schedules, engine.now(), async ({ schedule }) => {
      due.push(schedule.slice(SCHEDULE.length));
    });
    await Promise.all(due.map((service) => lookAt(engine, service, partsOf(service), stopped.signal)));
  };
  const begin = (): Promise<void> => {
    looking ??= look()
      .catch((error: unknown) => engine.log.error({ err: error }, 'schedules of the ways back could not be read'))
      .finally(() => {
        looking = null;
      });
    return looking;
  };

  return {
    start: async () => {
      timer = setInterval(() => void begin(), EVERY_MS);
      await begin();
    },
    stop: async () => {
      clearInterval(timer);
      stopped.abort();
      await looking;
    },
  };
}

async function lookAt(engine: Engine, service: string, parts: ServiceParts, stopped: AbortSignal): Promise<void> {
  try {
    for (const span of await likelySpans(parts, stopped)) await plan(engine, { service, ...span }, parts, stopped);
  } catch (error) {
    if (!stopped.aborted) engine.log.warn({ err: error, service }, 'ways back could not be looked up ahead of time');
  }
}

/** Once per way back, for ever. One whose commits the clone lacks, and cannot be fetched yet, waits for the next minute. */
async function plan(engine: Engine, input: ReportRequest, parts: ServiceParts, stopped: AbortSignal): Promise<void> {
  const id = reportEffectId(input);
  if (parts.code === null || (await readEffect(engine.store, id)) !== null) return;
  if ((await missingFrom(parts.code, [input.from, input.to], stopped)).length > 0) return;
  const effect = { id, incident: null, kind: 'precomputeReport', input };
  await transact(engine.store, (tx) => planEffect(tx, engine, effect, engine.now()));
  engine.nudge();
}

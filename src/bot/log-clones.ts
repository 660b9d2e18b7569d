import type { ServiceParts } from '#src/effects/parts.ts';
import type { Log } from '#src/engine/engine.ts';
import { likelySpans, missingFrom } from '#src/precompute/likely-spans.ts';

/** Says in the log which clones lack a commit that an incident now would compare; what can be fetched is fetched on the way. */
export async function logClones(services: readonly ServiceParts[], log: Log, signal: AbortSignal): Promise<void> {
  for (const service of services) await logOne(service, log, signal);
}

async function logOne(parts: ServiceParts, log: Log, signal: AbortSignal): Promise<void> {
  const { code, config } = parts;
  if (code === null) return;
  const service = config.name;
  try {
    const spans = await likelySpans(parts, signal);
    const commits = spans.flatMap(({ from, to }) => [to, from]);
    for (const why of await missingFrom(code, commits, signal)) {
      log.warn({ service, why }, 'the clone lacks a commit, so a way back to or from it would not be judged');
    }
  } catch (error) {
    if (!signal.aborted) log.warn({ service, err: error }, 'the clone could not be compared with production');
  }
}

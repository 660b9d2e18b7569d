import { setTimeout as pause } from 'node:timers/promises';
import type { Deploys, Visit } from '#src/providers/deploys.ts';
import type { SwapQuestion } from './question.ts';

/**
 * Asks the app on the production domain several times, each time with a query of its own so that no cache answers.
 * An app without an identity path is asked once for its front page, for the request id.
 */
export async function askApp(
  deploys: Deploys,
  { app, samples, spacingMs }: SwapQuestion,
  now: number,
  signal: AbortSignal,
): Promise<Visit[]> {
  const visits: Visit[] = [];
  const times = app.identityPath === null ? 1 : Math.max(1, samples);
  for (let index = 0; index < times; index += 1) {
    if (index > 0 && spacingMs > 0) await pause(spacingMs, undefined, { signal });
    const url = new URL(app.identityPath ?? '/', app.url);
    url.searchParams.set('switchback', `${now}-${index}`);
    visits.push(await deploys.visit(url.href, signal));
  }
  return visits;
}

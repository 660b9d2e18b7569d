import type { Deployment } from '#domain/deployment.ts';
import type { Evidence, Verdict } from '#domain/evidence.ts';
import type { Probe } from '#domain/probe.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { couldNotLook } from '../could-not-look.ts';
import type { ProbeAnswer } from './read-answer.ts';
import { readAnswer } from './read-answer.ts';
import { schemaError } from './schema-error.ts';

const GATEWAYS = new Set([502, 503, 504]);

/**
 * Asks the target on its own immutable URL, on today's database, before any traffic moves: evidence for `target.answers`.
 * Supports only if every path answers, and none of the answers tells of a failure.
 */
export async function probeTarget(
  deploys: Deploys,
  target: Deployment,
  probes: readonly Probe[],
  now: number,
  signal: AbortSignal,
): Promise<Evidence> {
  const common = { kind: 'target.answers', source: 'app', observedAt: now } as const;
  try {
    const answers = await Promise.all(
      probes.map(async (probe) => readAnswer(probe, await deploys.visit(new URL(probe.path, target.url).href, signal), target.url)),
    );
    const details = { target: target.id, answers: answers.map((answer) => ({ ...answer })) };
    return { ...common, ...conclude(answers), details };
  } catch (error) {
    return { ...common, verdict: 'unavailable', summary: `The target was not asked: ${couldNotLook(error, signal).why}` };
  }
}

function conclude(answers: readonly ProbeAnswer[]): { verdict: Verdict; summary: string } {
  if (answers.length === 0) {
    return { verdict: 'inconclusive', summary: 'No path is configured, so the target was not asked. Name some under `probes`.' };
  }
  const worst = (['contradicts', 'unavailable', 'inconclusive'] as const).find((verdict) =>
    answers.some((answer) => answer.verdict === verdict),
  );
  if (worst === undefined) {
    return { verdict: 'supports', summary: `The target's own URL answers on today's database: ${listed(answers)}.` };
  }
  const list = listed(answers.filter((answer) => answer.verdict === worst));
  const found = {
    contradicts: `The target fails${answers.some(blamesItself) ? " on today's database" : ''}: ${list}.`,
    unavailable: `The target could not be asked: ${list}.${advice(answers)}`,
    inconclusive: `Cannot tell whether the target works: ${list}.`,
  };
  return { verdict: worst, summary: found[worst] };
}

/** A 502, 503 or 504 without a word about the schema may be its platform's own; anything else that fails is the target on this database. */
function blamesItself({ verdict, status, said }: ProbeAnswer): boolean {
  return verdict === 'contradicts' && (!GATEWAYS.has(status ?? 0) || schemaError(said) !== null);
}

/** Each answer once, after all paths that gave it. */
function listed(answers: readonly ProbeAnswer[]): string {
  const alike = Map.groupBy(answers, ({ said }) => said);
  return [...alike].map(([said, those]) => `${those.map(({ path }) => path).join(', ')} ${said}`).join('; ');
}

function advice(answers: readonly ProbeAnswer[]): string {
  const login = answers.some((answer) => answer.verdict === 'unavailable' && answer.status !== null);
  if (!login) return ' Nothing is known about it; look again.';
  return " Deployment Protection may be on: give Switchback the project's protection bypass secret, or choose a path that needs no login.";
}

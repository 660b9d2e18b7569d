import type { StepReading } from '#domain/step-claim.ts';
import type { Verdict } from '#domain/evidence.ts';
import type { StepQuestion } from '#machines/effects.ts';
import { databaseFree } from '#src/evidence/facts/database-free.ts';
import { migrationIsUndone } from '#src/evidence/step/migration-is-undone.ts';
import { newBuildAnswers } from '#src/evidence/step/new-build-answers.ts';
import { schemaIsBack } from '#src/evidence/step/schema-is-back.ts';
import { deployIsStopped, newBuildServes, productionMoved, replacement, targetServes } from '#src/evidence/step/serving-claims.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import type { EffectParts, ServiceParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';

/** Looks whether a step that a person says is done can be seen to be. */
export function readStep(parts: EffectParts): Does<'readStep'> {
  return {
    leaseMs: 40_000,
    repeat: 'safe',
    onlyReads: true,
    maxAttempts: 2,
    perform: async ({ input }, { signal, now }) => {
      const service = parts.service(input.service);
      const read = await withinDeadline((stopped) => look(service, input, now(), stopped), 3 * service.config.factTimeoutMs, signal);
      const reading: StepReading = read.kind === 'read' ? read.value : { found: 'cannot tell', what: `It could not be read. ${read.why}` };
      return { kind: 'done', event: { type: 'step.observed', step: input.step, reading } };
    },
    onGivenUp: ({ input: { step } }, why) => ({
      type: 'step.observed',
      step,
      reading: { found: 'cannot tell', what: `It could not be read. ${why}` },
    }),
  };
}

async function look(service: ServiceParts, asked: StepQuestion, now: number, signal: AbortSignal): Promise<StepReading> {
  const { config, database } = service;
  const { claim, plan, move, schema } = asked;
  const deploys = platformOf(service);
  const bounded = <Value>(work: (stopped: AbortSignal) => Promise<Value>) => withinDeadline(work, config.factTimeoutMs, signal);
  const production = () => bounded((stopped) => deploys.production(stopped));
  const newest = () => bounded((stopped) => deploys.newest(stopped));
  switch (claim) {
    case 'lock is gone': {
      const { verdict, summary } = await databaseFree(database, config.factTimeoutMs, now, signal);
      return { found: FOUND[verdict], what: summary };
    }
    case 'schema is back':
      return await schemaIsBack(database, schema, signal);
    case 'migration is undone':
      return await migrationIsUndone(database, schema, signal);
    case 'target serves':
      return targetServes(await production(), plan);
    case 'production moved':
      return productionMoved(await production(), plan);
    case 'new build serves':
      return newBuildServes(await production(), move);
    case 'deploy is stopped':
      return deployIsStopped(await newest(), await production());
    case 'new build answers': {
      const build = replacement(await newest(), move?.expectedLive ?? plan.suspect);
      return 'found' in build ? build : await newBuildAnswers(deploys, build, config.app.probes, signal);
    }
  }
}

const FOUND: Record<Verdict, StepReading['found']> = {
  supports: 'so',
  contradicts: 'not so',
  inconclusive: 'cannot tell',
  unavailable: 'cannot tell',
};

import { schemaDetails } from '#domain/schema-details.ts';
import type { IncidentContext } from '#machines/context.ts';
import type { Snapshot } from '#machines/choices.ts';
import { LAND_MIGRATION, restored, scriptOnly, writesOff } from '#machines/left-open.ts';
import { newestAnswer } from '#machines/newest-answer.ts';
import { recommend } from '#machines/recommend.ts';
import { schemaVerdict } from '#machines/schema-verdict.ts';
import { stateName } from '#test/support/walk.ts';

/**
 * Two snapshots with the same configuration are in the same state, and no guard that can be asked from there tells them apart.
 * What a state overwrites before anything reads it is left out: it only multiplies the configurations.
 */
export function configuration(snapshot: Snapshot): string {
  const name = stateName(snapshot.value);
  const canInsist = snapshot.can({ type: 'step.insist', by: '', at: 0, reason: '' });
  return JSON.stringify([name, canInsist, snapshot.context.runbook, ...facets(name, snapshot.context)]);
}

function facets(name: string, context: IncidentContext): readonly unknown[] {
  const { first, move, plan, recovery, swapLooks, path } = context;
  const target = [plan.target !== null, schemaVerdict(context).kind, outlook(context)];
  if (name.endsWith('.choosing')) return [...production(context), askedAtTheEnd(context), ...target, context.class];
  switch (name.split('.')[0] ?? name) {
    case 'closed':
      return [context.outcome];
    case 'assessing':
      return [...production(context), askedAtTheEnd(context), context.asked.length, newestAnswer(context)];
    case 'classifying':
      return [...production(context), askedAtTheEnd(context), ...target, recommended(context), context.asked.length, newestAnswer(context)];
    case 'rePoint':
      return [...production(context), ...target, plan.target?.served, plan.otherTargets.length, context.class, path, first?.by];
    case 'recovering':
      return [...production(context), path, move?.gesture, swapLooks > 60];
    case 'verifying':
      return [...production(context), ...left(context), path, recovery?.verdict === 'still failing', recovery?.over];
    case 'schemaMistake':
      return [...production(context), askedAtTheEnd(context), path, first?.by, plan.target !== null, outlook(context)];
    case 'makingDurable':
      return [...production(context), ...left(context), path, first?.by, context.steps.some(({ step }) => step === LAND_MIGRATION)];
    case 'appBug':
    case 'staging':
      return [...production(context), path, first?.by];
    default:
      return [...production(context), ...left(context), path, first?.by];
  }
}

function production({ environment, mode, move, autoAssignment }: IncidentContext): readonly unknown[] {
  const rolledBack = move?.purpose === 'recovery' && move.movedAt !== null;
  return [
    environment,
    mode,
    move && [move.purpose, move.acceptedAt !== null, move.movedAt !== null],
    rolledBack && autoAssignment.now === 'on',
  ];
}

/** What was left open, where a path leaves it or the end asks for it. Elsewhere it only multiplies the configurations. */
function left(context: IncidentContext): readonly unknown[] {
  return [writesOff(context) !== null, scriptOnly(context) !== null, restored(context) !== null];
}

/** What of it is asked for first, as far as a path other than its own leads there. Of the script one way there is enough: production was not moved. */
function askedAtTheEnd(context: IncidentContext): unknown {
  if (writesOff(context) !== null) return 'writes';
  return scriptOnly(context) !== null && context.move === null && context.mode === 'live' && 'script';
}

/** What is drafted, as far as the tree tells it apart. */
function outlook({ evidence }: IncidentContext): unknown {
  const details = schemaDetails(evidence['schema.fits']);
  return details && [details.fix?.kind, details.fix?.kind === 'proved' && details.fix.whole];
}

function recommended(context: IncidentContext): string {
  const found = recommend(context);
  return found.kind === 'ask' ? found.question : found.class;
}

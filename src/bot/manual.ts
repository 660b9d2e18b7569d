import { z } from 'zod';
import type { Evidence } from '#domain/evidence.ts';
import { schemaDetails } from '#domain/schema-details.ts';
import { currentMeta } from '#machines/current-meta.ts';
import type { Config } from '#src/config/config.ts';
import type { Snapshot } from '#machines/choices.ts';
import type { Subject } from '#src/providers/by-hand.ts';
import type { Instruction } from '#src/runbook/instruction.ts';
import { manualFor } from '#src/runbook/manual.ts';
import { escape } from '#src/slack/escape.ts';
import { sentence } from '#src/slack/sentence.ts';
import type { IncidentView } from '#src/slack/incidents.ts';
import { toolCommands } from '#src/schema/by-hand/tool-commands.ts';
import { branchesOf, handsOf } from './vendors-of.ts';

/** What of the configuration a command by hand names. */
export type ManualConfig = Pick<Config, 'services'>;

/** How to do by hand what the incident's state asks for, with the commands filled in, as `mrkdwn`. */
export function manualAnswer(config: ManualConfig) {
  return ({ snapshot, mode }: Pick<IncidentView, 'snapshot' | 'mode'>): string => {
    const prefix = mode === 'drill' ? 'DRILL · ' : '';
    const instruction = instructionFor(config, snapshot);
    if (instruction === null) return `${prefix}There is nothing to do by hand right now: the bot is working. Look again in a moment.`;
    const { title, lines, commands } = instruction;
    const code = commands.length === 0 ? '' : `\n\`\`\`${escape(commands.join('\n'))}\`\`\``;
    return `${prefix}*${escape(title)}*\n${lines.map(sentence).join('\n')}${code}`;
  };
}

/** What the incident's state asks for, done by hand. Null while the bot works, and for a service that is not configured any more. */
export function instructionFor(config: ManualConfig, snapshot: Snapshot): Instruction | null {
  const { context } = snapshot;
  const details = schemaDetails(context.evidence['schema.fits']);
  const name = context.service;
  const service = config.services.find((one) => one.name === name);
  const key = currentMeta(snapshot).manual;
  if (key === undefined || service === undefined) return null;
  const subject: Subject = {
    service: name,
    environment: service.environment,
    productionUrl: service.app.url,
    identityPath: service.app.identity,
    readinessPath: service.app.readiness,
    code: service.code,
    branches: branchesOf(service),
    generations: service.generations,
    target: context.plan.target,
    live: context.plan.suspect,
    move: context.move,
    drafted: details?.fix?.kind === 'proved',
    stuck: stuckSession(context.evidence['database.free']),
  };
  return manualFor(key, subject, { hands: handsOf(service), tool: toolCommands(details?.tool ?? null) });
}

const StuckSession = z.object({ pid: z.number().int(), startedAt: z.number().nullable() });

function stuckSession(free: Evidence | undefined): z.output<typeof StuckSession> | null {
  return free?.verdict === 'contradicts' ? (StuckSession.safeParse(free.details).data ?? null) : null;
}

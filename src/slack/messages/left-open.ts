import type { DoneStep } from '#machines/context.ts';
import { restored, scriptOnly, writesOff } from '#machines/left-open.ts';
import type { IncidentContext } from '#machines/context.ts';
import { moment } from '../moment.ts';

interface LeftOpen {
  readonly writes: DoneStep | null;
  readonly script: DoneStep | null;
  readonly restored: DoneStep | null;
}

/** What an incident that is left has left open, one line each. */
export function leftOpen({ writes, script, restored: older }: LeftOpen): string[] {
  return [
    ...(writes === null ? [] : [paused(writes)]),
    ...(script === null
      ? []
      : [`⚠️ rollback.sql was applied ${since(script)}, and its migration may still be on main. Hold every deploy until it is off main.`]),
    ...(older === null
      ? []
      : [
          `⚠️ The database was replaced by an older one ${since(older)}, and nobody has compared main with it. Hold every deploy until somebody has.`,
        ]),
  ];
}

/** For as long as it is so, whatever is asked. */
export function writesLine(context: IncidentContext): string[] {
  const writes = writesOff(context);
  return writes === null ? [] : [paused(writes)];
}

/** For the end. */
export function leftOpenLines(context: IncidentContext): string[] {
  return leftOpen({ writes: writesOff(context), script: scriptOnly(context), restored: restored(context) });
}

function paused(step: DoneStep): string {
  return `⚠️ *Writes are off* ${since(step)}`;
}

function since({ at, by }: DoneStep): string {
  return `(${moment(at)}, <@${by}>)`;
}

import { z } from 'zod';
import type { DrillOccurrence } from './drills.ts';
import { parseJson } from './parse-json.ts';

const Drill = z.object({
  schedule: z.string(),
  service: z.string(),
  kind: z.string(),
  channel: z.string(),
  occurrence: z.number(),
  missedSince: z.number().nullable(),
});

/** Reads what a reminder's button carries. Null for anything that this bot did not write. */
export function readDrill(text: string | undefined): DrillOccurrence | null {
  const parsed = Drill.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

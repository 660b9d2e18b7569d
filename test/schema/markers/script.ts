import type { Script } from '#src/schema/migration.ts';
import { parseScript } from '#src/schema/parse/parse-script.ts';
import { readMarkers, type ReadMarkers } from '#src/schema/markers/read-markers.ts';
import type { Signature } from '#src/schema/markers/marker.ts';

export const MARA: Signature = { author: 'Mara Lindqvist', commit: 'abc1234def5678abc1234def5678abc1234def56' };

export function script(sql: string, firstLine = 1): Script {
  return { sql, file: '0003_contract.sql', firstLine, transaction: true };
}

export async function markersIn(sql: string, by: Signature | null = MARA, firstLine = 1): Promise<ReadMarkers> {
  return readMarkers(script(sql, firstLine), await parseScript(sql), by);
}

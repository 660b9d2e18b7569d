import { withinDeadline } from '#src/evidence/within-deadline.ts';
import type { FixFile } from '#src/schema/fix/in-tool-format.ts';
import type { EffectParts } from './parts.ts';

const LOOK_MS = 30_000;

/** The files of the drafted fix between two commits, whole; empty where it is not known any more. */
export function draftedFiles(parts: EffectParts) {
  return async (
    service: string,
    draft: { readonly from: string; readonly to: string },
    signal: AbortSignal,
  ): Promise<readonly FixFile[]> => {
    const { schema } = parts.service(service);
    if (schema === null) return [];
    const asked = await withinDeadline((stopped) => schema.ask(draft, stopped), LOOK_MS, signal);
    return asked.kind === 'read' && asked.value.report.fix?.kind === 'proved' ? asked.value.report.fix.files : [];
  };
}

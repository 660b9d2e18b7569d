import { found } from '../diff/found.ts';
import type { Finding } from '../finding.ts';
import type { Walked } from './walk-span.ts';

/**
 * Extensions that the migrations drop and none of them made, because an administrator did: the scratch database never had them, so no comparison shows it.
 */
export function droppedExtensions({ before, steps }: Pick<Walked, 'before' | 'steps'>): Finding[] {
  const there = new Set(before.extensions.map(({ name }) => name));
  return steps.flatMap(({ migration: { file, up }, parsed, catalogue }) => {
    const findings = (parsed.kind === 'parsed' ? parsed.statements : []).flatMap(({ deeds, line }) =>
      deeds.flatMap((deed) => {
        if (deed.thing.kind !== 'extension') return [];
        const { name } = deed.thing;
        if (deed.how === 'makes') there.add(name);
        if (deed.how !== 'drops' || there.has(name)) return [];
        const message = `The extension ${name}, which no migration made, is dropped: what it brought (functions, types, views) is gone where it was there.`;
        return [{ ...found('EXTENSION_DROPPED', name, message), file, line: up.firstLine + line - 1 }];
      }),
    );
    for (const { name } of catalogue.extensions) there.add(name);
    return findings;
  });
}

/** The failures that say no more than that. */
export function isDropOfExtension(sql: string): boolean {
  return /^\s*drop\s+extension\b/iu.test(sql);
}

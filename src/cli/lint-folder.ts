import { isMigrationFile } from '#src/schema/history/find-migrations.ts';
import { readDirectory } from '#src/schema/history/read-directory.ts';
import { readHistory } from '#src/schema/history/read-history.ts';
import { subtree } from '#src/schema/history/subtree.ts';
import { readMarkers } from '#src/schema/markers/read-markers.ts';
import { parseScript } from '#src/schema/parse/parse-script.ts';
import { labelHistory } from '#src/schema/verdict/label-history.ts';
import type { Finding } from '#src/schema/finding.ts';
import type { LintQuestion, Linted } from './lint.ts';
import { placeOfMigrations } from '#src/judge/place-of-migrations.ts';

/** Every migration of a folder, judged as the code written for the schema before it would meet it. */
export async function lintFolder({ directory, tool, engine }: Omit<LintQuestion, 'base'>): Promise<Linted> {
  const read = await readDirectory(directory, { contents: isMigrationFile });
  if (read.kind === 'not readable') return read;
  const place = placeOfMigrations(read.tree, null, tool);
  if (place.kind === 'not told') return { kind: 'not readable', why: place.why };
  const history = readHistory(subtree(read.tree, place.folder), place.tool);
  if (history.kind === 'not readable') return history;

  const findings: Finding[] = [];
  for await (const labelled of labelHistory(history, { engine })) findings.push(...labelled.findings);
  const marked = await Promise.all(history.migrations.map(async ({ up }) => await readMarkers(up, await parseScript(up.sql), null)));
  return {
    kind: 'linted',
    judged: {
      findings,
      markers: marked.flatMap(({ markers }) => markers),
      problems: marked.flatMap(({ problems }) => problems),
    },
    folder: place.folder,
    count: history.migrations.length,
  };
}

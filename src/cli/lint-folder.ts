import { placeOfMigrations } from '#src/judge/place-of-migrations.ts';
import type { Finding } from '#src/schema/finding.ts';
import { isMigrationFile } from '#src/schema/history/find-migrations.ts';
import { readDirectory } from '#src/schema/history/read-directory.ts';
import { readHistory } from '#src/schema/history/read-history.ts';
import { subtree } from '#src/schema/history/subtree.ts';
import type { Script } from '#src/schema/migration.ts';
import { readMarkers } from '#src/schema/markers/read-markers.ts';
import type { Parsed } from '#src/schema/parse/parsed.ts';
import { parseScript } from '#src/schema/parse/parse-script.ts';
import { labelHistory } from '#src/schema/verdict/label-history.ts';
import { lineOf } from './line-of.ts';
import type { LintQuestion, Linted } from './lint.ts';

interface FolderQuestion extends Pick<LintQuestion, 'directory' | 'tool'> {
  readonly engine: string;
}

/** Every migration of a folder, judged as the code written for the schema before it would meet it. */
export async function lintFolder({ directory, tool, engine }: FolderQuestion): Promise<Linted> {
  const read = await readDirectory(directory, { contents: isMigrationFile });
  if (read.kind === 'not readable') return read;
  const place = placeOfMigrations(read.tree, null, tool);
  if (place.kind === 'not told') return { kind: 'not readable', why: place.why };
  const history = readHistory(subtree(read.tree, place.folder), place.tool);
  if (history.kind === 'not readable') return history;

  const labelled: Finding[] = [];
  for await (const { findings } of labelHistory(history, { engine })) labelled.push(...findings);
  const scripts = await Promise.all(
    history.migrations.map(async ({ up }) => {
      const parsed = await parseScript(up.sql);
      const own = labelled.filter(({ file }) => file === up.file);
      const { markers, problems } = await readMarkers(up, parsed, null);
      return { findings: own.map((finding) => placed(finding, up, parsed)), markers, problems };
    }),
  );
  const files = new Set(history.migrations.map(({ up }) => up.file));
  return {
    kind: 'linted',
    judged: {
      findings: [...scripts.flatMap(({ findings }) => findings), ...labelled.filter(({ file }) => file === null || !files.has(file))],
      markers: scripts.flatMap(({ markers }) => markers),
      problems: scripts.flatMap(({ problems }) => problems),
    },
    folder: place.folder,
    count: history.migrations.length,
  };
}

function placed(finding: Finding, script: Script, parsed: Parsed): Finding {
  return { ...finding, line: finding.line ?? lineOf(finding, script, parsed) };
}

import { createHash } from 'node:crypto';
import { createGit } from '#src/providers/git/create-git.ts';
import type { FingerprintSpan, JudgeSpan, SpanQuestion } from '#src/schema/verdict/judge-span.ts';
import type { SpanFingerprints } from '#src/schema/verdict/span-report.ts';

type Files = ReadonlyMap<string, string>;

/** The same files with the same contents at both commits prove that the old code runs. Any difference is left open here. */
export const judgeByFiles: JudgeSpan = async (question, signal) => {
  const { from, to } = question;
  const [before, after] = await bothTrees(question, signal);
  const folder = question.folder ?? '';
  const span = `${from.slice(0, 7)} and ${to.slice(0, 7)}`;
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
  const names = changed.map((path) => path.split('/').at(-1)).join(', ');
  const isEmpty = before.size === 0 && after.size === 0;
  return {
    verdict: isEmpty || changed.length > 0 ? 'unknown' : 'safe',
    sentence: isEmpty
      ? `${folder}/ is empty at ${span}, so nothing is known about the schema.`
      : changed.length === 0
        ? `No migration between ${span}: all ${after.size} files in ${folder}/ are the same.`
        : `Migrations differ between ${span}: ${names}. The files alone do not say whether the old code runs.`,
    findings: [],
    perMigration: [],
    floor: null,
    from,
    to,
    folder,
    tool: null,
    contract: null,
    limits: ['Only the migration files were compared.'],
    fingerprints: fingerprints(before, after),
    fix: null,
    down: null,
  };
};

export const fingerprintFiles: FingerprintSpan = async (question, signal) => fingerprints(...(await bothTrees(question, signal)));

async function bothTrees({ repository, from, to, folder }: SpanQuestion, signal: AbortSignal): Promise<[Files, Files]> {
  const git = createGit({ repository, mayFetch: true });
  return await Promise.all([git.files(from, folder ?? '', signal), git.files(to, folder ?? '', signal)]);
}

function fingerprints(before: Files, after: Files): SpanFingerprints {
  return { from: hash(before), to: hash(after), replayed: null, live: null };
}

function hash(files: Files): string {
  const lines = [...files].map(([path, blob]) => JSON.stringify([path, blob])).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

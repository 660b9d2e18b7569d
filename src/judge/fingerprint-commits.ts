import type { Database } from '#src/providers/database.ts';
import { openClone } from '#src/providers/git/open-clone.ts';
import { fingerprint } from '#src/schema/catalogue/fingerprint.ts';
import { readLiveCatalogue } from '#src/schema/live/read-live-catalogue.ts';
import type { SpanQuestion } from '#src/schema/verdict/judge-span.ts';
import type { SpanFingerprints } from '#src/schema/verdict/span-report.ts';
import { filesIn } from './files-in.ts';
import { folderAt } from './folder-at.ts';
import { whereMigrationsAre } from './where-migrations-are.ts';

/** What a report on these commits would be made from now, without making it. `replayed` is null. */
export async function fingerprintCommits(
  question: SpanQuestion,
  database: Database | null,
  signal: AbortSignal,
): Promise<SpanFingerprints> {
  const clone = await openClone(question.repository, signal);
  const [from, to] = await Promise.all([clone.commit(question.from), clone.commit(question.to)]);
  const [atFrom, atTo] = await Promise.all([clone.list(from), clone.list(to)]);
  const [place, read] = await Promise.all([
    whereMigrationsAre(clone, atTo, question),
    database === null ? null : readLiveCatalogue(database, signal),
  ]);
  const live = read?.kind === 'read' ? fingerprint(read.catalogue) : null;
  if (place.kind === 'not told') return { from: '', to: '', replayed: null, live };
  const earlier = await folderAt(clone, atFrom, place);
  const folder = earlier.kind === 'folder' ? earlier.folder : place.folder;
  return { from: filesIn(atFrom, folder).digest, to: filesIn(atTo, place.folder).digest, replayed: null, live };
}

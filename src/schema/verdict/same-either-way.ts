import type { Catalogue } from '../catalogue/catalogue.ts';
import { compareFingerprints, fingerprint } from '../catalogue/fingerprint.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { withIdentityOf } from '../catalogue/with-identity-of.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import { label } from '../diff/label.ts';
import type { History, Migration } from '../migration.ts';
import { replay } from '../replay/replay.ts';
import type { Scratch } from '../scratch.ts';
import { hangsOnRows, programsOf } from './by-rows.ts';
import type { Span } from './compare-histories.ts';
import type { Walked } from './walk-span.ts';

/**
 * Whether migrations that were edited, removed or put together as one baseline make no difference: the files of the later commit alone give the same
 * schema as those of the earlier one with what was added. Rows that an edited one writes would not show, so such an edit always makes one.
 *
 * @param fresh an empty scratch database
 */
export async function isSameEitherWay(
  fresh: Scratch,
  before: Extract<History, { kind: 'history' }>,
  live: Extract<History, { kind: 'history' }>,
  { edited, opaque }: Span,
  walked: Walked,
): Promise<boolean> {
  if (opaque.length > 0) return false;
  for (const migration of edited) {
    const old = before.migrations.find(({ name }) => name === migration.name);
    const [one, other] = [await writesIn(fresh, old, walked), await writesIn(fresh, migration, walked)];
    if (one === null || one !== other) return false;
  }
  let whole = true;
  await replay(fresh, live, { onMigration: ({ outcome }) => void (whole &&= outcome.kind === 'applied') });
  const read = await readCatalogue(fresh);
  return whole && read.kind === 'read' && isSame(walked.live, withIdentityOf(walked.live, read.catalogue));
}

/** Null where it cannot be told. */
async function writesIn(scratch: Scratch, migration: Migration | undefined, { below, steps }: Walked): Promise<string | null> {
  if (migration === undefined) return null;
  const parsed = await scratch.parse(migration.up.sql);
  if (parsed.kind !== 'parsed') return null;
  const programs = programsOf([...below, ...steps, { migration, parsed, failures: [] }]);
  if (parsed.statements.some((statement) => statement.node === 'DropdbStmt' || hangsOnRows(statement, programs))) return null;
  const statements = parsed.statements.filter(({ writes }) => writes.length > 0);
  return JSON.stringify(statements.map(({ start, end }) => migration.up.sql.slice(start, end)));
}

function isSame(one: Catalogue, other: Catalogue): boolean {
  return (
    compareFingerprints(fingerprint(one), fingerprint(other)) === 'same' &&
    label(diffCatalogues(one, other)) === 'safe' &&
    label(diffCatalogues(other, one)) === 'safe'
  );
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import type { Catalogue } from '#src/schema/catalogue/catalogue.ts';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import { label } from '#src/schema/diff/label.ts';
import type { Finding } from '#src/schema/finding.ts';
import { canonicalStatements } from '#src/schema/oracle/canonical-statements.ts';
import { accept, execute } from '#src/schema/oracle/execute.ts';
import { judge } from '#src/schema/oracle/judge.ts';
import { provocations } from '#src/schema/oracle/provocations.ts';
import { COLUMN_TRAPS } from './columns.ts';
import type { Engine, Ground } from './engines.ts';
import { TRAPS_OF_CHANGES } from './changes-of-rows.ts';
import { CHECK_TRAPS } from './checks.ts';
import { EQUALITY_TRAPS } from './equality.ts';
import { KEY_TRAPS } from './keys.ts';
import { PROGRAM_TRAPS } from './programs.ts';
import { TABLE_TRAPS } from './tables.ts';
import { ENUM_TRAPS } from './enums.ts';
import { FOREIGN_KEY_TRAPS } from './foreign-keys.ts';
import type { Trap } from './trap.ts';
import { TYPE_TRAPS } from './types.ts';

export const TRAPS = [
  ...TABLE_TRAPS,
  ...COLUMN_TRAPS,
  ...TYPE_TRAPS,
  ...ENUM_TRAPS,
  ...KEY_TRAPS,
  ...EQUALITY_TRAPS,
  ...CHECK_TRAPS,
  ...FOREIGN_KEY_TRAPS,
  ...PROGRAM_TRAPS,
  ...TRAPS_OF_CHANGES,
];

/** Each trap on the engine: what the old statement really gets, and whether the diff and the statements agree. */
export function trapsOn(open: () => Promise<Engine | null>): void {
  let engine: Engine | null = null;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine?.stop());

  test.for(TRAPS)('$name', async (trap, { skip }) => {
    if (engine === null) return skip('PostgreSQL is not installed');
    const [old, now] = engine.grounds;
    if (now.major < (trap.since ?? 0)) return skip(`needs PostgreSQL ${trap.since}`);
    if (trap.collates && !now.collates) return skip('needs the rules of ICU');
    await old.begin(trap.before);
    await now.begin(trap.before);
    const before = await catalogueOf(now);
    expect(await outcome(now, trap.old)).toBe(null);

    await now.run(trap.migration);
    const findings = diffCatalogues(before, await catalogueOf(now));
    const judged = await tried(old, now, before, findings);
    await now.run(trap.live ?? 'select 1');

    expect({
      gets: await outcome(now, trap.old),
      diff: label(findings),
      oracle: label(judged),
      codes: codesThatCount(judged, trap),
    }).toEqual({
      gets: trap.gets,
      diff: trap.diff,
      oracle: trap.oracle ?? trap.diff,
      codes: trap.code === undefined ? [] : [trap.code],
    });
  });
}

/** The one that the trap is about, if it is there; all of them where there should be none. */
function codesThatCount(findings: readonly Finding[], trap: Trap): string[] {
  const codes = new Set(findings.filter((finding) => finding.severity !== 'note').map((finding) => finding.code));
  return trap.code === undefined ? [...codes] : [...codes].filter((code) => code === trap.code);
}

async function tried(old: Ground, now: Ground, before: Catalogue, findings: readonly Finding[]): Promise<Finding[]> {
  const after = await catalogueOf(now);
  const accepted = await accept(old, [...canonicalStatements(before), ...provocations(before, after, findings)]);
  return judge(findings, await execute(now, accepted));
}

async function catalogueOf(ground: Ground): Promise<Catalogue> {
  const read = await readCatalogue(ground);
  if (read.kind !== 'read') throw new Error(read.why);
  return read.catalogue;
}

async function outcome(ground: Ground, sql: string): Promise<string | null> {
  const ran = await ground.probe(`${sql}; set constraints all immediate`);
  return ran.kind === 'failed' ? ran.sqlstate : null;
}

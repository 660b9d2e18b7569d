import type { Catalogue } from '#src/schema/catalogue/catalogue.ts';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import type { Finding } from '#src/schema/finding.ts';
import { execute } from '#src/schema/oracle/execute.ts';
import type { Accepted } from '#src/schema/oracle/statement.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import type { Scratch } from '#src/schema/scratch.ts';

/** What a migration did, on one scratch database that is emptied before each case. */
export interface Case {
  readonly before: Catalogue;
  readonly live: Catalogue;
  readonly findings: readonly Finding[];
}

export interface Ground {
  readonly scratch: Scratch;
  /** Makes the old schema, then the change; findings are told to be in line 1 of `change.sql`. */
  change(old: string, change: string): Promise<Case>;
  /** Goes on from what is there, which becomes the old schema. */
  continue(change: string): Promise<Case>;
  /** The same live schema once more, without whatever was done to it since. */
  readonly reopen: () => Promise<Scratch>;
  close(): Promise<void>;
}

export async function openGround(engine: string): Promise<Ground> {
  const scratch = await openScratch({ engine, wallMs: 30_000, memoryMb: 1500 });
  let sql: readonly string[] = [];
  const rebuild = async (): Promise<void> => {
    await must(scratch, 'DROP SCHEMA IF EXISTS app CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    for (const script of sql) await must(scratch, script);
  };
  const goOn = async (change: string): Promise<Case> => {
    const before = await catalogueOf(scratch);
    sql = [...sql, change];
    await must(scratch, change);
    const live = await catalogueOf(scratch);
    const findings = diffCatalogues(before, live).map((finding) => Object.assign({}, finding, { file: 'change.sql', line: 1 }));
    return { before, live, findings };
  };
  return {
    scratch,
    change: async (old, change) => {
      sql = [old];
      await rebuild();
      return goOn(change);
    },
    continue: goOn,
    reopen: async () => {
      await rebuild();
      return { ...scratch, close: async () => {} };
    },
    close: () => scratch.close(),
  };
}

/** Statements as the code sends them, taken to be accepted by the schema that they were written for. */
export function says(...statements: readonly string[]): Accepted[] {
  return statements.map((text) => {
    const way = { setup: '', text, run: text };
    return { statement: { object: '', part: null, use: 'ordinary', ways: [way] }, way };
  });
}

/** Those that the schema refuses, and how. */
export async function refused(scratch: Scratch, statements: readonly string[]): Promise<{ statement: string; sqlstate: string }[]> {
  const executed = await execute(scratch, says(...statements));
  return executed.flatMap(({ way, outcome }) =>
    outcome.kind === 'passed' ? [] : [{ statement: way.text, sqlstate: 'sqlstate' in outcome ? outcome.sqlstate : outcome.why }],
  );
}

export async function must(scratch: Scratch, sql: string): Promise<void> {
  const ran = await scratch.run(sql);
  if (ran.kind !== 'ok') throw new Error(`${sql}: ${JSON.stringify(ran)}`);
}

async function catalogueOf(scratch: Scratch): Promise<Catalogue> {
  const read = await readCatalogue(scratch);
  if (read.kind !== 'read') throw new Error(read.why);
  return read.catalogue;
}

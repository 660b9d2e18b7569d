import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Contract } from '../contract/contract.ts';
import type { Opaque } from '../migration.ts';
import type { Statement } from '../parse/parsed.ts';
import { hangsOnRows, programsOf } from './by-rows.ts';
import { ownUndoIn } from './own-undo.ts';
import { changedIn, madeWhereMissing } from './unmade.ts';
import type { Laid, Walked } from './walk-span.ts';

/** A step that may have met something on the live database which the scratch one never had, and the name of that. */
export interface Ungrounded {
  readonly step: Laid;
  readonly name: string;
}

/**
 * What an earlier migration could not be replayed to make, and what the old code names though no migration makes it, or only where it is missing: a
 * later statement that names it met nothing of it on the scratch database, and may have met it on the live one.
 *
 * @param opaque of the earlier commit: what its tool runs and a replay cannot
 */
export function ungrounded({ below, before, steps }: Walked, opaque: readonly Opaque[], contract: Contract): Ungrounded[] {
  const there = new Set(namesIn(before));
  const failed = new Set([...below.flatMap(wordsThatFailed), ...below.flatMap(wordsUndone)].filter((word) => !there.has(word)));
  const declared = new Set(contract.tables.map(({ name }) => name.toLowerCase()).filter((word) => !there.has(word)));
  const doubtful = new Set<string>();
  const isPartial = opaque.length > 0 || below.some(lacksGround) || mayHaveMadeAnything(below);
  return steps.flatMap((step) => {
    const made = new Set(namesIn(step.catalogue));
    for (const word of madeWhereMissing(step)) if (declared.has(word) && !there.has(word)) doubtful.add(word);
    const words = failed.size + declared.size === 0 ? [] : wordsIn(step.migration.up.sql);
    const name =
      words.find((word) => failed.has(word) || (declared.has(word) && !made.has(word))) ??
      changedIn(step).find((word) => doubtful.has(word)) ??
      (isPartial ? toleratedIn(step).find((word) => !there.has(word) && !made.has(word)) : undefined);
    for (const word of made) there.add(word);
    // What failed is reported for itself.
    return name === undefined || step.failures.length > 0 ? [] : [{ step, name }];
  });
}

function toleratedIn({ parsed }: Laid): string[] {
  return statementsOf(parsed).flatMap(({ tolerates }) => tolerates.map((name) => name.toLowerCase()));
}

/** A table that is not there, and that no earlier failure explains: the files begin in the middle. */
function lacksGround({ failures }: Laid): boolean {
  return failures.some(({ sqlstate }) => sqlstate === '42P01' || sqlstate === '3F000');
}

function mayHaveMadeAnything(below: readonly Laid[]): boolean {
  const programs = programsOf(below);
  return below.some(({ parsed }) => statementsOf(parsed).some((statement) => hangsOnRows(statement, programs)));
}

function statementsOf(parsed: Laid['parsed']): readonly Statement[] {
  return parsed.kind === 'parsed' ? parsed.statements : [];
}

/** Of whole statements: too many words cost an answer, too few would make one up. */
function wordsThatFailed({ migration: { up }, parsed, failures }: Laid): string[] {
  const texts = failures.map(({ line }) => {
    const statement = statementsOf(parsed).find((one) => up.firstLine + one.line - 1 === line);
    return statement === undefined ? up.sql : up.sql.slice(statement.start, statement.end);
  });
  return texts.flatMap(wordsIn).filter((word) => !COMMON.has(word));
}

/** What a file made and took away itself may be there where its tool ran one of the two. */
function wordsUndone({ migration: { up }, parsed }: Laid): string[] {
  return ownUndoIn(up, parsed, null) === null ? [] : wordsIn(up.sql).filter((word) => !COMMON.has(word));
}

function wordsIn(sql: string): string[] {
  const words = sql
    .replaceAll(/--[^\n]*/gu, ' ')
    .toLowerCase()
    .match(/[\p{L}_][\p{L}\p{N}_$]*/gu);
  return [...new Set(words ?? [])];
}

function namesIn({ schemas, relations, enums, domains, composites, functions, sequences }: Catalogue): string[] {
  const named = [...schemas, ...relations, ...enums, ...domains, ...composites, ...functions, ...sequences];
  return [...named, ...relations.flatMap(({ columns }) => columns)].map(({ name }) => name.toLowerCase());
}

const COMMON = new Set(
  (
    'add after all alter and any array as asc begin between bigint boolean bool both btree by bytea cascade case char character check collate column columns ' +
    'comment concurrently conflict constraint create cross current current_timestamp date decimal default deferrable delete desc distinct do domain double drop ' +
    'each else end enum execute exists extension false float for foreign from full function gin gist grant group having hash if immutable in index inner insert ' +
    'instead int integer interval into is join json jsonb key language left like limit lock materialized name no not nothing now null numeric of off offset on only or ' +
    'order owner partition perform plpgsql policy precision primary procedure public raise real references rename replace restrict return returning returns revoke right ' +
    'role row rows schema security select sequence serial set setof smallint sql stable statement table temporary text then time timestamp timestamptz to trigger true ' +
    'truncate type unique unlogged update usage user using uuid valid values varchar varying version view void volatile when where with without zone'
  ).split(' '),
);

import type { FileTree } from '../migration.ts';
import type { Contract, ContractTable } from './contract.ts';
import { newestSnapshot } from './newest-snapshot.ts';
import { readDrizzle } from './read-drizzle.ts';
import { readPrisma } from './read-prisma.ts';
import { readSqlx } from './read-sqlx.ts';
import { readSupabase } from './read-supabase.ts';

const PRISMA = /\.prisma$/;
const DRIZZLE = /(?:^|\/)(?:meta\/(?:_journal|\d+_snapshot)\.json|\d{14}_[^/]*\/(?:migration\.sql|snapshot\.json))$/;
const SQLX = /(?:^|\/)(?:\.sqlx\/query-[^/]*\.json|sqlx-data\.json)$/;
const SUPABASE = /(?:^|\/)database\.types\.ts$/;

const PATTERNS = { prisma: PRISMA, drizzle: DRIZZLE, sqlx: SQLX, supabase: SUPABASE } as const;

export type ContractKind = keyof typeof PATTERNS;

const EVERY_KIND: readonly ContractKind[] = ['prisma', 'drizzle', 'sqlx', 'supabase'];

/** Whether a file of the repository may say what its code needs of the database: only these have to be read. */
export function isContractFile(path: string): boolean {
  return isContractOf(path, EVERY_KIND);
}

export function isContractOf(path: string, kinds: readonly ContractKind[]): boolean {
  return !/(?:^|\/)node_modules\//.test(path) && kinds.some((kind) => PATTERNS[kind].test(path));
}

/**
 * What the code of one commit says that it needs, from every kind of contract among its files together; null where there is none, and then
 * the replayed catalogue must stand for it. Which statements hold of another database than this one only the old schema can tell: run them
 * there first.
 *
 * @param drizzle what the code declares in Drizzle, where that could be found
 */
export async function readContract(files: FileTree, drizzle: Contract | null = null): Promise<Contract | null> {
  const matching = (pattern: RegExp): FileTree => new Map([...files].filter(([path]) => isContractFile(path) && pattern.test(path)));
  const prisma = matching(PRISMA);
  // The snapshot is what the migrations make, which the code may have left behind.
  const snapshot = drizzle === null ? newestSnapshot(matching(DRIZZLE)) : null;
  const queries = matching(SQLX);
  const contracts = [
    ...(drizzle === null ? [] : [drizzle]),
    ...(prisma.size > 0 ? [readPrisma(prisma)] : []),
    ...(snapshot ? [readDrizzle(snapshot.file, snapshot.text, snapshot.newest)] : []),
    ...(queries.size > 0 ? [await readSqlx(queries)] : []),
    ...[...matching(SUPABASE)].map(([file, text]) => readSupabase(file, text)),
  ];
  const [first] = contracts;
  return first === undefined ? null : { ...together(contracts), source: first.source };
}

function together(contracts: readonly Contract[]): Omit<Contract, 'source'> {
  const enums = contracts.every((contract) => contract.enums !== null) ? contracts.flatMap((contract) => contract.enums ?? []) : null;
  return {
    files: contracts.flatMap(({ files }) => files),
    tables: contracts.flatMap(({ tables }): readonly ContractTable[] => tables),
    enums,
    statements: contracts.flatMap(({ statements }) => statements),
    gaps: contracts.flatMap(({ gaps }) => gaps),
  };
}

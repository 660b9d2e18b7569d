import { z } from 'zod';
import type { FileTree, History } from '../migration.ts';
import { inOrder, notReadable, type Entry } from './script.ts';
import { byBytes } from './subtree.ts';

/** A folder of Prisma 8: `migrations/app/20260707T1006_name/ops.json`, compiled from its `migration.ts`, is what runs. */
const OPS = /^(?<folder>(?:[^/]+\/)*[^/]+)\/ops\.json$/u;

const operations = z.array(z.looseObject({ execute: z.array(z.looseObject({ sql: z.string(), params: z.array(z.unknown()).nullish() })) }));
const manifest = z.looseObject({ from: z.string().nullable(), to: z.string() });

export function isOfPrisma8(tree: FileTree): boolean {
  return [...tree.keys()].some((path) => OPS.test(path) && tree.has(path.replace(/ops\.json$/u, 'migration.json')));
}

interface Edge {
  readonly folder: string;
  readonly from: string | null;
  readonly to: string;
}

/** Each migration leads from the hash of one schema to that of another; only a single line of them tells an order. */
export function readPrismaOps(tree: FileTree): History {
  const folders = [...tree.keys()].flatMap((path) => OPS.exec(path)?.groups?.['folder'] ?? []).sort(byBytes);
  const spaces = new Set(folders.map((folder) => folder.split('/').slice(0, -1).join('/')));
  if (spaces.size > 1) {
    return notReadable(
      `Prisma 8 keeps migrations in ${[...spaces].sort(byBytes).join(' and in ')}, whose order among each other cannot be told. Name one of the folders.`,
    );
  }
  const edges = folders.map((folder): Edge | string => edgeOf(tree, folder));
  const broken = edges.find((edge) => typeof edge === 'string');
  if (typeof broken === 'string')
    return notReadable(`${broken}/migration.json does not say from where to where it leads. Write it again with Prisma.`);
  const ordered = inLine(edges.filter((edge) => typeof edge !== 'string'));
  if (ordered === null)
    return notReadable('The migrations of Prisma 8 are no single line from the empty schema on, so which of them ran cannot be told.');
  return { kind: 'history', tool: 'prisma', ...inOrder(ordered.map(({ folder }) => entryOf(tree, folder))), ignored: [] };
}

function edgeOf(tree: FileTree, folder: string): Edge | string {
  const read = manifest.safeParse(jsonOf(tree.get(`${folder}/migration.json`)));
  return read.success ? { folder, from: read.data.from, to: read.data.to } : folder;
}

/** Null where one schema is left by two migrations, or the line is broken. A later one may lead back to a schema that was there before. */
function inLine(edges: readonly Edge[]): Edge[] | null {
  const left = new Set(edges);
  const line: Edge[] = [];
  let at: string | null = null;
  while (left.size > 0) {
    const next = [...left].filter(({ from }) => (at === null ? from === null || from === 'empty' || from === 'sha256:empty' : from === at));
    const [only, another] = next;
    if (only === undefined || another !== undefined) return null;
    left.delete(only);
    line.push(only);
    at = only.to;
  }
  return line;
}

function entryOf(tree: FileTree, folder: string): Entry {
  const file = `${folder}/ops.json`;
  const read = operations.safeParse(jsonOf(tree.get(file)));
  if (!read.success) return { kind: 'opaque', file, why: `${file} is of Prisma 8, in a form whose SQL is not read.` };
  const steps = read.data.flatMap(({ execute }) => execute);
  if (steps.some(({ params }) => (params ?? []).length > 0))
    return { kind: 'opaque', file, why: `${file} is of Prisma 8 and has SQL with parameters, which is not replayed.` };
  const sql = steps.map((step) => `${step.sql.trim().replace(/;$/u, '')};\n`).join('');
  const name = folder.split('/').at(-1) ?? folder;
  return { kind: 'migration', migration: { name, file, up: { sql, file, firstLine: 1, transaction: true }, down: null } };
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

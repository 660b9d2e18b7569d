import type { FileTree } from '#src/schema/migration.ts';

const TYPES = ['text', 'integer', 'bigint', 'boolean', 'timestamptz', 'jsonb', 'numeric(12, 2)', 'uuid'];
const TABLES = 120;

interface Table {
  readonly name: string;
  readonly columns: string[];
}

/**
 * Migrations as teams write them, the same ones every time: many new tables and columns, some indexes and keys, now and then something that
 * breaks old code. In Prisma's layout.
 */
export function syntheticHistory(count: number): FileTree {
  const chance = createChance(20_261_120);
  const tables: Table[] = [];
  const tree = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const isEarly = tables.length < 5 || (tables.length < TABLES && chance() < TABLES / count + 0.05);
    const sql = isEarly ? createTable(tables, index, chance) : change(pick(tables, chance), tables, index, chance);
    tree.set(`${20_240_101_000_000 + index}_step/migration.sql`, sql);
  }
  return tree;
}

function createTable(tables: Table[], index: number, chance: () => number): string {
  const name = `table_${index}`;
  const columns = Array.from({ length: 4 + Math.floor(chance() * 12) }, (_, at) => `column_${at}`);
  const parent = tables.length > 0 ? pick(tables, chance) : null;
  tables.push({ name, columns: [...columns] });
  return [
    `CREATE TABLE "${name}" (`,
    '  "id" TEXT NOT NULL,',
    ...columns.map((column) => `  "${column}" ${pick(TYPES, chance)},`),
    '  "parent_id" TEXT,',
    '  "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,',
    `  CONSTRAINT "${name}_pkey" PRIMARY KEY ("id")`,
    ');',
    `CREATE INDEX "${name}_parent_id_idx" ON "${name}"("parent_id");`,
    ...(parent === null
      ? []
      : [
          `ALTER TABLE "${name}" ADD CONSTRAINT "${name}_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "${parent.name}"("id") ON DELETE SET NULL ON UPDATE CASCADE;`,
        ]),
    '',
  ].join('\n');
}

function change({ name, columns }: Table, tables: readonly Table[], index: number, chance: () => number): string {
  const fresh = `added_${index}`;
  const [column] = columns;
  const kind = chance();
  if (column === undefined || kind < 0.45) {
    columns.push(fresh);
    return `ALTER TABLE "${name}" ADD COLUMN "${fresh}" ${pick(TYPES, chance)};\n`;
  }
  if (kind < 0.6) return `CREATE INDEX "${name}_${index}_idx" ON "${name}"("${column}");\n`;
  if (kind < 0.68) {
    columns.push(fresh);
    return `-- AlterTable\nALTER TABLE "${name}" ADD COLUMN "${fresh}" TEXT,\nALTER COLUMN "parent_id" DROP NOT NULL;\n\n-- AddForeignKey\nALTER TABLE "${name}" ADD CONSTRAINT "${name}_${fresh}_fkey" FOREIGN KEY ("${fresh}") REFERENCES "${pick(tables, chance).name}"("id") ON DELETE CASCADE;\n`;
  }
  if (kind < 0.74)
    return `CREATE TYPE "kind_${index}" AS ENUM ('a', 'b');\nALTER TABLE "${name}" ADD COLUMN "${fresh}" "kind_${index}" NOT NULL DEFAULT 'a';\n`;
  if (kind < 0.84) return `ALTER TABLE "${name}" DROP COLUMN "${columns.shift()}";\n`;
  if (kind < 0.9) {
    columns.push(fresh);
    return `ALTER TABLE "${name}" ADD COLUMN "${fresh}" INTEGER;\nUPDATE "${name}" SET "${fresh}" = 0;\nALTER TABLE "${name}" ALTER COLUMN "${fresh}" SET NOT NULL;\n`;
  }
  if (kind < 0.95) return `CREATE UNIQUE INDEX "${name}_${index}_key" ON "${name}"("parent_id", "created_at");\n`;
  columns[0] = fresh;
  return `ALTER TABLE "${name}" RENAME COLUMN "${column}" TO "${fresh}";\n`;
}

function pick<T>(of: readonly T[], chance: () => number): T {
  const one = of[Math.floor(chance() * of.length)];
  if (one === undefined) throw new Error('There is nothing to pick from.');
  return one;
}

/** Numbers from 0 to 1 that look like chance and are the same every time (a linear congruential generator). */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

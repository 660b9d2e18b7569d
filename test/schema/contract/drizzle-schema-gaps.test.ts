import { describe, expect, test } from 'vitest';
import { columnsIn, IMPORT, read } from './drizzle-files.ts';

describe('what could not be read without running it is a gap', () => {
  test.each([
    [
      'a spread of a package',
      `import { times } from '@acme/db';\nexport const t = pgTable('t', { id: text('id'), ...times });`,
      'times comes from @acme/db, which is not read',
    ],
    [
      'a column of a package',
      `import { cuid } from '@acme/db';\nexport const t = pgTable('t', { id: cuid('id') });`,
      'id: cuid comes from @acme/db, which is not read',
    ],
    [
      'a table of a package',
      `import { table } from '@acme/db';\nexport const t = table('t', { id: text('id') });`,
      'table comes from @acme/db, which is not read',
    ],
    [
      'a table of a package, with row security',
      `import { table, cols } from '@acme/db';\nexport const t = table('t', cols).enableRLS() as unknown;`,
      'table comes from @acme/db, which is not read',
    ],
    ['all of a package', `export * from '@acme/db';`, 'it is not read'],
    [
      'a table by a condition',
      `export const t = process.env.A ? pgTable('t', { id: text('id') }) : pgTable('u', { id: text('id') });`,
      'ConditionalExpression is not read',
    ],
    ['a key that is computed', `export const t = pgTable('t', { [process.env.A]: text('id') });`, 'a key that is computed'],
    [
      'a function that does more',
      `function cols() { if (x) return {}; return { id: text('id') }; }\nexport const t = pgTable('t', cols());`,
      'a function that does more than return',
    ],
    ['an endless recursion', `const f = () => f();\nexport const t = pgTable('t', f());`, 'it is nested too deeply'],
    ['what is not TypeScript', 'export const t = pgTable(', 'could not be parsed'],
  ])('%s', async (_, text, gap) => {
    const contract = await read({ 'src/db/schema.ts': `${IMPORT}${text}\n` });
    expect(contract?.gaps).toEqual([expect.stringContaining(gap)]);
  });

  test('also in a file that the schema’s own passes on', async () => {
    const contract = await read({
      'src/db/schema.ts': "export * from './more';\n",
      'src/db/more.ts': "export * from './deep';\nexport * from '@acme/db';\n",
      'src/db/deep.ts': "import { table } from '@acme/db';\nexport const t = table('t', { id: 1 });\n",
    });
    expect(contract?.gaps).toEqual([
      'src/db/more.ts: everything of @acme/db could not be read without running it: it is not read.',
      'src/db/deep.ts: t could not be read without running it: table comes from @acme/db, which is not read.',
    ]);
  });

  test('a schema that is not there', async () => {
    expect((await read({}))?.gaps).toEqual(['There is no file src/db/schema.ts.']);
  });

  test.each(['schema: path()', 'schema: process.env.SCHEMA'])('%s in the configuration', async (schema) => {
    const contract = await read({ 'drizzle.config.ts': `export default { dialect: 'postgresql', out: './drizzle', ${schema} };\n` });
    expect(contract?.gaps).toEqual(['drizzle.config.ts does not say in plain text where the schema is.']);
  });

  test('other things of a schema’s file are none', async () => {
    const contract = await read({
      'src/db/schema.ts': `${IMPORT}import { z } from 'zod';\nimport { createInsertSchema } from 'drizzle-zod';\nimport { relations } from 'drizzle-orm';
export const t = pgTable('t', { id: text('id') });
export const insertT = createInsertSchema(t, { id: z.string() });
export const tRelations = relations(t, ({ many }) => ({ many: many(t) }));
export const shape = z.object({ a: z.string() });
export const helper = (a: number) => a + 1;
export const LIMIT = 5;
`,
    });
    expect([columnsIn(contract), contract?.gaps]).toEqual([['t.id'], []]);
  });
});

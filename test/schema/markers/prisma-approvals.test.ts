import { expect, test } from 'vitest';
import type { Finding } from '#src/schema/finding.ts';
import { readPrismaApprovals, showApprovals } from '#src/schema/markers/prisma-approvals.ts';
import { parseScript } from '#src/schema/parse/parse-script.ts';
import { MARA, script } from './script.ts';

const SQL = `/*
  Warnings:

  - You are about to drop the column \`total\` on the \`Invoice\` table. All the data in the column will be lost.
  - You are about to alter the column \`tax\` on the \`Invoice\` table. The data in that column could be lost. The data in that column will be cast from \`Text\` to \`Int\`.
  - A unique constraint covering the columns \`[number]\` on the table \`Invoice\` will be added. If there are existing duplicate values, this will fail.

*/
-- AlterTable
ALTER TABLE "Invoice" DROP COLUMN "total";
`;

const DROPPED: Finding = {
  code: 'COLUMN_DROPPED',
  severity: 'hard',
  object: 'public.Invoice.total',
  sqlstate: '42703',
  file: '0003_contract.sql',
  line: 10,
  message: 'public.Invoice.total no longer exists.',
  failing: null,
};

test("Prisma's warnings are read with the names that they are about", async () => {
  const approvals = readPrismaApprovals(script(SQL), await parseScript(SQL), MARA);

  expect(approvals.map(({ line, names }) => ({ line, names }))).toEqual([
    { line: 4, names: ['total', 'Invoice'] },
    { line: 5, names: ['tax', 'Invoice'] },
    { line: 6, names: ['Invoice'] },
  ]);
});

test('an approval is shown beside its finding and lowers nothing: it is about data, and gives no reason', async () => {
  const approvals = readPrismaApprovals(script(SQL), await parseScript(SQL), MARA);
  const other = { ...DROPPED, object: 'public.Customer.total' };

  expect(showApprovals([DROPPED, other], approvals)).toEqual([
    {
      ...DROPPED,
      message:
        'public.Invoice.total no longer exists. Prisma warned “You are about to drop the column `total` on the `Invoice` table. ' +
        'All the data in the column will be lost”; that was approved by Mara Lindqvist in abc1234, which says nothing about the old code.',
    },
    other,
  ]);
});

test('a list in another comment approves nothing', async () => {
  const sql = '/* To do:\n  - drop `Invoice` */\nSELECT 1;';

  expect(readPrismaApprovals(script(sql), await parseScript(sql), MARA)).toEqual([]);
});

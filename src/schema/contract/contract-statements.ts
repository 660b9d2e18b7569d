import type { Statement } from '../oracle/statement.ts';
import type { Contract } from './contract.ts';

/**
 * The statements of a contract, to be accepted by the old schema before they prove anything on another. They are planned and not run: their
 * parameters are not known. Preparing alone would not find the unique that an upsert needs; before PostgreSQL 16 it is all there is. Each must be one statement: what
 * follows a semicolon would be run.
 */
export function contractStatements({ source, statements }: Pick<Contract, 'source' | 'statements'>): Statement[] {
  return statements.map((text) => {
    const one = text.trim().replace(/;$/, '');
    const runs = [`explain (generic_plan, costs off) ${one}\n`, `prepare switchback_query as ${one}\n; deallocate switchback_query`];
    return { object: source, part: null, use: 'ordinary', ways: runs.map((run) => ({ setup: '', text, run })) };
  });
}

import type { Statement } from '../oracle/statement.ts';
import type { Contract } from './contract.ts';

/**
 * The statements of a contract, to be accepted by the old schema before they prove anything on another. They are prepared and not run: their
 * parameters are not known. Each must be one statement: what follows a semicolon would be run.
 */
export function contractStatements({ source, statements }: Pick<Contract, 'source' | 'statements'>): Statement[] {
  return statements.map((text) => {
    const one = text.trim().replace(/;$/, '');
    const run = `prepare switchback_query as ${one}\n; deallocate switchback_query`;
    return { object: source, part: null, use: 'ordinary', ways: [{ setup: '', text, run }] };
  });
}

import { parseScript } from '../../parse/parse-script.ts';
import type { Ran } from '../../scratch.ts';
import type { Engine, Order, Reply } from '../messages.ts';
import { hearCanary } from './canary.ts';
import { connectPglite } from './connect-pglite.ts';
import { connectServer } from './connect-server.ts';
import type { Connection } from './engine.ts';
import { runSteps } from './run-steps.ts';

type Database = { readonly connection: Connection; readonly canary: () => Promise<string | null> };

/** Carries out the orders of the parent, one at a time. */
export function serve(): (order: Order) => Promise<Reply> {
  let database: Database | null = null;

  async function carryOut(order: Order): Promise<Reply> {
    if (order.kind === 'parse') return { kind: 'parsed', parsed: await parseScript(order.sql) };
    if (order.kind === 'open') {
      const connection = await connect(order.engine);
      database = { connection, canary: await hearCanary(connection) };
      return (await brokenOf(database)) ?? { kind: 'opened' };
    }
    if (database === null) return { kind: 'broken', why: 'The scratch database was asked before it was open.' };
    const answers = order.kind === 'run' ? await runSteps(database.connection, order.steps) : [await probe(database.connection, order.sql)];
    return (await brokenOf(database)) ?? { kind: 'ran', answers };
  }

  return async (order) => {
    try {
      return await carryOut(order);
    } catch (error) {
      return { kind: 'broken', why: `The scratch database broke: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
}

function connect(engine: Engine): Promise<Connection> {
  return engine.kind === 'pglite' ? connectPglite(engine.extensions, engine.template) : connectServer(engine.url, engine.statementMs);
}

async function brokenOf(database: Database): Promise<Reply | null> {
  const why = await database.canary();
  return why === null ? null : { kind: 'broken', why };
}

async function probe(connection: Connection, sql: string): Promise<Ran> {
  const parsed = await parseScript(sql);
  if (parsed.kind === 'not parsed') return { kind: 'failed', sqlstate: '42601', message: parsed.message, position: null };
  const leaves = parsed.statements.find(({ manner }) => manner !== 'ordinary');
  if (leaves !== undefined) {
    const message = `A probe is always undone, and a ${leaves.node} cannot be; it was not run.`;
    return { kind: 'failed', sqlstate: '2D000', message, position: null };
  }
  const answers = await runSteps(connection, [{ sql: 'begin' }, { sql, rows: true }, { sql: 'rollback', always: true }]);
  return answers.find((answer) => answer?.kind === 'failed') ?? answers[1] ?? NOT_RUN;
}

const NOT_RUN: Ran = { kind: 'lost', why: 'The probe did not run.' };

import { parseManners, parseScript } from '../../parse/parse-script.ts';
import type { Parsed } from '../../parse/parsed.ts';
import type { Ran } from '../../scratch.ts';
import type { Engine, Order, Reply } from '../messages.ts';
import { hearCanary } from './canary.ts';
import type { Connection } from './engine.ts';
import { runSteps } from './run-steps.ts';

type Database = { readonly connection: Connection; readonly canary: () => Promise<string | null> };

/** Carries out the orders of the parent, one at a time. */
export function serve(): (order: Order) => Promise<Reply> {
  const databases = new Map<number, Database>();

  async function carryOut(order: Order): Promise<Reply> {
    if (order.kind === 'parse') return { kind: 'parsed', parsed: await parseAll(order.scripts) };
    if (order.kind === 'open') {
      const connection = await connect(order.engine);
      const database = { connection, canary: await hearCanary(connection) };
      databases.set(order.database, database);
      return (await brokenOf(database)) ?? { kind: 'opened' };
    }
    const database = databases.get(order.database);
    if (order.kind === 'leave') {
      databases.delete(order.database);
      await database?.connection.end();
      return { kind: 'left' };
    }
    if (database === undefined) return { kind: 'broken', why: 'The scratch database was asked before it was open.' };
    const answers =
      order.kind === 'run'
        ? await runSteps(database.connection, order.steps, order.patienceMs)
        : [await probe(database.connection, order.sql)];
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

/** What the first orders will want, before they come. */
export async function loadForServer(): Promise<void> {
  await Promise.all([import('./connect-server.ts'), parseScript('select')]);
}

/** Each brings a library of its own, which is loaded where it is wanted. */
async function connect(engine: Engine): Promise<Connection> {
  if (engine.kind === 'server') {
    const { connectServer } = await import('./connect-server.ts');
    return await connectServer(engine.url, engine.statementMs);
  }
  const { connectPglite } = await import('./connect-pglite.ts');
  return await connectPglite(engine.extensions, engine.template);
}

async function parseAll(scripts: readonly string[]): Promise<Parsed[]> {
  const parsed: Parsed[] = [];
  for (const sql of scripts) parsed.push(await parseScript(sql));
  return parsed;
}

async function brokenOf(database: Database): Promise<Reply | null> {
  const why = await database.canary();
  return why === null ? null : { kind: 'broken', why };
}

async function probe(connection: Connection, sql: string): Promise<Ran> {
  const parsed = await parseManners(sql);
  if (parsed.kind === 'not parsed') return { kind: 'failed', sqlstate: '42601', message: parsed.message, position: null };
  const leaves = parsed.statements.find(({ manner }) => manner !== 'ordinary');
  if (leaves !== undefined) {
    const message = `A probe is always undone, and a ${leaves.node} cannot be; it was not run.`;
    return { kind: 'failed', sqlstate: '2D000', message, position: null };
  }
  const answers = await runSteps(connection, [{ sql: 'begin' }, { sql, rows: true }, { sql: 'rollback', always: true }], Infinity);
  return answers.find((answer) => answer?.kind === 'failed') ?? answers[1] ?? NOT_RUN;
}

const NOT_RUN: Ran = { kind: 'lost', why: 'The probe did not run.' };

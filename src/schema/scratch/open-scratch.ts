import type { Lost, Ran, Scratch, Step } from '../scratch.ts';
import { correspond, type Correspondence } from './correspond.ts';
import type { Engine, Order, Reply } from './messages.ts';
import { startProcess } from './start-process.ts';
import { emptyTemplate } from './template.ts';
import { createThrowaway, type Throwaway } from './throwaway-database.ts';

export interface ScratchOptions {
  /** `pglite`, or the URL of a PostgreSQL server on which a database and a role may be created and dropped again. */
  readonly engine: string;
  /** For one call: `run`, `probe`, `parse`, or all steps of a `runAll`. */
  readonly wallMs: number;
  /** For all calls together. */
  readonly totalMs?: number;
  /** Of the scratch process; PGlite alone takes about 600. */
  readonly memoryMb: number;
  /** By their SQL names. One that the engine lacks is left out: a migration that needs it fails, and no other. */
  readonly extensions?: readonly string[];
}

const OPENING_MS = 60_000;
const TOTAL_MS = 600_000;

/** Never throws: a scratch database that could not be opened is `lost` from the start, and says why. */
export async function openScratch(options: ScratchOptions): Promise<Scratch> {
  const extensions = options.extensions ?? [];
  if (options.engine === 'pglite') return await openEmbedded(extensions, options);
  let throwaway: Throwaway;
  try {
    throwaway = await createThrowaway(options.engine, extensions);
  } catch (error) {
    return neverOpened(`No scratch database could be made on the configured PostgreSQL server: ${messageOf(error)}`);
  }
  // The server's clock rings first: a statement that it stops has failed, a process that we stop is lost.
  const statementMs = Math.max(1, Math.floor(options.wallMs * 0.8));
  return openIn({ kind: 'server', url: throwaway.url, statementMs }, options, throwaway);
}

async function openEmbedded(extensions: readonly string[], options: ScratchOptions): Promise<Scratch> {
  const template = await emptyTemplate();
  const scratch = await openIn({ kind: 'pglite', extensions, template }, options, null);
  const [canary] = await scratch.runAll([{ sql: 'select 1' }]);
  if (template === null || canary?.kind === 'ok') return scratch;
  // A template that was cut short is no reason to know nothing.
  await scratch.close();
  return await openIn({ kind: 'pglite', extensions, template: null }, options, null);
}

async function openIn(engine: Engine, options: ScratchOptions, throwaway: Throwaway | null): Promise<Scratch> {
  const child = correspond(startProcess(options.memoryMb), options.memoryMb);
  await child.send({ kind: 'open', engine, memoryMb: options.memoryMb }, OPENING_MS);
  const send = withinTotal(child, options);

  async function runAll(steps: readonly Step[]): Promise<readonly (Ran | null)[]> {
    const reply = await send({ kind: 'run', steps });
    return reply.kind === 'ran' ? reply.answers : steps.map(() => lostBy(reply));
  }
  return {
    run: async (sql) => {
      const [answer] = await runAll([{ sql, rows: true }]);
      return answer ?? lostBy({ kind: 'ran', answers: [] });
    },
    probe: async (sql) => {
      const reply = await send({ kind: 'probe', sql });
      return (reply.kind === 'ran' ? reply.answers[0] : null) ?? lostBy(reply);
    },
    runAll,
    parse: async (sql) => {
      const reply = await send({ kind: 'parse', sql });
      return reply.kind === 'parsed' ? reply.parsed : lostBy(reply);
    },
    close: async () => {
      await child.end();
      await throwaway?.drop();
    },
  };
}

/** The time between calls is not counted: only what the scratch database takes. */
function withinTotal(child: Correspondence, options: ScratchOptions): (order: Order) => Promise<Reply | Lost> {
  let left = options.totalMs ?? TOTAL_MS;
  return async (order) => {
    const began = performance.now();
    const reply = await child.send(order, Math.max(1, Math.min(options.wallMs, left)));
    left -= performance.now() - began;
    return reply;
  };
}

function neverOpened(why: string): Scratch {
  const lost: Lost = { kind: 'lost', why };
  return {
    run: async () => lost,
    probe: async () => lost,
    runAll: async (steps) => steps.map(() => lost),
    parse: async () => lost,
    close: async () => {},
  };
}

function lostBy(reply: Reply | Lost): Lost {
  if (reply.kind === 'lost') return reply;
  return { kind: 'lost', why: `The scratch process answered something else than it was asked (${reply.kind}).` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

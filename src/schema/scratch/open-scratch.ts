import type { Lost, Ran, Scratch, Step } from '../scratch.ts';
import { correspond, type Correspondence } from './correspond.ts';
import { COMPANIONS, CONTRIB } from './extensions.ts';
import { lostScratch } from './lost-scratch.ts';
import type { Engine, Order, Reply } from './messages.ts';
import { ownServer } from './own-server.ts';
import { takeProcess, type ScratchProcess } from './processes.ts';
import { startProcess } from './start-process.ts';
import { sweep } from './sweep.ts';
import { emptyTemplate } from './template.ts';
import { administratorOf, createThrowaway, type Administrator, type Throwaway } from './throwaway-database.ts';

export interface ScratchOptions {
  /**
   * `bundled`: the PostgreSQL that comes with the product, and PGlite where there is none or it lacks an extension. `pglite`. Or the URL of a
   * PostgreSQL server on which databases and a role may be created and dropped again.
   */
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
/** Longer than any call may take. */
const NO_END = TOTAL_MS;

/** Starts what the first scratch database will want, so that it is there when it is wanted. */
export function prepareScratch({ engine, memoryMb }: Pick<ScratchOptions, 'engine' | 'memoryMb'>): void {
  if (engine !== 'bundled') return;
  void ownServer();
  void takeProcess(memoryMb).release();
}

/** Never throws: a scratch database that could not be opened is `lost` from the start, and says why. */
export async function openScratch(options: ScratchOptions): Promise<Scratch> {
  const { engine, extensions = [] } = options;
  if (engine === 'pglite') return await openEmbedded(extensions, options);
  if (engine === 'bundled') {
    const own = await ownServer();
    const lacks = extensions.some((name) => own?.extensions.has(name) !== true && (CONTRIB.has(name) || COMPANIONS.has(name)));
    return own === null || lacks ? await openEmbedded(extensions, options) : await openOn(own.administrator, extensions, options);
  }
  const administrator = administratorOf(engine);
  // One that cannot be asked cannot be used either, which is said below.
  await sweep(administrator.pool, Date.now()).catch(() => {});
  const scratch = await openOn(administrator, extensions, options);
  return {
    ...scratch,
    close: async () => {
      await scratch.close();
      await administrator.pool.end();
    },
  };
}

async function openOn(administrator: Administrator, extensions: readonly string[], options: ScratchOptions): Promise<Scratch> {
  // It starts while the database is made.
  const process = takeProcess(options.memoryMb);
  try {
    const throwaway = await createThrowaway(administrator, extensions);
    return databaseOf({ process, open: new Set(), next: 0 }, throwaway, options);
  } catch (error) {
    await process.release();
    return lostScratch(`No scratch database could be made on the PostgreSQL server: ${messageOf(error)}`);
  }
}

async function openEmbedded(extensions: readonly string[], options: ScratchOptions): Promise<Scratch> {
  const template = await emptyTemplate();
  const scratch = await embedded({ kind: 'pglite', extensions, template }, options);
  const [canary] = await scratch.runAll([{ sql: 'select 1' }]);
  if (template === null || canary?.kind === 'ok') return scratch;
  // A template that was cut short is no reason to know nothing.
  await scratch.close();
  return await embedded({ kind: 'pglite', extensions, template: null }, options);
}

async function embedded(engine: Engine, options: ScratchOptions): Promise<Scratch> {
  const child = correspond(startProcess(options.memoryMb, 'pglite'), options.memoryMb);
  await child.send({ kind: 'open', database: 0, engine, memoryMb: options.memoryMb }, OPENING_MS);
  return { ...databaseIn(withinTotal(child, options), 0), copy: null, close: () => child.end() };
}

/** The databases of one process, which is released with the last of them. */
interface Holder {
  readonly process: ScratchProcess;
  readonly open: Set<number>;
  next: number;
}

function databaseOf(holder: Holder, throwaway: Throwaway, options: ScratchOptions): Scratch {
  const child = holder.process.correspondence;
  const database = holder.next;
  holder.next += 1;
  holder.open.add(database);
  // The server's clock rings first: a statement that it stops has failed, a process that we stop is lost.
  const engine: Engine = { kind: 'server', url: throwaway.url, statementMs: Math.max(1, Math.floor(options.wallMs * 0.8)) };
  let send = withinTotal(child, options);
  let connected: Promise<unknown> | null = null;
  let closed = false;

  const connect = (): Promise<unknown> => {
    connected ??= reconnect();
    return connected;
  };
  const reconnect = async (): Promise<void> => {
    // One that is kept is asked for many questions, each with the time of one.
    send = withinTotal(child, options);
    // What SQL left behind for the sessions of its role is not for those who come after it.
    await throwaway.restore().catch((error: unknown) => child.lose(`The scratch database could not be made ready: ${messageOf(error)}`));
    await child.send({ kind: 'open', database, engine, memoryMb: options.memoryMb }, OPENING_MS);
  };
  const leave = async (): Promise<void> => {
    if (connected === null) return;
    connected = null;
    await child.send({ kind: 'leave', database }, OPENING_MS);
  };
  const sendConnected = async (order: Order): Promise<Reply | Lost> => {
    if (closed) return CLOSED;
    if (order.kind !== 'parse') await connect();
    return order.kind === 'run' || order.kind === 'probe' ? await withinSpace(throwaway, () => send(order), child) : await send(order);
  };
  return {
    ...databaseIn(sendConnected, database),
    copy: async () => {
      try {
        await leave();
        return databaseOf(holder, await throwaway.copy(), options);
      } catch {
        return null;
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await leave();
      holder.open.delete(database);
      if (holder.open.size === 0) await holder.process.release();
      // A server that is gone has nothing left to drop, and no verdict depends on it.
      await throwaway.drop().catch(() => {});
    },
  };
}

/** Nobody else's disk is filled: SQL whose database outgrows this is stopped while it runs. */
const MOST_SPACE_MB = 1_024;
const LOOK_EACH_MS = 250;

async function withinSpace(throwaway: Throwaway, ask: () => Promise<Reply | Lost>, child: Correspondence): Promise<Reply | Lost> {
  const clock = setInterval(() => {
    void throwaway.sizeMb().then(
      (size) => size > MOST_SPACE_MB && child.lose(`The scratch database needed more than ${MOST_SPACE_MB} MB of disk and was stopped.`),
      () => {},
    );
  }, LOOK_EACH_MS);
  try {
    return await ask();
  } finally {
    clearInterval(clock);
  }
}

type Ask = (order: Order) => Promise<Reply | Lost>;

function databaseIn(send: Ask, database: number): Omit<Scratch, 'copy' | 'close'> {
  async function runAll(steps: readonly Step[], { patienceMs = NO_END } = {}): Promise<readonly (Ran | null)[]> {
    const reply = await send({ kind: 'run', database, steps, patienceMs });
    return reply.kind === 'ran' ? reply.answers : steps.map(() => lostBy(reply));
  }
  async function parseAll(scripts: readonly string[]) {
    const reply = await send({ kind: 'parse', scripts });
    return reply.kind === 'parsed' ? reply.parsed : lostBy(reply);
  }
  return {
    run: async (sql) => {
      const [answer] = await runAll([{ sql, rows: true }]);
      return answer ?? lostBy({ kind: 'ran', answers: [] });
    },
    probe: async (sql) => {
      const reply = await send({ kind: 'probe', database, sql });
      return (reply.kind === 'ran' ? reply.answers[0] : null) ?? lostBy(reply);
    },
    runAll,
    parseAll,
    parse: async (sql) => {
      const parsed = await parseAll([sql]);
      return 'kind' in parsed ? parsed : (parsed[0] ?? lostBy({ kind: 'parsed', parsed: [] }));
    },
  };
}

/** The time between calls is not counted: only what the scratch database takes. */
function withinTotal(child: Correspondence, options: ScratchOptions): Ask {
  let left = options.totalMs ?? TOTAL_MS;
  return async (order) => {
    const began = performance.now();
    const reply = await child.send(order, Math.max(1, Math.min(options.wallMs, left)));
    left -= performance.now() - began;
    return reply;
  };
}

const CLOSED: Lost = { kind: 'lost', why: 'The scratch database was closed.' };

function lostBy(reply: Reply | Lost): Lost {
  if (reply.kind === 'lost') return reply;
  return { kind: 'lost', why: `The scratch process answered something else than it was asked (${reply.kind}).` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

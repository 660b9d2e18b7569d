import { sql } from 'kysely';
import { createEngine, type Engine } from '#src/engine/engine.ts';
import { openIncident, type Opening } from '#src/engine/open-incident.ts';
import type { Tree } from '#src/engine/tree.ts';
import type { Store } from '#src/store/store.ts';
import { TOY, TOY_KINDS } from './toy-tree.ts';

export interface ToyEngine extends Engine {
  /** Messages logged, with their level. */
  readonly logged: readonly string[];
  /** Stops every clock at this moment, the store's too. */
  setTime(ms: number): void;
}

export function toyEngine(store: Store, tree: Tree = TOY): ToyEngine {
  let time: number | null = null;
  const logged: string[] = [];
  const log = (level: string) => (_: object, message: string) => void logged.push(`${level}: ${message}`);
  const dialect = {
    ...store.dialect,
    get clock() {
      return time === null ? store.dialect.clock : sql.lit(time);
    },
  };
  const engine = createEngine({
    store: { ...store, dialect },
    tree,
    kinds: () => TOY_KINDS,
    now: () => time ?? Date.now(),
    log: { info: log('info'), warn: log('warn'), error: log('error') },
  });
  return {
    ...engine,
    logged,
    setTime: (ms) => {
      time = ms;
    },
  };
}

/** Opens the incident that most tests need. */
export async function openToy(engine: Engine, id = 'inc-1', more: Partial<Opening> = {}): Promise<void> {
  const opening: Opening = { id, service: id, environment: 'production', mode: 'live', channel: 'C1', by: 'U_ADA', input: {}, ...more };
  const opened = await openIncident(engine, opening, `open ${id}`);
  if (opened.kind !== 'opened') throw new Error(`${id} was ${opened.kind}`);
}

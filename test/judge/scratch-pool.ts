import type { ScratchSource } from '#src/judge/scratch-on.ts';
import type { Scratch } from '#src/schema/scratch.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import { createFoundations } from '#src/schema/verdict/foundation.ts';

export interface ScratchPool extends ScratchSource {
  stop(): Promise<void>;
}

const EMPTIED = `
do $$
declare
  name text;
begin
  for name in select extname from pg_extension where extname <> 'plpgsql' loop
    execute format('drop extension %I cascade', name);
  end loop;
  for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
    execute format('drop schema %I cascade', name);
  end loop;
  for name in select pubname from pg_publication loop
    execute format('drop publication %I', name);
  end loop;
  for name in select rolname from pg_roles where oid >= 16384 loop
    execute format('drop owned by %I cascade', name);
    execute format('drop role %I', name);
  end loop;
  create schema public authorization pg_database_owner;
  grant usage on schema public to public;
end $$`;

/**
 * Embedded scratch databases that are emptied instead of ended, because each costs two seconds to start. One that was lost, or cannot be emptied, is ended.
 * All have the same extensions.
 */
export function createScratchPool(wallMs = 30_000): ScratchPool {
  const idle: Scratch[] = [];
  const fresh = (): Promise<Scratch> =>
    openScratch({ engine: 'pglite', wallMs, memoryMb: 1_536, extensions: ['citext', 'pgcrypto', 'uuid-ossp'] });
  return {
    open: async () => {
      const scratch = idle.pop() ?? (await fresh());
      let open = true;
      return {
        ...scratch,
        close: async () => {
          if (!open) return;
          open = false;
          const answers = await scratch.runAll([{ sql: 'rollback' }, { sql: 'discard all' }, { sql: EMPTIED }]);
          if (answers.every((answer) => answer?.kind === 'ok')) idle.push(scratch);
          else await scratch.close();
        },
      };
    },
    instead: null,
    foundations: createFoundations(0),
    stop: async () => void (await Promise.all(idle.map((scratch) => scratch.close()))),
  };
}

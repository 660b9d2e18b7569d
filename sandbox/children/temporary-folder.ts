import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

// Whoever still writes there ends at the same moment, so it is removed twice.
const KEEPER = 'read -r _; rm -rf "$1"; sleep 1; rm -rf "$1"';

/** A folder that is removed when this process ends, also when it is killed. */
export async function temporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), prefix));
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', path], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  const exited = once(keeper, 'exit');
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      // Last: until then it removes what we should not come to.
      keeper.kill('SIGKILL');
      await exited;
    },
  };
}

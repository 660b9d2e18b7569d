import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createHistory, type History } from '#sandbox/history/create-history.ts';
import { startPostgres, type LocalPostgres } from '#sandbox/postgres/start-postgres.ts';
import { temporaryFolder } from '#sandbox/children/temporary-folder.ts';

/** What is slow to make and the same for every world: a database server and the git repository of the demo app. */
export interface Ground {
  readonly postgres: LocalPostgres;
  readonly history: History;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export async function startGround(): Promise<Ground> {
  const folder = await temporaryFolder('switchback-');
  const repository = join(folder.path, 'repository');
  const starting = startPostgres();
  const close = async () => {
    await Promise.all([folder.remove(), starting.then((postgres) => postgres.close())]);
  };
  try {
    const [postgres, history] = await Promise.all([starting, mkdir(repository).then(() => createHistory(repository))]);
    return { postgres, history, folder: folder.path, close };
  } catch (error) {
    // The first error is the one to tell; a database that did not start need not be closed.
    await Promise.allSettled([close()]);
    throw error;
  }
}

import type { FileTree, History } from '../migration.ts';
import { inOrder, scriptOf, type Entry } from './script.ts';
import { topFilesOf } from './subtree.ts';
import { notRun } from './versioned.ts';

const NAME = /^\d+_.*\.sql$/u;
/** The CLI once wrote the platform's own schema to a first file of this name; it does not run one that is older than this. */
const OLD_INIT = /^(?<version>\d{14})_init\.sql$/u;
const OLD_INIT_BEFORE = 20_211_209_000_000;

/** `<timestamp>_name.sql` in the order of the names as text. */
export function readSupabase(tree: FileTree): History {
  const files = topFilesOf(tree).filter((file, at) => NAME.test(file) && !(at === 0 && isOldInit(file)));
  const entries = files.flatMap((file): Entry[] => {
    const up = scriptOf(tree, file, true);
    return up === null ? [] : [{ kind: 'migration', migration: { name: file.replace(/\.sql$/u, ''), file, up, down: null } }];
  });
  return { kind: 'history', tool: 'supabase', ...inOrder(entries), ignored: notRun(tree, 'supabase', files) };
}

function isOldInit(file: string): boolean {
  const version = OLD_INIT.exec(file)?.groups?.['version'];
  return version !== undefined && Number(version) < OLD_INIT_BEFORE;
}

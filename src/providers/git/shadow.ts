import { constants } from 'node:fs';
import { mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a clone has what git reads, and the few of its settings that say how it is stored. */
export interface Places {
  /** Of its work tree, or of itself where it is bare. */
  readonly root: string;
  /** `.git`, or that of one work tree among several. */
  readonly own: string;
  /** What all work trees share: objects and branches. */
  readonly shared: string;
  readonly settings: ReadonlyMap<string, string>;
}

const NAMES = ['HEAD', 'FETCH_HEAD', 'ORIG_HEAD'];
const SHARED = ['objects', 'refs', 'packed-refs', 'reftable', 'shallow', 'logs'];
/** They say how the clone is stored, and none of them names a program. */
const KEPT = ['extensions.objectformat', 'extensions.refstorage', 'core.sharedrepository'];

/**
 * Runs `work` with a git folder that has the objects and branches of the clone, and nothing of its settings, hooks and attributes: those may
 * name programs, which git would run as us. Settings of the operator's own still count.
 */
export async function inShadow<T>(
  places: Places,
  more: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'switchback-git-'));
  try {
    const kept = KEPT.flatMap((name) => {
      const value = places.settings.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const version = kept.some(([name]) => name.startsWith('extensions.')) ? '1' : '0';
    const settings = [['core.repositoryformatversion', version] as const, ['core.bare', 'true'] as const, ...kept, ...Object.entries(more)];
    await Promise.all([
      writeFile(join(folder, 'config'), settings.map(([name, value]) => section(name, value)).join('')),
      ...NAMES.map((name) => copyIfFile(join(places.own, name), join(folder, name))),
      ...SHARED.map((name) => symlink(join(places.shared, name), join(folder, name))),
    ]);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function section(name: string, value: string): string {
  const [group = '', ...rest] = name.split('.');
  const key = rest.pop() ?? '';
  const inner = rest.length === 0 ? '' : ` "${rest.join('.')}"`;
  return `[${group}${inner}]\n\t${key} = "${value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}"\n`;
}

/** Of a pipe nobody may wait for a writer: that would hold a thread of this process for ever. */
async function copyIfFile(from: string, to: string): Promise<void> {
  const file = await open(from, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return;
  try {
    if ((await file.stat()).isFile()) await writeFile(to, await file.readFile());
  } finally {
    await file.close();
  }
}

import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { chown, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ServerUser } from './server-user.ts';
import type { Binaries } from './start-server.ts';

export interface Installed {
  readonly bin: string;
  /** A search path for shared libraries; null where the system finds them. */
  readonly libraries: string | null;
}

/**
 * Makes the programs runnable: they are copied where the unprivileged user cannot reach them (below a home of root, say), and their libraries get
 * the names by which programs ask for them, which a package cannot hold. Writes nothing outside `folder`.
 */
export async function install(binaries: Binaries, folder: string, user: ServerUser | null): Promise<Installed> {
  const root = user === null || (await isOpenToAll(binaries.root)) ? binaries.root : await copied(binaries.root, folder, user);
  const bin = join(root, 'bin');
  if (!binaries.bringsLibraries) return { bin, libraries: null };
  const names = join(folder, 'lib');
  await mkdir(names);
  // Who runs the server deletes the folder.
  if (user !== null) await chown(names, user.uid, user.gid);
  const files = await readdir(join(root, 'lib'));
  // libpq.so.5.18 is asked for as libpq.so.5.
  const asked = files.flatMap((file) => /^(?<name>lib\w+\.so\.\d+)\.[\d.]+$/u.exec(file)?.groups?.['name'] ?? []);
  await Promise.all(
    asked.map((name) => symlink(join(root, 'lib', files.find((file) => file.startsWith(`${name}.`)) ?? name), join(names, name))),
  );
  return { bin, libraries: `${names}:${join(root, 'lib')}` };
}

async function isOpenToAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & constants.S_IXOTH) === 0) return false;
  return dirname(path) === path || (await isOpenToAll(dirname(path)));
}

async function copied(root: string, folder: string, { uid, gid }: ServerUser): Promise<string> {
  const copy = join(folder, 'postgres');
  await promisify(execFile)('cp', ['-R', root, copy]);
  await promisify(execFile)('chown', ['-R', `${uid}:${gid}`, copy]);
  return copy;
}

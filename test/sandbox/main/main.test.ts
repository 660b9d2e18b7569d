import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findServers } from '#sandbox/postgres/find-servers.ts';
import { eventually } from '../../support/eventually.ts';
import { createPlayer } from '../page-server/player.ts';
import { descendants, runs, startSandbox, type Sandbox } from './start-sandbox.ts';

const PATIENCE_MS = 120_000;
/** Enough on a busy machine for what ends by itself. */
const WITHIN_MS = 10_000;
let folder: string;
let sandbox: Sandbox | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchback-main-'));
  // The database’s own user has to get in, as into any temporary folder.
  await chmod(folder, 0o1777);
});
afterEach(async () => {
  sandbox?.kill('SIGKILL');
  await sandbox?.ended;
  sandbox = null;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Waits until everything runs. */
async function started(): Promise<{ url: string; sandbox: Sandbox; children: readonly number[] }> {
  const running = startSandbox(['--port', '0'], folder);
  sandbox = running;
  const said = await eventually('the whole screen', running.stdout, (text) => text.includes('Stop it with Ctrl-C.'), PATIENCE_MS);
  const url = /Open (\S+) and/.exec(said)?.[1] ?? '';
  return { url, sandbox: running, children: await descendants(running.pid) };
}

async function stillRunning(pids: readonly number[]): Promise<readonly number[]> {
  const found = await Promise.all(pids.map(async (pid) => ((await runs(pid)) ? [pid] : [])));
  return found.flat();
}

/** What there is of processes and files when nothing is left, or when it took too long. */
async function leftBehind(pids: readonly number[]): Promise<{ processes: readonly number[]; files: readonly string[] }> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const [processes, files] = await Promise.all([stillRunning(pids), readdir(folder)]);
    if (processes.length + files.length === 0 || Date.now() > deadline) return { processes, files };
    await pause(20);
  }
}

const NOTHING = { processes: [], files: [] };

describe('npm run sandbox', { timeout: PATIENCE_MS }, () => {
  test('prints what runs where, the address and how to stop, and nothing else', async () => {
    const { url, sandbox: running } = await started();
    expect(running.stderr()).toBe('');
    expect(running.stdout()).toMatch(
      new RegExp(
        [
          '^Starting the sandbox…',
          '',
          `  Open ${url} and choose a scenario\\.`,
          '',
          '  Production  http://127\\.0\\.0\\.1:\\d+ +the demo app, with customers',
          '  Slack       http://127\\.0\\.0\\.1:\\d+ +local, as strict as the real one',
          '  Vercel      http://127\\.0\\.0\\.1:\\d+',
          '  Sentry      http://127\\.0\\.0\\.1:\\d+',
          '  PostgreSQL  127\\.0\\.0\\.1:\\d+ +.+\\.',
          '  Switchback  process \\d+ +the real bot, as npm start runs it',
          '',
          '  Everything runs on this machine only\\. Stop it with Ctrl-C\\.',
          '',
          '$',
        ].join('\n'),
      ),
    );
    expect((await fetch(url)).status).toBe(200);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends everything, and no process, file or port is left', async (signal) => {
    const { url, sandbox: running, children } = await started();
    expect(children.length).toBeGreaterThan(3);
    const page = new AbortController();
    const events = await fetch(`${url}/events?as=ada`, { signal: page.signal });
    expect(events.status).toBe(200);

    running.kill(signal);

    expect(await running.ended).toBe(0);
    page.abort();
    expect(running.stderr()).toBe('');
    expect(await leftBehind(children)).toEqual(NOTHING);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('Ctrl-C in the midst of an incident ends everything too', async () => {
    const { url, sandbox: running } = await started();
    const people = createPlayer(url);
    // Sessions that wait for each other are the hardest to leave.
    await people.starts(findServers(process.env['PATH'] ?? '').length === 0 ? 'contract-migration' : 'locking-migration');
    await people.switches('recycled-sockets', true);
    await people.types('ada', '/rollback invoices');
    await people.isAsked('Is any data lost');
    const children = await descendants(running.pid);

    running.kill('SIGINT');

    expect(await running.ended).toBe(0);
    people.close();
    expect(running.stderr()).toBe('');
    expect(await leftBehind(children)).toEqual(NOTHING);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('killed without a chance to clean up, its children end by themselves and take their files with them', async () => {
    const { sandbox: running, children } = await started();

    running.kill('SIGKILL');

    await running.ended;
    expect(await leftBehind(children)).toEqual(NOTHING);
  });

  test('stopped while it starts, it leaves nothing either', async () => {
    const running = startSandbox(['--port', '0'], folder);
    sandbox = running;
    const children = await eventually(
      'something runs',
      () => descendants(running.pid),
      (pids) => pids.length > 0,
      PATIENCE_MS,
    );

    running.kill('SIGINT');

    expect(await running.ended).toBe(0);
    expect(await leftBehind(children)).toEqual(NOTHING);
  });
});

describe('what keeps it from starting is told in one sentence', { timeout: PATIENCE_MS }, () => {
  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const running = startSandbox(['--port', String(port)], folder);
    sandbox = running;
    expect(await running.ended).toBe(1);
    other.close();
    expect(running.stdout()).toBe('');
    expect(running.stderr()).toBe(
      `Port ${port} is taken by another program, so nothing was started. Choose another one: npm run sandbox -- --port ${port + 1}\n`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('an option that there is not', async () => {
    const running = startSandbox(['--open'], folder);
    sandbox = running;
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toBe("Unknown option '--open', so nothing was started. The only option is --port <number>.\n");
  });

  test('a temporary folder that is not there', async () => {
    const running = startSandbox(['--port', '0'], join(folder, 'nowhere'));
    sandbox = running;
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toBe(
      'The temporary folder does not exist, so nothing was started. Set TMPDIR to a folder that may be written.\n',
    );
  });
});

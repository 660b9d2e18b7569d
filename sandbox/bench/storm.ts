import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { botOfMany } from './bot-of-many.ts';

/** So many incidents, one service each, opened in so many seconds. */
const INCIDENTS = Number(process.env['STORM_INCIDENTS'] ?? 1_000);
const SECONDS = 20;
const PATIENCE_MS = Number(process.env['STORM_PATIENCE'] ?? 600_000);
const CONNECTIONS = 2;

/**
 * The worst night: everything is on fire at once, and then the bot is killed. Measures how long Slack waits for acknowledgements meanwhile, how
 * long until everybody is asked the first question, what it takes in memory, and how long the next start needs for all that was unfinished.
 * The cadence is that of production. Prints one JSON object.
 */
async function storm(): Promise<void> {
  const many = await botOfMany(INCIDENTS);
  const { slack, names, store } = many;
  let bot = many.start();
  try {
    await slack.waitFor('the bot to be connected twice', () => slack.connections() >= CONNECTIONS, PATIENCE_MS);
    const ada = slack.person(PEOPLE.ada.id);
    const asking = () => slack.messages(CHANNEL.id).flatMap(({ text }) => /(invoices-\d+): Is any data lost/.exec(text)?.[1] ?? []);
    const asked = () => new Set(asking()).size;

    let fewestConnections: number = CONNECTIONS;
    const watching = setInterval(() => {
      fewestConnections = Math.min(fewestConnections, slack.connections());
    }, 100);
    const began = performance.now();
    const commands = await Promise.all(
      names.map(async (name, index) => {
        await pause((index * SECONDS * 1_000) / names.length);
        return await ada.says(CHANNEL.id, `/rollback ${name}`);
      }),
    );
    await slack.waitFor('every incident to ask', () => asked() === INCIDENTS, PATIENCE_MS);
    const told = performance.now() - began;
    clearInterval(watching);
    const status = await ada.says(CHANNEL.id, '/rollback status');
    const memory = await peakMemory(bot.pid);

    const unfinished = unfinishedIn(store);
    await bot.kill();
    const again = performance.now();
    bot = many.start();
    await slack.waitFor('the bot to be connected again', () => slack.connections() >= CONNECTIONS, PATIENCE_MS);
    const connected = performance.now() - again;
    while (leftOf(store, unfinished) > 0 && performance.now() - again < PATIENCE_MS) await pause(200);
    process.stdout.write(
      `${JSON.stringify({
        incidents: INCIDENTS,
        acknowledged: latencies([...commands, status]),
        fewestConnections,
        allToldMs: Math.round(told),
        toldTwice: asking().length - asked(),
        peakMemoryMb: memory,
        restart: {
          unfinished: unfinished.length,
          connectedMs: Math.round(connected),
          allResumedMs: Math.round(performance.now() - again),
          left: leftOf(store, unfinished),
          peakMemoryMb: await peakMemory(bot.pid),
        },
      })}\n`,
    );
  } catch (error) {
    process.stderr.write(`What the bot logged last:\n${bot.log().slice(-5_000)}\n`);
    throw error;
  } finally {
    await bot.kill();
    await many.close();
  }
}

interface Acknowledged {
  readonly ok: boolean;
  readonly latencyMs: number | null;
}

function latencies(results: readonly Acknowledged[]): { count: number; lost: number; p50Ms: number; p99Ms: number; maxMs: number } {
  const taken = results.flatMap(({ ok, latencyMs }) => (ok && latencyMs !== null ? [latencyMs] : []));
  taken.sort((left, right) => left - right);
  const at = (share: number) => Math.round(taken[Math.ceil(share * taken.length) - 1] ?? Number.NaN);
  return { count: results.length, lost: results.length - taken.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

/** Null where the system does not say. */
async function peakMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1_024);
}

function unfinishedIn(path: string): readonly string[] {
  return asking(path, (database) =>
    database
      .prepare(`select id from effects where state in ('planned', 'started')`)
      .all()
      .map(({ id }) => String(id)),
  );
}

function leftOf(path: string, ids: readonly string[]): number {
  return asking(path, (database) => {
    const query = `select count(*) as left from effects where state in ('planned', 'started') and id in (select value from json_each(?))`;
    return Number(database.prepare(query).get(JSON.stringify(ids))?.['left']);
  });
}

function asking<Answer>(path: string, ask: (database: DatabaseSync) => Answer): Answer {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    return ask(database);
  } finally {
    database.close();
  }
}

await storm();

import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import { botOfMany } from './bot-of-many.ts';

/** So many people do something in the same moment. */
const AT_ONCE = 50;
const WITHIN_MS = 60_000;

/**
 * Measures how long Slack waits for acknowledgements, each of which follows its commit: a burst of commands that open one incident
 * each, then a burst of clicks that answer one question each. The bot runs in a process of its own, as `npm start` runs it.
 * Prints one JSON object.
 */
async function burst(): Promise<void> {
  const many = await botOfMany(AT_ONCE);
  const { slack, names } = many;
  const bot = many.start();
  try {
    await slack.waitFor('the bot to be connected twice', () => slack.connections() >= 2, WITHIN_MS);
    const ada = slack.person(PEOPLE.ada.id);
    const incidents = () => slack.messages(CHANNEL.id).filter(({ metadata }) => metadata?.event_type === 'switchback_incident');
    const asking = () => incidents().filter(({ text }) => text.includes('Is any data lost'));

    const commands = await Promise.all(names.map((name) => ada.says(CHANNEL.id, `/rollback ${name}`)));
    await slack.waitFor('every incident to ask', () => asking().length === AT_ONCE, WITHIN_MS);
    const clicks = await Promise.all(asking().map((message) => ada.clicks(message, 'No, data is intact')));
    process.stdout.write(`${JSON.stringify({ commands: latencies(commands), clicks: latencies(clicks) })}\n`);
  } finally {
    await bot.kill();
    await many.close();
  }
}

interface Acknowledged {
  readonly ok: boolean;
  readonly latencyMs: number | null;
}

/** Milliseconds from sending to the acknowledgement. Throws where one did not come: a burst that lost something has no percentile. */
function latencies(results: readonly Acknowledged[]): { count: number; p50Ms: number; p99Ms: number } {
  const sorted = results.map(({ ok, latencyMs }) => {
    if (!ok || latencyMs === null) throw new Error('Something was not acknowledged, so nothing was measured.');
    return latencyMs;
  });
  sorted.sort((left, right) => left - right);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

await burst();

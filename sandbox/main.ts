import { setTimeout as delay } from 'node:timers/promises';
import { startPage, type RunningPage } from './page/server/start-page.ts';
import { readPort } from './read-port.ts';
import { createPlay, type Play } from './scenarios/play.ts';
import { screen } from './screen.ts';
import { whyNot } from './why-not.ts';

/** Whatever is still closing then ends with this process: every child ends when its standard input does. */
const STOP_WITHIN_MS = 1_500;

process.removeAllListeners('warning');
const read = readPort(process.argv.slice(2));
if (read.kind === 'refused') refuse(read.why);
else await run(read.port);

async function run(port: number): Promise<void> {
  const play = createPlay();
  const page = await startPage(play, port).catch((error: unknown) => refuse(whyNot(error, port)));
  if (page === undefined) return;
  endOnSignals(play, page);
  console.log('Starting the sandbox…');
  const started = await play.start(null);
  const { scene } = play.now();
  if (started.kind === 'begun' && scene !== null) return console.log(screen(page.url, scene.world));
  if (started.kind === 'failed') {
    refuse(whyNot(started.error, port));
    await end(play, page);
  }
}

function endOnSignals(play: Play, page: RunningPage): void {
  const stop = (signal: NodeJS.Signals) => {
    // A second one ends it at once.
    process.once(signal, () => process.exit(130));
    void end(play, page);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(signal));
}

async function end(play: Play, page: RunningPage): Promise<never> {
  await Promise.race([Promise.allSettled([play.close(), page.close()]), delay(STOP_WITHIN_MS)]);
  process.exit();
}

function refuse(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}

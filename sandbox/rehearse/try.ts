import { startWorld } from '#sandbox/world/start-world.ts';
import { createStage } from './stage.ts';
import { startTranscript } from './transcript.ts';

const world = await startWorld({ schema: '0003_contract', serving: ['dual-read', 'contract'], drillsAllowed: true, requestsPerSecond: 35 });
const transcript = startTranscript(world.slack);
const stage = createStage(world, transcript);
try {
  await new Promise((r) => setTimeout(r, 16000));
  await world.push('plain-bug');
  await new Promise((r) => setTimeout(r, 5000));
  await stage.says('ada', '/rollback invoices');
  await stage.clicks('ada', 'No, data is intact');
  await stage.clicks('ada', 'Confirm: app bug');
  await stage.clicks('ada', 'Roll back to');
  await stage.until('Merge a pull request', 60_000);
} catch (error) {
  console.log(String(error));
  console.log(world.bot().log().split('\n').filter(l=>!l.includes('effect done')).slice(-30).join('\n'));
  console.log(world.slack.unexpected, world.vercel.unexpected, world.sentry.unexpected);
}
console.log(transcript.lines().join('\n'));
await world.close();

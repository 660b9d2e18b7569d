import type { World } from './world/start-world.ts';

/** What runs where, the address of the page, and how to stop. */
export function screen(
  url: string,
  { slack, vercel, sentry, postgres, bot }: Pick<World, 'slack' | 'vercel' | 'sentry' | 'postgres' | 'bot'>,
): string {
  const database = new URL(postgres.url).host;
  const rows: readonly (readonly [string, string, string])[] = [
    ['Production', vercel.productionUrl, 'the demo app, with customers'],
    ['Slack', new URL(slack.apiUrl).origin, 'local, as strict as the real one'],
    ['Vercel', vercel.access.apiUrl, ''],
    ['Sentry', sentry.apiUrl, ''],
    ['PostgreSQL', database, postgres.why],
    ['Switchback', `process ${bot().pid}`, 'the real bot, as npm start runs it'],
  ];
  return [
    '',
    `  Open ${url} and choose a scenario.`,
    '',
    ...rows.map(([name, where, what]) => `  ${name.padEnd(12)}${where.padEnd(26)}${what}`.trimEnd()),
    '',
    '  Everything runs on this machine only. Stop it with Ctrl-C.',
    '',
  ].join('\n');
}

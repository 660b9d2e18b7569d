import { readFileSync } from 'node:fs';
import { webApi } from '@slack/bolt';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { type Slack, type SlackOptions, startSlack } from '#sandbox/slack/start-slack.ts';
import { createPoster, type Poster } from '#src/slack/posts/poster.ts';
import { boltLogger } from '#src/slack/connection/bolt-logger.ts';

/** The bot's own manifest, so that a scope that it does not ask for is missing here too. */
const MANIFEST: unknown = parse(readFileSync('manifest.yml', 'utf8'));

export const SILENT = pino({ level: 'silent' });

/** Ada, Ben, Cyd and the bot in #ops; Ada without the bot in #private. Ada is on call. Closed when the test ends. */
export async function localSlack(options: Partial<SlackOptions> = {}): Promise<Slack> {
  const slack = await startSlack({
    manifest: MANIFEST,
    users: [
      { id: 'U_ADA', name: 'ada' },
      { id: 'U_BEN', name: 'ben' },
      { id: 'U_CYD', name: 'cyd' },
    ],
    channels: [
      { id: 'C_OPS', name: 'ops', members: ['U_ADA', 'U_BEN', 'U_CYD'] },
      { id: 'C_PRIVATE', name: 'private', members: ['U_ADA'], isPrivate: true, withoutApp: true },
      { id: 'D_TWO', name: 'directmessage', members: ['U_ADA', 'U_BEN'], isDirect: true, withoutApp: true },
      { id: 'C_OPEN', name: 'open', members: ['U_ADA'], withoutApp: true },
    ],
    userGroups: [{ id: 'S_ONCALL', handle: 'oncall', users: ['U_ADA'] }],
    rateLimits: 'off',
    ...options,
  });
  onTestFinished(() => slack.close());
  return slack;
}

/** A client with the policy of the bot's own: it tries once and reports everything. */
export function client(slack: Slack): webApi.WebClient {
  return new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLogger(SILENT),
  });
}

/** Says things as the bot does. `errors` gets what it logs as an error, `reported` what it reports of itself. */
export function poster(slack: Slack, errors: object[] = [], reported: Error[] = []): Poster {
  return createPoster({
    client: client(slack),
    log: { warn: () => {}, error: (data) => errors.push(data) },
    report: (error) => reported.push(error),
  });
}

import { quote, quoteAround } from '#src/shell/quote.ts';
import type { ByHandOf } from '../vendor.ts';
import { whereProductionIsRead } from '../where-production-is-read.ts';
import type { RenderSection as Own } from './section.ts';

const reads: ByHandOf<Own> = (_, own) => ({ commands: [listed(own)] });
const goBack: ByHandOf<Own> = (_, own) => ({
  lines: [
    'A rollback by Render’s API leaves automatic deploys on, so the next merge ships the bug again: turn them off first, and note how they were.',
    'Set GOOD_DEPLOY to the id of an earlier deploy of the list that was live. A rollback builds nothing; where its image is gone, Render refuses.',
  ],
  commands: [
    listed(own),
    `${api('GET', `/services/${own.service}`)} | jq ${quote('{autoDeploy, autoDeployTrigger}')}`,
    autoDeploy(own, 'no'),
    api('POST', `/services/${own.service}/rollback`, '{"deployId":"$GOOD_DEPLOY"}'),
    listed(own),
  ],
});

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  askingAboutData: reads,
  ...whereProductionIsRead(reads),
  rollForwardSmoke: reads,
  verifyNewBuild: reads,
  rollback: goBack,
  deployPrevious: goBack,
  deployPreviousVersion: goBack,
  confirmOldSide: reads,
  releaseTogether: reads,
  goForward: (_, own) => ({
    lines: ['Set GOOD_DEPLOY to the id of the deploy that served before the move.'],
    commands: [listed(own), api('POST', `/services/${own.service}/rollback`, '{"deployId":"$GOOD_DEPLOY"}')],
  }),
  abortDeploy: (_, own) => ({
    commands: [
      listed(own),
      `# DEPLOY is one that is still in progress:\n${api('POST', `/services/${own.service}/deploys/$DEPLOY/cancel`)}`,
    ],
  }),
  autoAssignment: (_, own) => ({
    lines: ['On Render this is the automatic deploy of the service.'],
    commands: [`# If it was on before:\n${autoDeploy(own, 'yes')}`, `# If it was off before:\n${autoDeploy(own, 'no')}`],
  }),
  pauseWrites: (_, own) => ({
    commands: [`# Render, without a read-only mode; this is downtime:\n${api('POST', `/services/${own.service}/suspend`)}`],
  }),
  freezeWrites: (_, own) => ({
    commands: [`# Render, without a read-only mode; this is downtime:\n${api('POST', `/services/${own.service}/suspend`)}`],
  }),
  resumeWrites: resume,
  resumeAfterRestore: resume,
  resumeAfterDisaster: resume,
  switchOver: (_, own) => ({
    lines: ['On Render the new value counts from the next deploy.'],
    commands: [
      `# The new value from NEW_DATABASE_URL:\njq -n ${quote('{value: env.NEW_DATABASE_URL}')} | ${api('PUT', `/services/${own.service}/env-vars/DATABASE_URL`)} -H 'content-type: application/json' -d @-`,
      api('POST', `/services/${own.service}/deploys`, '{}'),
    ],
  }),
};

function resume(_: unknown, own: Own) {
  return { commands: [`# Render, where it was suspended:\n${api('POST', `/services/${own.service}/resume`)}`] };
}

function listed({ service }: Own): string {
  const shown = quote('.[].deploy | {id, status, trigger, commit: .commit.id, finishedAt}');
  return `${api('GET', `/services/${service}/deploys?limit=10`)} | jq ${shown}`;
}

function autoDeploy({ service }: Own, to: 'yes' | 'no'): string {
  return api('PATCH', `/services/${service}`, JSON.stringify({ autoDeploy: to }));
}

/** `path` and `body` may hold `$VARIABLES`. */
function api(method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: string): string {
  const sent = body === undefined ? '' : ` -H 'content-type: application/json' -d ${quoteAround(body)}`;
  return `curl -sS --fail-with-body -X ${method} -H "Authorization: Bearer $RENDER_API_KEY"${sent} ${quoteAround(`https://api.render.com/v1${path}`)}`;
}

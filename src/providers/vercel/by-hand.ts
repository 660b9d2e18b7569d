import { quote } from '#src/shell/quote.ts';
import type { ByHandOf } from '../vendor.ts';
import {
  findProjectId,
  list,
  moveByHand,
  ONE_WAY,
  projectPath,
  promoteByHand,
  readProduction,
  setAutoAssignment,
  vercelApi,
} from './commands.ts';
import type { VercelSettings } from './settings.ts';

const REQUEST_ID = 'x-vercel-id is a request id with regions.';
const reads: ByHandOf<VercelSettings> = (subject, own) => ({ commands: readProduction(own, subject) });
const listed: ByHandOf<VercelSettings> = (_, own) => ({ commands: list(own) });
/** The newest of the list is what is looked at. */
const newBuild: ByHandOf<VercelSettings> = (_, own) => ({
  commands: [
    ...list(own),
    `# NEW_DEPLOYMENT_URL is the newest of the list:\ncurl -sS -o /dev/null -w ${quote('%{http_code}')} "$NEW_DEPLOYMENT_URL"`,
  ],
});

export const byHand: Readonly<Record<string, ByHandOf<VercelSettings>>> = {
  appBugChoosing: reads,
  confirmNothingMoved: reads,
  notTheDeploy: reads,
  askingAboutData: listed,
  rollForwardSmoke: newBuild,
  verifyNewBuild: newBuild,
  askingAboutServing: (subject, own) => ({
    lines: [`${REQUEST_ID} It does not say which deployment answered.`],
    commands: readProduction(own, subject),
  }),
  rollback: (subject, own) => ({
    lines: [ONE_WAY, 'A rollback turns auto-assignment of production domains off, so the next merge does not ship the bug again.'],
    commands: [
      ...list(own),
      ...moveByHand(own, subject.move?.gesture ?? 'rollback', subject.move?.target ?? subject.target),
      ...readProduction(own, subject),
    ],
  }),
  promote: (subject, own) => ({
    lines: ['Promote turns auto-assignment ON every time. So turn it off right after, or the next merge ships the bug again.', ONE_WAY],
    commands: [
      ...moveByHand(own, 'promote', subject.move?.target ?? subject.target),
      setAutoAssignment(own, false),
      ...readProduction(own, subject),
    ],
  }),
  goForward: (subject, own) => ({
    lines: ['A promote turns auto-assignment ON every time; the bot puts it back to what it was before.', ONE_WAY],
    commands: [...moveByHand(own, 'promote', subject.move?.expectedLive ?? null), ...readProduction(own, subject)],
  }),
  readProduction: (subject, own) => ({
    lines: [`${REQUEST_ID} It is worth noting for support and proves nothing about the deployment.`],
    commands: [...readProduction(own, subject), `curl -sI ${quote(subject.productionUrl)} | grep -i x-vercel-id`],
  }),
  endRollingRelease: (_, own) => ({
    lines: [
      'Abort it to stay on its base deployment, which is a rollback to that base; or complete it on the project’s page. Then look again.',
    ],
    commands: [
      findProjectId(own),
      `${vercelApi(own, 'GET', '/v1/projects/$PROJECT_ID/rolling-release')} | jq .rollingRelease`,
      `# BASE_DEPLOYMENT is currentDeployment of the answer above:\n${vercelApi(own, 'POST', '/v9/projects/$PROJECT_ID/rollback/$BASE_DEPLOYMENT', {})}`,
    ],
  }),
  deployPrevious: ({ target }, own) => ({
    lines: ['A rollback on Vercel moves what Vercel serves. Workers that run elsewhere are rolled back there.'],
    commands: moveByHand(own, 'rollback', target),
  }),
  abortDeploy: (_, own) => ({
    lines: ['On Vercel, a build that is ready and not promoted needs nothing.'],
    commands: [...list(own), `# BUILD is the id of a build that still runs:\n${vercelApi(own, 'PATCH', '/v12/deployments/$BUILD/cancel')}`],
  }),
  promoteNewBuild: (subject, own) => ({
    lines: [
      'Set NEW_DEPLOYMENT_URL and NEW_DEPLOYMENT, its id, to the build that was verified on its own URL.',
      'A promote turns auto-assignment ON every time; the bot puts it back to what it was before the incident.',
      ONE_WAY,
    ],
    commands: [...promoteByHand(own), ...readProduction(own, subject)],
  }),
  autoAssignment: (_, own) => ({
    lines: ['In the dashboard it is among the project’s settings. A promote turns it on every time.'],
    commands: [
      `${vercelApi(own, 'GET', projectPath(own))} | jq .autoAssignCustomDomains`,
      `# If it was on before:\n${setAutoAssignment(own, true)}`,
      `# If it was off before:\n${setAutoAssignment(own, false)}`,
    ],
  }),
  switchOver: (_, own) => ({
    lines: [
      'On Vercel, a deployment keeps the value that it was built with, so a re-point alone leaves it on the old database: build and deploy.',
      'While auto-assignment is off, the new build is staged: promote it once its own URL works.',
      'If an integration owns the variable, change it there.',
    ],
    commands: [
      `${vercelApi(own, 'GET', `/v10/projects/${encodeURIComponent(own.project)}/env`)} | jq ${quote('.envs[] | {id, key, target, configurationId}')}`,
      `# DATABASE_URL_ID from the answer above; the new value from NEW_DATABASE_URL:\njq -n ${quote('{value: env.NEW_DATABASE_URL}')} | ${vercelApi(own, 'PATCH', projectPath(own, '/env/$DATABASE_URL_ID'))} -H 'content-type: application/json' -d @-`,
    ],
  }),
};

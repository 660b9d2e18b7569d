import { CONNECTION } from '../database-commands.ts';
import { migrationsOfTheDeploy } from '../git-commands.ts';
import { quote } from '../quote.ts';
import type { Instructions, Subject } from '../subject.ts';
import { findProjectId, moveByHand, ONE_WAY, readProduction, setAutoAssignment, vercelApi, vercelCli } from '../vercel-commands.ts';
import { schemaMistake } from './schema-mistake.ts';

const DRAFTED =
  'A forward-fix is drafted and proved on a scratch database: “Forward-fix the schema” in the message shows it, and where it is written down.';

/** The move itself, by hand. */
export const rePoint = {
  rollback: (subject) => ({
    title: `Roll ${subject.service} back by hand`,
    lines: [
      subject.target === null
        ? 'The bot knows no deployment to go back to. Find one that has served production and is READY; the second newest is not always the right one.'
        : `This puts production on ${subject.target.id}. Nothing is built; the domains move in seconds.`,
      'It restores code, not schema. If the old code does not fit today’s schema, this is a second outage.',
      ONE_WAY,
      'A rollback turns auto-assignment of production domains off, so the next merge does not ship the bug again.',
    ],
    commands: [
      ...vercelCli(subject, 'ls', subject.vercel.project, '--prod'),
      ...moveByHand(subject, gesture(subject), subject.move?.target ?? subject.target),
      ...readProduction(subject),
    ],
  }),
  promote: (subject) => ({
    title: `Promote by hand, because the rollback of ${subject.service} was refused`,
    lines: [
      'Promote takes the same deployment to production by the other gesture. It turns auto-assignment ON every time.',
      'So turn auto-assignment off right after, or the next merge ships the bug again.',
      ONE_WAY,
    ],
    commands: [
      ...moveByHand(subject, 'promote', subject.move?.target ?? subject.target),
      setAutoAssignment(subject, false),
      ...readProduction(subject),
    ],
  }),
  /** Of the refused move nothing, or this would be the way around the second person. */
  refused: (subject) => ({
    title: 'Fix forward instead of going back',
    lines: [
      'Going back is refused here, so its commands are not shown. They come when a second person has agreed to the break-glass.',
      ...(subject.drafted === true ? [DRAFTED] : schemaMistake.draftForwardFix().lines),
      'Then try it on a copy, with FORWARD_FIX set to its file. It is applied under “Forward-fix the schema” in the message, with a second person.',
      CONNECTION,
    ],
    commands: [
      migrationsOfTheDeploy(subject),
      ...(subject.drafted === true ? [] : schemaMistake.draftForwardFix().commands),
      ...schemaMistake.tryForwardFix().commands,
    ],
  }),
  goForward: (subject) => ({
    title: 'Go forward again by hand',
    lines: [
      `This puts production back on ${subject.move?.expectedLive?.id ?? 'what served before'}, which served before the move.`,
      'A promote turns auto-assignment ON every time; the bot puts it back to what it was before.',
      ONE_WAY,
    ],
    commands: [...moveByHand(subject, 'promote', subject.move?.expectedLive ?? null), ...readProduction(subject)],
  }),
  readProduction: (subject) => ({
    title: 'Read what production serves',
    lines: [
      'The job counts as ours only if its type, its target and its time all match what was asked for.',
      'Production has moved when the job succeeded, the alias of every production domain names the target, and the app itself answers with it.',
      'x-vercel-id is a request id with regions. It is worth noting for support and proves nothing about the deployment.',
    ],
    commands: [...readProduction(subject), `curl -sI ${quote(subject.productionUrl)} | grep -i x-vercel-id`],
  }),
  endRollingRelease: (subject) => ({
    title: 'End the rolling release that the move waits behind',
    lines: [
      'While a rolling release is active, a promote is queued and nothing moves.',
      'Abort it to stay on its base deployment, which is a rollback to that base; or complete it on the project’s page. Then look again.',
    ],
    commands: [
      findProjectId(subject),
      `${vercelApi(subject, 'GET', '/v1/projects/$PROJECT_ID/rolling-release')} | jq .rollingRelease`,
      `# BASE_DEPLOYMENT is currentDeployment of the answer above:\n${vercelApi(subject, 'POST', '/v9/projects/$PROJECT_ID/rollback/$BASE_DEPLOYMENT', {})}`,
    ],
  }),
} satisfies Instructions;

function gesture({ move }: Subject): 'rollback' | 'promote' {
  return move?.gesture ?? 'rollback';
}

import { commitOf, revertOnABranch } from '../git-commands.ts';
import { quote } from '../quote.ts';
import { suspectOf, type Instructions, type Subject } from '../subject.ts';
import { askTheApp, readProduction, vercelCli } from '../vercel-commands.ts';

/** Putting old code back by ways other than a re-point. */
export const appBug = {
  appBugChoosing: (subject) => ({
    title: 'Choose how to put the old code back',
    lines: [
      'Re-point where the platform still has the previous deployment: seconds, and nothing is built.',
      'Revert and roll forward where the production branch only moves forward.',
      'A new generation where every generation stamps its own rows and the bad one’s data must be kept apart.',
    ],
    commands: readProduction(subject),
  }),
  revertOnMain: (subject) => ({
    title: 'Revert the bad commit on main',
    lines: [
      'In your own clone. Read the diff before you push it.',
      'Leave out of the revert what belongs to an applied migration: migrations only go forward.',
      ...unknownCommit(subject),
    ],
    commands: revertOnABranch(subject),
  }),
  fastForwardProduction: () => ({
    title: 'Fast-forward production to the revert and deploy it',
    lines: [
      'After the pull request has merged and CI is green. The production branch accepts no force-push, so it only moves forward.',
      'For a static site on Cloudflare Pages, roll back to the previous successful production deployment first, then still land the revert.',
    ],
    commands: [
      'git fetch origin',
      'git switch production',
      'git merge --ff-only origin/main',
      'git push origin production',
      `# Cloudflare Pages; CF_ACCOUNT, CF_PROJECT and GOOD_DEPLOYMENT from its deployments page:\ncurl -sS --fail-with-body -X POST -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" "https://api.cloudflare.com/client/v4/accounts/$CF_ACCOUNT/pages/projects/$CF_PROJECT/deployments/$GOOD_DEPLOYMENT/rollback"`,
    ],
  }),
  rollForwardSmoke: (subject) => ({
    title: 'Check the new deployment on its own URL',
    lines: [
      'Open the failing pages there before you trust production. A build that answers its front page can still fail on a page that reads the database.',
    ],
    commands: [
      ...vercelCli(subject, 'ls', subject.vercel.project, '--prod'),
      `# NEW_DEPLOYMENT_URL is the newest of the list:\ncurl -sS -o /dev/null -w ${quote('%{http_code}')} "$NEW_DEPLOYMENT_URL"`,
    ],
  }),
  tagPriorCode: (subject) => ({
    title: 'Tag the prior code as a new generation',
    lines: [
      'Set VERSION to the last good release, such as v1.4.2. The pushed tag builds the same code as the next generation.',
      'The schema is not rolled back.',
    ],
    commands: [
      'git fetch origin --tags',
      `git tag "$VERSION-rollback" ${commitOf(subject.target, 'GOOD_COMMIT')}`,
      'git push origin "$VERSION-rollback"',
    ],
  }),
  cutOver: (subject) => ({
    title: 'Cut production over to the new generation',
    lines: [
      'Run the cutover of your deploy workflow for the rollback tag, and wait until its workers say that they are running.',
      'With CNAME blue/green, well-behaved resolvers follow in 60 seconds and long-tail ones in hours. It is the old record’s TTL that counts. Keep the old side warm.',
    ],
    commands: [`dig +short CNAME ${quote(hostOf(subject))}`, `dig +short CNAME ${quote(hostOf(subject))} @1.1.1.1`, ...askTheApp(subject)],
  }),
  drainStranded: (subject) => ({
    title: 'Drain the rows that the bad generation stamped',
    lines: [
      `They carry the generation of ${suspectOf(subject)?.id ?? 'the bad deploy'}, whose workers no longer run, so nobody claims them.`,
      'Run your legacy-drain workflow with target_generation set to that generation, and wait until it finds none. Where prior rows age out by design, confirm that instead.',
    ],
    commands: [
      'gh workflow run "$LEGACY_DRAIN_WORKFLOW" -f target_generation="$BAD_GENERATION"',
      'gh run list --workflow "$LEGACY_DRAIN_WORKFLOW" --limit 1',
    ],
  }),
} satisfies Instructions;

function hostOf({ productionUrl }: Subject): string {
  return new URL(productionUrl).hostname;
}

function unknownCommit(subject: Subject): readonly string[] {
  if (commitOf(suspectOf(subject), 'BAD_COMMIT').startsWith('"')) {
    return ['The platform does not know the commit of the bad deploy: set BAD_COMMIT to it first.'];
  }
  return [];
}

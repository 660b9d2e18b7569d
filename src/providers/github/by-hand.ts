import { quote } from '#src/shell/quote.ts';
import { suspectOf, type Subject } from '../by-hand.ts';
import type { ByHandOf } from '../vendor.ts';
import type { GithubSettings as Own } from './section.ts';

const openRevert: ByHandOf<Own> = (subject, own) => ({ commands: [createRevert(subject, own)] });

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  revertOnMain: openRevert,
  revertForGood: openRevert,
  mergeRevert: (subject, own) => ({
    commands: [createRevert(subject, own), 'gh pr checks --watch', 'gh pr merge --merge'],
  }),
  takeOffMain: (_, own) => ({ commands: [`gh pr create --repo ${own.repository} --base ${own.main} --fill`] }),
  landMigration: (_, own) => ({ commands: [`gh pr create --repo ${own.repository} --base ${own.main} --fill`] }),
  holdDeploys: (_, own) => ({
    lines: own.deploy === undefined ? ['Set DEPLOY_WORKFLOW to the file of the workflow that deploys.'] : [],
    commands: [
      `gh workflow disable ${workflow(own)} --repo ${own.repository}`,
      `gh run list --workflow ${workflow(own)} --repo ${own.repository} --limit 5`,
      `# RUN_ID is one that still runs:\ngh run cancel "$RUN_ID" --repo ${own.repository}`,
    ],
  }),
  resumeDeploys: (_, own) => ({ commands: [`gh workflow enable ${workflow(own)} --repo ${own.repository}`] }),
  abortDeploy: (_, own) => ({
    commands: [
      `gh run list${own.deploy === undefined ? '' : ` --workflow ${own.deploy}`} --repo ${own.repository} --limit 5`,
      `# RUN_ID is the one that deploys it:\ngh run cancel "$RUN_ID" --repo ${own.repository}`,
    ],
  }),
  fastForwardProduction: (_, own) => ({ commands: watch(own, own.production) }),
  tagPriorCode: (_, own) => ({
    lines: own.tags === undefined ? [] : [`A tag starts the deploy when it fits ${own.tags}. Look that a run appears for it.`],
    commands: watch(own),
  }),
  cutOver: (_, own) => ({ commands: watch(own) }),
  fixAndRerun: (_, own) => ({ commands: watch(own) }),
  tagAndRerun: (_, own) => ({ commands: watch(own) }),
  releaseTogether: (_, own) => ({ commands: watch(own, own.production) }),
  flipRecord: (_, own) => (own.deploy === undefined ? {} : { commands: watch(own) }),
  fileCleanUp: (_, own) => ({
    commands: [`gh issue create --repo ${own.repository} --title "What the rolled-back migration left over" --body ""`],
  }),
  rollback: (_, own) =>
    own.deploy === undefined
      ? {}
      : {
          lines: ['Where no platform keeps the old version running, going back is a deploy: revert, then let the workflow run.'],
          commands: watch(own),
        },
  drainStranded: (_, own) => ({
    lines: own.drain === undefined ? ['Set LEGACY_DRAIN_WORKFLOW to the file of the workflow that drains.'] : [],
    commands: [
      `gh workflow run ${own.drain ?? '"$LEGACY_DRAIN_WORKFLOW"'} --repo ${own.repository} -f target_generation="$BAD_GENERATION"`,
      `gh run list --workflow ${own.drain ?? '"$LEGACY_DRAIN_WORKFLOW"'} --repo ${own.repository} --limit 1`,
    ],
  }),
  annotateRelease: (subject, own) => ({
    lines: ['Set BAD_TAG to the tag of the bad release.'],
    commands: [
      `gh release edit "$BAD_TAG" --repo ${own.repository} --prerelease`,
      `gh release edit "$BAD_TAG" --repo ${own.repository} --notes ${quote(note(subject))}`,
    ],
  }),
};

function createRevert(subject: Subject, { repository, main }: Own): string {
  const suspect = suspectOf(subject);
  const title = `Revert "${suspect?.message ?? `the deploy of ${subject.service}`}"`;
  const body = `Reverts the deploy ${suspect?.id ?? 'of this incident'} of ${subject.service}.`;
  return `gh pr create --repo ${repository} --base ${main} --title ${quote(title)} --body ${quote(body)}`;
}

function watch({ repository, deploy }: Own, branch?: string): readonly string[] {
  const where = branch === undefined ? '' : ` --branch ${branch}`;
  return [`gh run list${deploy === undefined ? '' : ` --workflow ${deploy}`} --repo ${repository}${where} --limit 5`];
}

function workflow({ deploy }: Own): string {
  return deploy ?? '"$DEPLOY_WORKFLOW"';
}

function note(subject: Subject): string {
  const suspect = suspectOf(subject);
  return `Rolled back. Deployment: ${suspect?.id ?? 'unknown'}. Commit: ${suspect?.commit ?? 'unknown'}. Service: ${subject.service}.`;
}

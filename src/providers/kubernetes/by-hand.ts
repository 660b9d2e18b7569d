import type { ByHandOf } from '../vendor.ts';
import { whereProductionIsRead } from '../where-production-is-read.ts';
import { firstWriteDown, goBack, goBackServing, pause, readiness, recordRevisions, resume } from './commands.ts';
import type { KubernetesSettings as Own } from './settings.ts';

const reads: ByHandOf<Own> = (_, own) => ({ commands: [recordRevisions(own)] });

const pauses: ByHandOf<Own> = (_, own) => ({ lines: [firstWriteDown(own)], commands: [recordRevisions(own), ...pause(own)] });

const resumes: ByHandOf<Own> = (_, own) => ({ commands: [recordRevisions(own), ...resume(own)] });

const goesBack: ByHandOf<Own> = (_, own) => ({
  lines: [
    firstWriteDown(own),
    'Name the revision that you wrote down. “The previous one” may be another: every change of a setting was a revision too.',
  ],
  commands: [recordRevisions(own), ...goBackServing(own)],
});

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  ...whereProductionIsRead(reads),
  rollForwardSmoke: reads,
  pauseWrites: pauses,
  freezeWrites: pauses,
  resumeWrites: resumes,
  resumeAfterRestore: resumes,
  resumeAfterDisaster: resumes,
  rollback: goesBack,
  deployPreviousVersion: goesBack,
  readReadiness: (_, own) => ({ commands: [readiness(own)] }),
  deployPrevious: (_, own) => ({
    lines: [
      'On Kubernetes name what was written down before writes were paused: pausing was a change too, so “the previous revision” is the bad one, with writes on.',
    ],
    commands: [recordRevisions(own), ...goBack(own)],
  }),
  switchOver: (_, { namespace, deployments }) => ({
    lines: [
      'On Kubernetes, change the secret that the deployments read, then restart them: a running pod keeps the value that it began with.',
    ],
    commands: [
      `# Kubernetes, once the secret is changed:\nkubectl rollout restart --namespace=${namespace} ${deployments.map((name) => `deployment/${name}`).join(' ')}`,
    ],
  }),
};

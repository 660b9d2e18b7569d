import { quote, quoteAround } from '#src/shell/quote.ts';
import type { ByHandOf } from '../vendor.ts';
import type { NeonSection as Own } from './section.ts';

/** A copy as it is now, under that name. */
function snapshot(name: string): ByHandOf<Own> {
  return (_, { project, branch }) => ({
    commands: [
      `# Neon, a branch of it as it is now:\n${api('POST', `/projects/${project}/branches`, `{"branch":{"parent_id":"${branch}","name":"${name}"}}`)}`,
    ],
  });
}

const restoreInPlace: ByHandOf<Own> = (_, { project, branch }) => ({
  lines: [
    'Set PREVIOUS_BRANCH_ID to the branch from before. What is there now is kept under another name, for reading.',
    'A restore in place keeps the connection as it is. If you make another branch the default instead, update the connection and redeploy.',
  ],
  commands: [
    api(
      'POST',
      `/projects/${project}/branches/${branch}/restore`,
      '{"source_branch_id":"$PREVIOUS_BRANCH_ID","preserve_under_name":"before-restore"}',
    ),
    `# Instead, another branch as the default:\n${api('POST', `/projects/${project}/branches/$PREVIOUS_BRANCH_ID/set_as_default`)}`,
  ],
});

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  findBranch: (_, { project }) => ({
    lines: ['Without a branch from before, Neon can make one from a moment inside its history.'],
    commands: [
      `neon branches list --project-id ${quote(project)}`,
      `${api('GET', `/projects/${project}/branches`)} | jq ${quote('.branches[] | {id, name, default, created_at, parent_timestamp}')}`,
    ],
  }),
  restoreBranch: restoreInPlace,
  restoreProductionBranch: restoreInPlace,
  chooseRestorePoint: (_, { project }) => ({
    commands: [`# Neon, how far back in seconds:\n${api('GET', `/projects/${project}`)} | jq .project.history_retention_seconds`],
  }),
  restoreToAPoint: (_, { project, branch }) => ({
    lines: ['Neon restores beside production, and the damaged branch stays as it is.'],
    commands: [
      `# Neon, a branch from that moment:\n${api('POST', `/projects/${project}/branches`, `{"branch":{"parent_id":"${branch}","name":"restored","parent_timestamp":"$RESTORE_TIME"},"endpoints":[{"type":"read_write"}]}`)}`,
    ],
  }),
  preserve: snapshot('damaged'),
  snapshotBefore: snapshot('before-the-fix'),
};

/** `path` and `body` may hold `$VARIABLES`. The answer to a request for a connection holds a live password: keep it off screens. */
function api(method: 'GET' | 'POST', path: string, body?: string): string {
  const sent = body === undefined ? '' : ` -H 'content-type: application/json' -d ${quoteAround(body)}`;
  return `curl -sS --fail-with-body -X ${method} -H "Authorization: Bearer $NEON_API_KEY"${sent} ${quoteAround(`https://console.neon.tech/api/v2${path}`)}`;
}

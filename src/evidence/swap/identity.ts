/** What an app says about the build that it runs. */
export interface Identity {
  readonly deploymentId: string | null;
  readonly commit: string | null;
}

/** What is looked for. */
export interface Expected {
  readonly deploymentId: string;
  readonly commit: string | null;
}

export type Match = 'target by id' | 'target by commit' | 'another' | 'says nothing';

/** Redeploys share a commit, so the id decides wherever the app gives one. */
export function matchIdentity(body: string, expected: Expected): Match {
  const { deploymentId, commit } = identityIn(body);
  if (deploymentId !== null) return deploymentId === expected.deploymentId ? 'target by id' : 'another';
  if (commit === null || expected.commit === null) return 'says nothing';
  return sameCommit(commit, expected.commit) ? 'target by commit' : 'another';
}

/** JSON with `deploymentId` or `commit`, or plain text that holds exactly one of a kind. Two different ids in one text say nothing. */
export function identityIn(body: string): Identity {
  const json = parseObject(body);
  if (json !== null) return { deploymentId: text(json['deploymentId']), commit: text(json['commit']) };
  return { deploymentId: onlyOne(body.match(/\bdpl_\w+/g)), commit: onlyOne(body.match(/\b[\da-f]{40}\b/gi)) };
}

/** An abbreviated hash of at least seven digits counts. */
function sameCommit(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return shorter.length >= 7 && longer.toLowerCase().startsWith(shorter.toLowerCase());
}

function parseObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function onlyOne(found: readonly string[] | null): string | null {
  const different = [...new Set(found)];
  return different.length === 1 ? (different[0] ?? null) : null;
}

import type { LocalGithub } from '#sandbox/github/local-github.ts';

/** Fails the test in which something was asked or answered outside of GitHub's own contract. */
export async function closeGithub(github: LocalGithub): Promise<void> {
  await github.stop();
  if (github.unexpected.length > 0) throw new Error(`Outside of GitHub's contract: ${github.unexpected.join('; ')}`);
}

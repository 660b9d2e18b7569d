import type { NoteAnswer, ReleaseNote } from '../code-host.ts';
import { withBlock } from './note-block.ts';
import { readRelease, Release } from './read-release.ts';
import type { Scope } from './scope.ts';
import { write } from './write.ts';

/** Puts a block into a release's text. Doing it twice leaves one block, and of an immutable release only the text is changed. */
export async function annotate(scope: Scope, note: ReleaseNote, beforeSend: () => void, signal: AbortSignal): Promise<NoteAnswer> {
  const { tag, key, text } = note;
  if (!/^[A-Za-z0-9-]+$/.test(key))
    return { kind: 'refused', why: `"${key}" cannot name a block in a release's text, so it was not annotated.` };
  const release = await readRelease(scope, tag, signal);
  if (release === null) return { kind: 'no release' };
  const body = withBlock(release.body ?? '', key, text);
  // What is a prerelease cannot be the latest, so the flag takes that away as well.
  const flag = note.prerelease && !release.prerelease && release.immutable !== true ? { prerelease: true, make_latest: 'false' } : {};
  if (body === release.body && Object.keys(flag).length === 0) return { kind: 'already there', prerelease: release.prerelease };
  const written = await write(
    scope,
    {
      what: `annotate the release ${tag}`,
      undone: 'it was not changed',
      route: 'PATCH /repos/{owner}/{repo}/releases/{release_id}',
      parameters: { ...scope.repo, release_id: release.id, body, ...flag },
    },
    Release,
    beforeSend,
    signal,
  );
  if (written.kind === 'refused') return { kind: 'refused', why: `GitHub did not change the release ${tag}: ${written.message}` };
  return { kind: 'annotated', prerelease: written.value.prerelease };
}

import { z } from 'zod';
import type { TagAnswer, TagOrder } from '../code-host.ts';
import { readIfThere, read } from './read.ts';
import type { Scope } from './scope.ts';
import { store, write } from './write.ts';

const Target = z.object({ object: z.object({ type: z.string(), sha: z.string() }) });
const Sha = z.object({ sha: z.string() });
const UNDONE = 'no tag was made';
const TAGGER = { name: 'Switchback', email: 'switchback@localhost' };
/** A tag may stand on a tag; more than this many is a mistake. */
const DEEPEST = 5;

/** Makes an annotated tag once: there is at most one of a name, and one that is there is never moved. */
export async function makeTag(scope: Scope, order: TagOrder, beforeSend: () => void, signal: AbortSignal): Promise<TagAnswer> {
  const { name, commit, message, at } = order;
  const found = await readTag(scope, name, signal);
  if (found !== null) return foundTag(found, commit);
  const tagger = { ...TAGGER, date: new Date(Math.floor(at / 1_000) * 1_000).toISOString() };
  const object = await store(
    scope,
    {
      what: `store the tag ${name}`,
      undone: UNDONE,
      route: 'POST /repos/{owner}/{repo}/git/tags',
      parameters: { ...scope.repo, tag: name, message, object: commit, type: 'commit', tagger },
    },
    Sha,
    signal,
  );
  if (object.kind === 'refused') return refusal(name, object.message);
  const ref = await write(
    scope,
    {
      what: `make the tag ${name}`,
      undone: UNDONE,
      route: 'POST /repos/{owner}/{repo}/git/refs',
      parameters: { ...scope.repo, ref: `refs/tags/${name}`, sha: object.value.sha },
    },
    Target,
    beforeSend,
    signal,
  );
  if (ref.kind === 'done') return { kind: 'created' };
  const now = await readTag(scope, name, signal);
  return now === null ? refusal(name, ref.message) : foundTag(now, commit);
}

/** The commit that a tag stands on; null where there is none. */
export async function readTag(scope: Scope, name: string, signal: AbortSignal): Promise<string | null> {
  const parameters = { ...scope.repo, ref: `tags/${name}` };
  const question = { what: `the tag ${name}`, route: 'GET /repos/{owner}/{repo}/git/ref/{ref}', parameters };
  const ref = await readIfThere(scope, question, Target, signal);
  let object = ref?.object;
  for (let depth = 0; object?.type === 'tag' && depth < DEEPEST; depth += 1) {
    const about = { what: `the tag ${name}`, route: 'GET /repos/{owner}/{repo}/git/tags/{tag_sha}' };
    ({ object } = await read(scope, { ...about, parameters: { ...scope.repo, tag_sha: object.sha } }, Target, signal));
  }
  return object?.sha ?? null;
}

function foundTag(found: string, wanted: string): TagAnswer {
  return found === wanted ? { kind: 'already there' } : { kind: 'another', commit: found };
}

function refusal(name: string, message: string): TagAnswer {
  return { kind: 'refused', why: `GitHub did not make the tag ${name}: ${message}` };
}

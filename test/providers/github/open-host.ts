import type { Undo } from '#src/providers/undo.ts';
import { createGithub, type Github } from '#src/providers/github/create-github.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';

/** A client of the local GitHub, as `createGithub` makes one. */
export function openHost(
  github: LocalGithub,
  { undo = null, mayOpen = false, requestTimeoutMs }: { undo?: Undo | null; mayOpen?: boolean; requestTimeoutMs?: number } = {},
): Github {
  const { token, ...place } = github.access;
  return createGithub({
    ...place,
    auth: { kind: 'token', token },
    undo,
    mayOpen,
    ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
  });
}

import { PATHS, type Path } from './paths.ts';

/** One transition per path that this place can offer; each is legal only where the class of the incident offers the path now. */
export function choosingAPath(...paths: readonly Path[]) {
  return paths.map((path) => ({
    guard: { type: 'thePathIsOpenAndChosen' as const, params: { path } },
    target: PATHS[path].state,
    actions: { type: 'takePath' as const, params: { path } },
  }));
}

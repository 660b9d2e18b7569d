import type { Request } from './request.ts';

/** Which project and environment every question is about, and how it is asked. */
export interface Scope {
  readonly request: Request;
  readonly organization: string;
  readonly project: string;
  /** From the DSN: servers that take only numbers as the `project` parameter are still in use. */
  readonly projectId: string;
  readonly environment: string;
}

/** The path of an organization's or a project's resource, segments encoded, with the trailing slash. */
export function pathOf(...segments: readonly string[]): string {
  return `/${segments.map((segment) => encodeURIComponent(segment)).join('/')}/`;
}

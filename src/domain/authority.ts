import type { Role } from './service.ts';

/** Whether somebody may act. A lookup that failed is not a no, but nothing is done on it either. */
export type Authority =
  | { readonly kind: 'may' }
  /** `who` names the people and groups that may, as Slack ids: `<@U…>` or `<!subteam^S…>`. */
  | { readonly kind: 'may not'; readonly who: readonly string[] }
  /** `who` is as above, of the lists that could be read. */
  | { readonly kind: 'cannot tell'; readonly why: string; readonly who?: readonly string[] };

/** Asked at the click and again when the step runs. */
export type Authorise = (person: string, service: string, role: Role) => Promise<Authority>;

import type { Role } from '#domain/service.ts';

/** What a second person is asked for, as it was when it was asked. Plain JSON: it is stored with the effect that asks. */
export interface Approval {
  readonly title: string;
  readonly role: Role;
  /** Who may approve, as Slack ids: `<@U…>` or `<!subteam^S…>`. */
  readonly who: readonly string[];
  readonly asked: { readonly by: string; readonly reason: string | null };
  /** What would be done by hand. */
  readonly does: { readonly lines: readonly string[]; readonly commands: readonly string[] } | null;
  /** What speaks against it; for what the bot advises against. */
  readonly against: readonly string[];
  /** Whether a migration or a script is to be applied, and between which commits a drafted one leads. */
  readonly sql: { readonly draft: { readonly from: string; readonly to: string } | null } | null;
}

export interface ApprovedFile {
  readonly path: string;
  readonly content: string;
}

export interface VercelSettings {
  readonly token: string;
  readonly apiUrl: string;
  /** Null for a personal account. */
  readonly team: string | null;
  readonly project: string;
  /** Where a deployment is visited: `{url}` stands for its own host. */
  readonly deploymentUrl: string;
  readonly protectionBypass: string | null;
}

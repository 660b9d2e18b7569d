export interface SentrySettings {
  readonly token: string;
  readonly url: string;
  readonly organization: string;
  readonly project: string;
  readonly environment: string;
  /** The app's own DSN, for heartbeats through the same pipeline as its errors. */
  readonly dsn: string;
  readonly route: string | null;
}

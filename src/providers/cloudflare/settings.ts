export interface CloudflareSettings {
  /** Null where the file names none. */
  readonly account: string | null;
  readonly dns: Dns | null;
  readonly pages: { readonly project: string } | null;
}

export interface Dns {
  readonly zone: string;
  readonly record: string;
  readonly colors: { readonly blue: string; readonly green: string };
  /** How long the old side is kept running after a cutover. */
  readonly holdMs: number;
}

import type { ContractSource } from '../contract/contract.ts';
import type { Fingerprint } from '../catalogue/fingerprint.ts';
import type { DownVerdict } from '../down/down-verdict.ts';
import type { Finding } from '../finding.ts';
import type { FixFile } from '../fix/in-tool-format.ts';
import type { Tool } from '../migration.ts';
import type { Report } from '../render/report.ts';

/** All that is known about running the code of one commit on the schema of another. Plain JSON: it is stored, and crosses processes. */
export interface SpanReport extends Report {
  /** One plain sentence for the confirm. Quotes names from the schema: untrusted text. */
  readonly sentence: string;
  /** Full commit ids: the code to go back to, and the code whose migrations the database has. */
  readonly from: string;
  readonly to: string;
  /** Where the migrations are, from the top of the repository. Null where they were not found. */
  readonly folder: string | null;
  readonly tool: Tool | null;
  /** Null where the verdict did not need one: nothing lies between the two. */
  readonly contract: ContractSource | null;
  /** What was not looked at, and what that costs: one plain sentence each. */
  readonly limits: readonly string[];
  readonly fingerprints: SpanFingerprints;
  /** Null unless the verdict is `unsafe`. */
  readonly fix: FixSummary | null;
  /** Of the authors' own scripts for going back over the whole span; null where the tool has none, or nothing lies between. */
  readonly down: DownVerdict | null;
}

/** A stored report holds for as long as these are the same. */
export interface SpanFingerprints {
  /** Of names and contents of the migration files at each commit. */
  readonly from: string;
  readonly to: string;
  /** The schema that the files alone give at `to`; null where nothing was replayed. */
  readonly replayed: Fingerprint | null;
  /** The schema of the live database when it was read; null where none is configured or it did not answer. */
  readonly live: Fingerprint | null;
}

export type FixSummary =
  | {
      readonly kind: 'proved';
      /** One migration in the service's own tool's format; paths from the top of the repository. */
      readonly files: readonly FixFile[];
      /** What a person must know before merging it: locks, rewrites, rows, whether data comes back. One plain sentence each. */
      readonly says: readonly string[];
      readonly removeLater: readonly string[];
      /** What still breaks the old code, and what would break the live code. */
      readonly left: readonly Finding[];
      readonly hurts: readonly Finding[];
      /** What no statement was drafted for, and who must do what. */
      readonly uncovered: readonly string[];
    }
  | { readonly kind: 'none'; readonly why: string; readonly uncovered: readonly string[] };

import type { Evidence } from './evidence.ts';

export type SchemaVerdictWord = 'safe' | 'safe with data caveat' | 'unsafe' | 'unknown';

export type SchemaFinding = {
  readonly code: string;
  readonly severity: 'hard' | 'data' | 'conditional' | 'unknown' | 'note';
  readonly object: string;
  readonly sqlstate: string | null;
  /** `drizzle/0003_contract.sql:2`; null where it is not known. */
  readonly place: string | null;
  readonly message: string;
  /** A statement of the old code that was tried on today's schema, and failed. */
  readonly failing: { readonly statement: string; readonly sqlstate: string } | null;
};

/**
 * What stands behind `schema.fits`: the part of the report on the way back that people are shown. It is stored with every incident, so each
 * list and each text in it is bounded. All texts may quote names from the schema: untrusted.
 */
export type SchemaDetails = {
  readonly shape: 'schema details 1';
  readonly verdict: SchemaVerdictWord;
  /** Full commit ids: the code to go back to, and the code whose migrations the database has. */
  readonly from: string;
  readonly to: string;
  /** Of the migrations, such as `drizzle`; null where it could not be told. Earlier releases stored none. */
  readonly tool?: string | null;
  /** Milliseconds since the epoch; null where it was judged for this very look. */
  readonly computedAt: number | null;
  /** The worst first. */
  readonly findings: SchemaFinding[];
  /** How many more there are in the report. */
  readonly more: number;
  /** The oldest deploy that still runs, and the migration that ends it. */
  readonly floor: { readonly deploy: string; readonly endedBy: string | null } | null;
  /** Ids of other targets on offer whose code is known to run. */
  readonly fitting: string[];
  readonly fix: SchemaFix | null;
  /** The authors' own way back. */
  readonly down: { readonly verdict: 'verified' | 'differs' | 'wrong' | 'cannot tell'; readonly why: string } | null;
  /** What was not looked at, one sentence each. */
  readonly limits: string[];
};

export type SchemaFix =
  /** `whole`: after it the old code runs, the live code does too, and nothing is left for a person to write. */
  | { readonly kind: 'proved'; readonly whole: boolean; readonly files: string[] }
  | { readonly kind: 'none'; readonly why: string; readonly uncovered: string[] };

/** Null where the schema was not judged, or an earlier release stored it in another shape. */
export function schemaDetails(evidence: Evidence | undefined): SchemaDetails | null {
  const details = evidence?.kind === 'schema.fits' ? evidence.details : undefined;
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return null;
  return details['shape'] === 'schema details 1' ? (details as SchemaDetails) : null;
}

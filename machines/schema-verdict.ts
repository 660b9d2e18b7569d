import type { IncidentContext } from './context.ts';

/** Would the target's code run on today's schema? Unknown never reads as safe. */
export type SchemaVerdict =
  | { readonly kind: 'safe'; readonly because: string }
  | { readonly kind: 'unsafe'; readonly because: string }
  | { readonly kind: 'unknown'; readonly because: string };

type Known = Pick<IncidentContext, 'evidence' | 'answers'>;

/** The probe of the target's own URL counts first: a target that fails on today's database is unsafe, whatever else was found. */
export function schemaVerdict({ evidence, answers }: Known): SchemaVerdict {
  const probe = evidence['target.answers'];
  const schema = evidence['schema.fits'];
  if (probe?.verdict === 'contradicts') return { kind: 'unsafe', because: probe.summary };
  if (schema?.verdict === 'contradicts') return { kind: 'unsafe', because: schema.summary };
  if (answers.schema === 'failed') return { kind: 'unsafe', because: 'Going back was tried in this incident and had to be undone.' };
  if (answers.schema === 'broken') return { kind: 'unsafe', because: 'A responder says that the old code does not run on this schema.' };
  if (schema?.verdict === 'supports') return { kind: 'safe', because: schema.summary };
  if (answers.schema === 'fits') return { kind: 'safe', because: 'A responder says that the old code runs on this schema.' };
  return { kind: 'unknown', because: schema?.summary ?? 'Nobody has compared the migrations yet.' };
}

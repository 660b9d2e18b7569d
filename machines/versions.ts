import type { Json } from '#domain/json.ts';

/** Stored with every incident. Change it together with a migration of stored snapshots and a new fixture. */
export const MACHINE_VERSION = '2';

/** By the version that stored a snapshot, in the order of release: each leads to the next. */
export const MIGRATIONS: Readonly<Record<string, (snapshot: Json) => Json>> = { '1': fromFirst };

/** Version 1 knew one runbook, and of a doubt only after the first one. */
function fromFirst(snapshot: Json): Json {
  const { context, ...rest } = snapshot as { readonly [field: string]: Json };
  return { ...rest, context: { doubt: null, ...(context as object), runbook: 're-point' } };
}

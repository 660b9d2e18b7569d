import type { Activity, Session } from '#src/providers/database.ts';

/** Shorter waits are everyday life: a migration that gets its lock at once makes others wait for an instant. */
const STUCK_AFTER_MS = 2_000;

/** Statements that change a schema or write whole tables anew. */
const CHANGES_SCHEMA = /^\s*(?:alter|create|drop|truncate|reindex|cluster|comment|grant|revoke|lock|vacuum\s*\(?\s*full|refresh)\b/i;

export interface Found {
  readonly session: Session;
  readonly blocks: readonly Session[];
  /** Whom it waits for, as far as they are sessions of this database. */
  readonly behind: readonly Session[];
  /** How long it has waited, or the one who has waited longest for it; null where the server does not say since when. */
  readonly longestMs: number | null;
}

export type Standing =
  /** It waits, or others wait for it, longer than everyday locks are held. */
  | { readonly kind: 'stuck'; readonly found: Found }
  /** It runs and harms nobody yet, or its wait has only begun. */
  | { readonly kind: 'running'; readonly found: Found }
  /** No sign of a schema change, but others wait for a transaction that does nothing. */
  | { readonly kind: 'left open'; readonly found: Found }
  | { readonly kind: 'free' };

/** What stands out most among the sessions of a database. */
export function standing(activity: Activity): Standing {
  const found = activity.sessions.map((session) => inTheWay(activity, session)).sort(byHarm);
  const changing = found.filter(({ session }) => changesSchema(session));
  const stuck = changing.find(({ session, blocks, longestMs }) => {
    return (session.blockedBy.length > 0 || blocks.length > 0) && (longestMs === null || longestMs >= STUCK_AFTER_MS);
  });
  if (stuck !== undefined) return { kind: 'stuck', found: stuck };
  const [running] = changing;
  if (running !== undefined) return { kind: 'running', found: running };
  const open = found.find(({ session, blocks }) => blocks.length > 0 && session.state?.startsWith('idle in transaction') === true);
  return open === undefined ? { kind: 'free' } : { kind: 'left open', found: open };
}

function inTheWay(activity: Activity, session: Session): Found {
  const blocks = activity.sessions.filter(({ blockedBy }) => blockedBy.includes(session.pid));
  const behind = activity.sessions.filter(({ pid }) => session.blockedBy.includes(pid));
  const waits = [...(session.blockedBy.length > 0 ? [session] : []), ...blocks].map(({ waitingSince }) => waitingSince);
  const known = waits.filter((since) => since !== null);
  return { session, blocks, behind, longestMs: known.length === 0 ? null : Math.max(...known.map((since) => activity.at - since)) };
}

/** A table that its own transaction has just created holds up nobody and may be a temporary one; its statement must say more. */
function changesSchema({ role, state, locks, statement }: Session): boolean {
  if (role === null) return false;
  if (locks.some(({ table, granted }) => table !== null || !granted)) return true;
  return state === 'active' && statement !== null && CHANGES_SCHEMA.test(statement) && !/^\s*create\s+temp/i.test(statement);
}

function byHarm(one: Found, other: Found): number {
  return other.blocks.length - one.blocks.length || other.session.blockedBy.length - one.session.blockedBy.length;
}

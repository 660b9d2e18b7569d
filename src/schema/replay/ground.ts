import { isOnSupabase } from '../history/on-supabase.ts';
import type { History, Tool } from '../migration.ts';
import type { Scratch, Step } from '../scratch.ts';
import { BOOKKEEPING } from './bookkeeping.ts';
import { SUPABASE_PLATFORM } from './supabase-platform.ts';

/** What must be there before a tool's first migration. Null where it was made; otherwise one sentence why not, and nothing may be replayed. */
export async function layGround(scratch: Scratch, history: Extract<History, { kind: 'history' }>): Promise<string | null> {
  const { tool } = history;
  const platform: Step[] = isOnSupabase(history) ? [{ sql: SUPABASE_PLATFORM }] : [];
  const answers = await scratch.runAll([...platform, { sql: BOOKKEEPING[tool] }, ...freshSession(tool)]);
  const bad = answers.find((answer) => answer?.kind !== 'ok');
  if (bad === undefined) return null;
  if (bad?.kind === 'lost') return bad.why;
  return `The scratch database could not be prepared for ${tool}: ${bad?.kind === 'failed' ? bad.message : 'an earlier step failed'}.`;
}

/** Every migration begins as on a new connection: a search path or a role that one has set does not reach the next. */
export function freshSession(tool: Tool): Step[] {
  const session = tool === 'supabase' ? 'set search_path = "$user", public, extensions' : '';
  return [
    { sql: 'rollback', always: true },
    { sql: 'discard all', always: true },
    { sql: session, always: true },
  ];
}

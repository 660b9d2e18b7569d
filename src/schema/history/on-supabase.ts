import type { History } from '../migration.ts';

/** Words of what a Supabase project has before its first migration. */
const PLATFORM = /\bauth\.(?:users|uid|jwt|role)\b|\bstorage\.(?:objects|buckets)\b|\bto\s+"?(?:anon|authenticated|service_role)\b/iu;
const MAKES_ITS_OWN = /\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?"?(?:auth|storage)\b|\bcreate\s+role\s+"?(?:anon|authenticated)\b/iu;

/** Whether the migrations lean on a Supabase project, whichever tool runs them. */
export function isOnSupabase({ tool, migrations }: Pick<Extract<History, { kind: 'history' }>, 'tool' | 'migrations'>): boolean {
  if (tool === 'supabase') return true;
  return migrations.some(({ up }) => PLATFORM.test(up.sql)) && !migrations.some(({ up }) => MAKES_ITS_OWN.test(up.sql));
}

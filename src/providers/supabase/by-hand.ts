import type { ByHandOf } from '../vendor.ts';
import type { SupabaseSection as Own } from './section.ts';

const AUTHORIZATION = '-H "Authorization: Bearer $SUPABASE_ACCESS_TOKEN"';

/** The reference was checked when the file was read, so it needs no quoting. */
export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  pageEverybody: () => ({
    lines: ['Open a case with Supabase’s support now, in its dashboard under Help: it takes the longest to answer.'],
  }),
  chooseRestorePoint: (_, own) => ({
    commands: [`# Supabase:\ncurl -sS --fail-with-body ${AUTHORIZATION} ${address(own, '/database/backups')}`],
  }),
  restoreToAPoint: (_, own) => ({
    lines: ['Supabase restores IN PLACE with downtime: what was written after that moment is gone. Preserve it first, and send it once.'],
    commands: [
      `# Supabase, IN PLACE:\ncurl -sS --fail-with-body -X POST ${AUTHORIZATION} -H "content-type: application/json" -d "{\\"recovery_time_target_unix\\": $(date -u -d "$RESTORE_TIME" +%s)}" ${address(own, '/database/backups/restore-pitr')}`,
      `# Supabase, RESTORING and then ACTIVE_HEALTHY:\ncurl -sS --fail-with-body ${AUTHORIZATION} ${address(own, '')} | jq .status`,
    ],
  }),
};

function address({ project }: Own, rest: string): string {
  return `https://api.supabase.com/v1/projects/${project}${rest}`;
}

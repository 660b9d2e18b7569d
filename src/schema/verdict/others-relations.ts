import { isOnSupabase } from '../history/on-supabase.ts';
import type { Finding } from '../finding.ts';
import type { Walked } from './walk-span.ts';

const OF_PLATFORM = /^(?:auth|storage|realtime|vault|graphql|graphql_public|net|cron|supabase_functions|pgbouncer|extensions)\./u;

/**
 * What belongs to the platform, and no migration made: the scratch database has a likeness of it alone, so what a migration breaks there cannot be
 * told.
 */
export function ofOthers(
  findings: readonly Finding[],
  tool: Parameters<typeof isOnSupabase>[0]['tool'],
  { below, steps }: Walked,
): Finding[] {
  const laid = [...below, ...steps];
  if (!isOnSupabase({ tool, migrations: laid.map(({ migration }) => migration) })) return [...findings];
  const made = new Set(
    laid.flatMap(({ parsed }) =>
      parsed.kind === 'parsed'
        ? parsed.statements.flatMap(({ deeds }) =>
            deeds.flatMap(({ how, thing }) => (how === 'makes' && thing.part === '' ? [`${thing.schema}.${thing.name}`] : [])),
          )
        : [],
    ),
  );
  return findings.map((finding) => {
    const breaks = finding.severity === 'hard' || finding.severity === 'data';
    const isTheirs =
      OF_PLATFORM.test(finding.object) && ![...made].some((name) => finding.object === name || finding.object.startsWith(`${name}.`));
    if (!breaks || !isTheirs) return finding;
    const message = `${finding.message} No migration made it: it belongs to the platform, of which there is only a likeness here.`;
    return { ...finding, severity: 'unknown', message, failing: null };
  });
}

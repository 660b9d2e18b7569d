import { schemaDetails } from '#domain/schema-details.ts';
import type { IncidentClass } from '#domain/service.ts';
import type { IncidentContext } from './context.ts';
import { RUNBOOKS } from './runbooks.ts';
import { schemaVerdict } from './schema-verdict.ts';

/** Every way to recover. */
export type Path =
  | 're-point'
  | 'flip back'
  | 'platform rollback'
  | 'previous version'
  | 'revert and roll forward'
  | 'new generation'
  | 'forward-fix'
  | 'compatible re-point'
  | 'rollback.sql'
  | 'stop a stuck migration'
  | 'restore the branch'
  | 'staging branch restore'
  | 'disaster recovery';

type Known = Pick<IncidentContext, 'environment' | 'class' | 'plan' | 'evidence' | 'answers' | 'runbook'>;

interface PathRecord {
  /** Choosing a path says what the incident is. */
  readonly class: IncidentClass;
  /** On its button. */
  readonly label: string;
  /** Where it begins. */
  readonly state: `#${string}`;
  /** Whether it is a way out as far as is known. Always, unless told. */
  readonly opens?: (known: Known) => boolean;
  /** Whoever takes another path would wait behind the same lock. */
  readonly urgent?: (known: Known) => boolean;
  /** Its button where it is not to be trusted; null where it is. It comes last then. */
  readonly doubt?: (known: Known) => string | null;
}

export const PATHS = {
  're-point': { class: 'app bug', label: 'Re-point production', state: '#rePoint', opens: thereIsATarget },
  'flip back': { class: 'app bug', label: 'Flip back to the old side', state: '#flipBack' },
  'platform rollback': { class: 'app bug', label: 'Roll the static site back', state: '#platformRollback' },
  'previous version': { class: 'app bug', label: 'Deploy the previous version', state: '#previousVersion', opens: oldCodeMayRun },
  'revert and roll forward': { class: 'app bug', label: 'Revert and roll forward', state: '#rollForward', opens: oldCodeMayRun },
  'new generation': { class: 'app bug', label: 'Prior code as a new generation', state: '#newGeneration', opens: oldCodeMayRun },
  'forward-fix': {
    class: 'schema mistake',
    label: 'Forward-fix the schema',
    state: '#forwardFix',
    // Every other path of an application bug runs old code, which is no way out where it does not fit the schema.
    opens: (known) => known.class !== 'app bug' || schemaVerdict(known).kind !== 'safe',
  },
  'compatible re-point': { class: 'schema mistake', label: 'Re-point, if it is compatible', state: '#rePoint', opens: thereIsATarget },
  'rollback.sql': {
    class: 'schema mistake',
    label: 'Apply rollback.sql',
    state: '#rollbackScript',
    opens: thereMayBeAScript,
    doubt: (known) => (scriptIsDoubtful(known) ? 'Look at rollback.sql, which is not verified' : null),
  },
  'stop a stuck migration': {
    class: 'schema mistake',
    label: 'Stop a stuck migration',
    state: '#stuckMigration',
    opens: ({ evidence }) => evidence['database.free']?.verdict !== 'supports',
    urgent: ({ evidence }) => evidence['database.free']?.verdict === 'contradicts',
  },
  'restore the branch': { class: 'schema mistake', label: 'Restore the branch of before', state: '#branchRestore' },
  'staging branch restore': { class: 'schema mistake', label: 'Restore the staging branch', state: '#stagingBranchRestore' },
  'disaster recovery': { class: 'catastrophic', label: 'Disaster recovery', state: '#catastrophic' },
} as const satisfies Record<Path, PathRecord>;

/** The paths that the incident's class offers now, the safest first. */
export function openPaths(known: Known): readonly Path[] {
  if (known.environment === 'staging') return ['forward-fix', 'staging branch restore'];
  const offers: Readonly<Partial<Record<IncidentClass, readonly Path[]>>> = RUNBOOKS[known.runbook];
  const offered = (known.class === null ? [] : (offers[known.class] ?? [])).filter((path) => pathRecord(path).opens?.(known) ?? true);
  return offered.toSorted((one, other) => place(one, known) - place(other, known));
}

export function pathRecord(path: Path): PathRecord {
  return PATHS[path];
}

function place(path: Path, known: Known): number {
  const { urgent, doubt } = pathRecord(path);
  if (urgent?.(known)) return 0;
  return (doubt?.(known) ?? null) === null ? 1 : 2;
}

function thereIsATarget({ plan }: Known): boolean {
  return plan.target !== null;
}

/** Inside a schema mistake old code is a way out only where it is not known to break on today's schema. */
function oldCodeMayRun(known: Known): boolean {
  return known.class !== 'schema mistake' || schemaVerdict(known).kind !== 'unsafe';
}

/** Where a way on was looked for among the migrations and they came without one back, there is none. Where nobody looked nobody knows. */
function thereMayBeAScript({ evidence }: Known): boolean {
  const details = schemaDetails(evidence['schema.fits']);
  return details === null || details.fix === null || details.down !== null;
}

/** The authors' own way back was tried, and failed or could not be tried to its end. */
function scriptIsDoubtful({ evidence }: Known): boolean {
  const down = schemaDetails(evidence['schema.fits'])?.down ?? null;
  return down !== null && (down.verdict === 'wrong' || down.verdict === 'cannot tell');
}

import { schemaDetails } from '#domain/schema-details.ts';
import type { IncidentClass } from '#domain/service.ts';
import type { IncidentContext } from './context.ts';
import { schemaVerdict } from './schema-verdict.ts';

/** Every way to recover, each inside one class. */
export type Path =
  | 're-point'
  | 'revert and roll forward'
  | 'new generation'
  | 'forward-fix'
  | 'compatible re-point'
  | 'rollback.sql'
  | 'stop a stuck migration'
  | 'staging branch restore'
  | 'disaster recovery';

/** Choosing a path says what the incident is. */
export const CLASS_OF: Record<Path, IncidentClass> = {
  're-point': 'app bug',
  'revert and roll forward': 'app bug',
  'new generation': 'app bug',
  'forward-fix': 'schema mistake',
  'compatible re-point': 'schema mistake',
  'rollback.sql': 'schema mistake',
  'stop a stuck migration': 'schema mistake',
  'staging branch restore': 'schema mistake',
  'disaster recovery': 'catastrophic',
};

/** The paths that the incident's class offers now, the safest first. */
export function openPaths(context: Pick<IncidentContext, 'environment' | 'class' | 'plan' | 'evidence' | 'answers'>): readonly Path[] {
  if (context.environment === 'staging') return ['forward-fix', 'staging branch restore'];
  const thereIsATarget = context.plan.target !== null;
  if (context.class === 'app bug') {
    const oldCodeRuns = schemaVerdict(context).kind === 'safe';
    return [
      // Every other path of this class runs old code, which is no way out where it does not fit the schema.
      ...(oldCodeRuns ? [] : (['forward-fix'] as const)),
      ...(thereIsATarget ? (['re-point'] as const) : []),
      'revert and roll forward',
      'new generation',
    ];
  }
  if (context.class === 'schema mistake') {
    const free = context.evidence['database.free']?.verdict;
    const script: Path[] = thereIsNoScript(context) ? [] : ['rollback.sql'];
    const stuck: Path[] = free === 'supports' ? [] : ['stop a stuck migration'];
    const others = scriptIsDoubtful(context) ? [...stuck, ...script] : [...script, ...stuck];
    const all: Path[] = ['forward-fix', ...(thereIsATarget ? (['compatible re-point'] as const) : []), ...others];
    // Whoever changes the schema or reads from it next would wait behind the same lock.
    const isStuck = free === 'contradicts';
    return isStuck ? ['stop a stuck migration', ...all.filter((path) => path !== 'stop a stuck migration')] : all;
  }
  return context.class === 'catastrophic' ? ['disaster recovery'] : [];
}

/** A way on was looked for among the migrations, and they came without one back. Where nobody looked nobody knows. */
function thereIsNoScript({ evidence }: Pick<IncidentContext, 'evidence'>): boolean {
  const details = schemaDetails(evidence['schema.fits']);
  return details !== null && details.fix !== null && details.down === null;
}

/** The authors' own way back was tried, and failed or could not be tried to its end. */
export function scriptIsDoubtful({ evidence }: Pick<IncidentContext, 'evidence'>): boolean {
  const down = schemaDetails(evidence['schema.fits'])?.down ?? null;
  return down !== null && (down.verdict === 'wrong' || down.verdict === 'cannot tell');
}

import { found } from '../diff/found.ts';
import type { Finding } from '../finding.ts';
import type { Applied } from './compare-applied.ts';

/** A database that is not where the files say; what cannot be told is a limit of the report and no finding. */
export function appliedFindings(applied: Applied): Finding[] {
  if (applied.kind === 'cannot tell') return [];
  const { behind, ahead, edited, halfApplied } = applied;
  return [
    ...halfApplied.map(({ name, state }) => {
      const says = state === 'failed' ? 'failed' : 'began and is not finished: it runs now, or it was killed on the way';
      return found('HALF_APPLIED', name, `The migration ${name} ${says}. What it left behind is not known from the files.`);
    }),
    ...behind
      .filter((name) => !halfApplied.some((half) => half.name === name))
      .map((name) => found('DRIFT', name, `The migration ${name} is in the files and not applied in the database.`)),
    ...ahead
      .filter((name) => !halfApplied.some((half) => half.name === name))
      .map((name) => found('DRIFT', name, `The database has applied the migration ${name}, which is in no file of the live commit.`)),
    // Whether it makes a difference shows where the two schemas are compared.
    ...edited.map((name) => {
      return found('DRIFT', name, `The file of the migration ${name} was changed after the database had applied it.`, { severity: 'note' });
    }),
  ];
}

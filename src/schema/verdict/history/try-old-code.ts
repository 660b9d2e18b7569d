import { createCatalogueReader, type CatalogueReader } from '../../catalogue/create-catalogue-reader.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Finding } from '../../finding.ts';
import { canonicalStatements } from '../../oracle/canonical-statements.ts';
import { accept, execute } from '../../oracle/execute.ts';
import { provocations } from '../../oracle/provocations.ts';
import type { Executed } from '../../oracle/statement.ts';
import type { EachStatement } from '../../replay/run-through.ts';
import type { Lost, Ran, Scratch } from '../../scratch.ts';
import { canChangeSchema, type Step } from './place-findings.ts';
import type { Replayer } from './replayer.ts';
import type { Seen } from './scout.ts';
import { worthTrying } from './worth-trying.ts';

export interface Tried {
  readonly kind: 'tried';
  /** Statements that the schema before the migration took, on the schema after it. */
  readonly executed: readonly Executed[];
  /** What each statement of the migration left behind; empty where that was not asked. */
  readonly before: Catalogue | null;
  readonly steps: readonly Step[];
}

export interface OldCode {
  /**
   * Says what the old code may have said about the findings to the schemas before and after a migration. Migrations are asked about in rising order;
   * those between are made up for.
   *
   * @param withSteps whether the migration is gone through statement by statement
   */
  tryOn(index: number, seen: Seen, withSteps: boolean): Promise<Tried | Lost>;
}

/** On a scratch database of its own that lags behind the replay, so that the schema before is still there. */
export function createOldCode(replayer: Replayer): OldCode {
  let reader: { readonly of: Scratch; readonly reader: CatalogueReader } | null = null;

  function readerOf(scratch: Scratch): CatalogueReader {
    if (reader?.of !== scratch) reader = { of: scratch, reader: createCatalogueReader(scratch) };
    return reader.reader;
  }

  return {
    tryOn: async (index, seen, withSteps) => {
      const ready = await replayer.before(index);
      if (ready.kind === 'lost') return ready;
      const accepted = await accept(ready.scratch, [
        ...worthTrying(canonicalStatements(seen.before, objectsOf(seen.findings)), seen),
        ...provocations(seen.before, seen.after, seen.findings),
      ]);
      const before = withSteps ? await readerOf(ready.scratch).read() : null;
      const steps: Step[] = [];
      const eachStatement = before?.kind === 'read' ? listen(readerOf(ready.scratch), steps) : undefined;
      const { outcome } = await replayer.apply(index, { ask: [], eachStatement });
      if (outcome.kind === 'lost') return outcome;
      const executed = await execute(ready.scratch, accepted);
      return { kind: 'tried', executed, before: before?.kind === 'read' ? before.catalogue : null, steps };
    },
  };
}

function objectsOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.filter(({ severity }) => severity !== 'note').map(({ object }) => object));
}

function listen(reader: CatalogueReader, steps: Step[]): EachStatement {
  return {
    get ask() {
      return reader.questions();
    },
    about: canChangeSchema,
    hear: async ({ line }, answers: readonly Ran[]) => {
      const read = await reader.take(answers);
      if (read.kind === 'read') steps.push({ line, catalogue: read.catalogue });
    },
    again: () => {
      steps.length = 0;
    },
  };
}

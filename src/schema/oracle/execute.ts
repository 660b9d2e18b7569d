import { z } from 'zod';
import type { Scratch } from '../scratch.ts';
import { literal } from './quote.ts';
import type { Accepted, Executed, Outcome, Statement, Way } from './statement.ts';

type Database = Pick<Scratch, 'probe'>;

/** Statements in one batch: a batch that is lost takes no more than these with it. */
const BATCH = 400;

/** Each statement alone, undone at once, its constraints checked as if it were committed. */
const RUN_ALL = `
do $switchback$
declare
  item jsonb;
  stage text;
  code text;
  words text;
  answers jsonb[] := '{}';
begin
  for item in select value from jsonb_array_elements(current_setting('switchback.statements')::jsonb) loop
    code := null;
    words := null;
    begin
      stage := 'setup';
      if item ->> 0 <> '' then execute item ->> 0; end if;
      stage := 'statement';
      execute item ->> 1;
      set constraints all immediate;
      raise exception using errcode = 'SWOK0';
    exception
      when sqlstate 'SWOK0' then null;
      when others then get stacked diagnostics code = returned_sqlstate, words = message_text;
    end;
    answers := answers || jsonb_build_array(stage, code, words);
  end loop;
  perform set_config('switchback.answers', to_jsonb(answers)::text, true);
end
$switchback$`;

const AnswersSchema = z.array(z.tuple([z.enum(['setup', 'statement']), z.string().nullable(), z.string().nullable()]));

export interface Acceptance {
  readonly accepted: readonly Accepted[];
  /** Why some could not be tried at all; null where each was. */
  readonly lost: string | null;
}

/** The statements that the old schema takes, each in the first of its ways that passes, ready for the new one. The others prove nothing. */
export async function accept(old: Database, statements: readonly Statement[]): Promise<readonly Accepted[]> {
  return (await tryAll(old, statements)).accepted;
}

/** The same, and whether the old schema answered: where it did not, that nothing was accepted means nothing. */
export async function tryAll(old: Database, statements: readonly Statement[]): Promise<Acceptance> {
  const accepted = new Map<Statement, Way>();
  let lost: string | null = null;
  for (let way = 0; ; way += 1) {
    const tries = statements.flatMap((statement) => {
      const next = accepted.has(statement) ? undefined : statement.ways[way];
      return next ? [{ statement, way: next }] : [];
    });
    if (tries.length === 0) break;
    for (const { statement, way: tried, outcome } of await execute(old, tries)) {
      if (outcome.kind === 'passed') accepted.set(statement, tried);
      if (outcome.kind === 'lost') lost ??= outcome.why;
    }
  }
  const taken = statements.flatMap((statement) => {
    const way = accepted.get(statement);
    return way ? [{ statement, way: way.live === undefined ? way : { ...way, setup: way.live } }] : [];
  });
  return { accepted: taken, lost };
}

/** Runs each statement on a database, rolled back. A batch that is not answered is `lost` for every statement in it. */
export async function execute(database: Database, accepted: readonly Accepted[]): Promise<Executed[]> {
  const executed: Executed[] = [];
  for (let from = 0; from < accepted.length; from += BATCH) {
    const batch = accepted.slice(from, from + BATCH);
    const outcomes = await runBatch(
      database,
      batch.map(({ way }) => way),
    );
    for (const [at, { statement, way }] of batch.entries()) {
      executed.push({ statement, way, outcome: outcomes[at] ?? { kind: 'lost', why: 'The batch has no answer for it.' } });
    }
  }
  return executed;
}

async function runBatch(database: Database, ways: readonly Way[]): Promise<Outcome[]> {
  const statements = JSON.stringify(ways.map(({ setup, run }) => [setup, run]));
  const ran = await database.probe(
    `set local standard_conforming_strings = on; select set_config('switchback.statements', ${literal(statements)}, true); ${RUN_ALL}; select current_setting('switchback.answers')::json as answers`,
  );
  const lost = (why: string) => ways.map(() => ({ kind: 'lost' as const, why }));
  if (ran.kind === 'lost') return lost(ran.why);
  if (ran.kind === 'failed') return lost(`The batch failed with ${ran.sqlstate}: ${ran.message}`);
  const answers = AnswersSchema.safeParse(ran.rows[0]?.['answers']);
  return answers.success
    ? answers.data.map(([stage, code, words]) => outcomeOf(stage, code, words ?? ''))
    : lost('The batch did not answer in its form.');
}

function outcomeOf(stage: 'setup' | 'statement', sqlstate: string | null, message: string): Outcome {
  if (sqlstate === null) return { kind: 'passed' };
  return { kind: stage === 'setup' ? 'no setup' : 'failed', sqlstate, message };
}

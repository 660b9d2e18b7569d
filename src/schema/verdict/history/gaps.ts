import type { Catalogue } from '../../catalogue/catalogue.ts';
import { found } from '../../diff/found.ts';
import type { Finding } from '../../finding.ts';
import type { Migration } from '../../migration.ts';
import type { Parsed, Statement } from '../../parse/parsed.ts';
import type { Applied } from '../../replay/apply-script.ts';
import { wordsOf } from './words.ts';

/** What should have happened to a schema and did not, because it could not be replayed. */
interface Gap {
  readonly migration: string;
  readonly objects: ReadonlySet<string>;
  /** Empty where the gap is about the whole of the objects. */
  readonly parts: ReadonlySet<string>;
}

/** From the first gap on, the replayed schema is not the one that the files intend; this tells whom that concerns. */
export interface Gaps {
  /** Later, objects may be missing of which nothing is known, not even their names. */
  addNameless(): void;
  /** @param known the schema before the migration; null where it was not read */
  addOf(migration: Migration, applied: Applied, known: Catalogue | null): void;
  /** The findings of a migration that has gaps itself: what breaks there may be only what the replay left undone. */
  doubt(migration: Migration, findings: readonly Finding[]): Finding[];
  /** Findings for the statements of a migration that touch what a gap of an earlier one is about. */
  reach(migration: Migration, parsed: Parsed | null, known: Catalogue | null): Finding[];
}

export function createGaps(): Gaps {
  const gaps: Gap[] = [];
  let nameless = false;

  function add(migration: string, { touches }: Statement, words: ReadonlySet<string>, known: Catalogue | null): void {
    if (touches.objects === null) return addWords(migration, words, namesOf(known));
    // Every qualified name would be about a schema.
    const objects = touches.objects.filter((name) => known?.schemas.every((schema) => schema.name !== name) !== false);
    if (objects.length > 0) gaps.push({ migration, objects: new Set(objects), parts: new Set(touches.parts) });
  }

  /** Of code nothing is known but the names in it; what it makes is not among them. */
  function addWords(migration: string, words: ReadonlySet<string>, names: ReadonlySet<string>): void {
    nameless = true;
    gaps.push({ migration, objects: new Set([...words].filter((word) => names.has(word))), parts: new Set() });
  }

  return {
    addNameless: () => {
      nameless = true;
    },
    addOf: ({ name, up }, { outcome, parsed }, known) => {
      if (outcome.kind === 'lost' || (parsed?.kind === 'not parsed' && outcome.kind === 'partly applied'))
        addWords(name, wordsOf(up.sql), namesOf(known));
      if (outcome.kind !== 'partly applied' || parsed?.kind !== 'parsed') return;
      const lines = new Set(outcome.failures.map(({ line }) => line - up.firstLine + 1));
      for (const statement of parsed.statements.filter(({ line }) => lines.has(line)))
        add(name, statement, wordsOf(up.sql.slice(statement.start, statement.end)), known);
    },
    doubt: ({ name }, findings) => {
      const own = gaps.filter(({ migration }) => migration === name);
      if (own.length === 0) return [...findings];
      return findings.map((finding) => (own.some((gap) => isIn(gap, finding)) ? doubted(finding) : finding));
    },
    reach: ({ file, up }, parsed, known) => {
      if ((gaps.length === 0 && !nameless) || parsed?.kind !== 'parsed') return [];
      const names = namesOf(known);
      return parsed.statements.flatMap(({ node, start, end, line, touches }) => {
        if (touches.objects?.length === 0) return [];
        const sql = up.sql.slice(start, end);
        // What a function's body names is not changed by making the function.
        const words = node === 'CreateFunctionStmt' ? new Set(touches.objects) : wordsOf(sql);
        const place = { file, line: up.firstLine + line - 1 };
        const gap = gaps.find(({ objects, parts }) => meet(words, objects) && (parts.size === 0 || meet(words, parts)));
        if (gap !== undefined) {
          const object = [...gap.objects].find((name) => words.has(name)) ?? '';
          return [
            {
              ...found('OPAQUE', object, `${object} should have been changed by ${gap.migration}, which could not be replayed.`),
              ...place,
            },
          ];
        }
        const missing = nameless && touches.ifExists ? touches.objects?.find((object) => !names.has(object)) : undefined;
        if (missing === undefined) return [];
        const message = `${missing} is not there after the replay, but something before could not be replayed and may have made it.`;
        return [{ ...found('OPAQUE', missing, message, LEAVES_STATEMENTS_ALONE.test(sql) ? { severity: 'conditional' } : {}), ...place }];
      });
    },
  };
}

/** Without it no statement of the old code is refused that was taken before, whatever it was. */
const LEAVES_STATEMENTS_ALONE = /^\s*drop\s+(?:trigger|index|rule)\b/iu;

function isIn({ objects, parts }: Gap, { object }: Finding): boolean {
  const names = object.replace(/\(.*$/s, '').split(/[./]/);
  return names.some((name) => objects.has(name)) && (parts.size === 0 || names.some((name) => parts.has(name)));
}

function doubted(finding: Finding): Finding {
  if (finding.severity !== 'hard' && finding.severity !== 'data') return finding;
  return {
    ...finding,
    severity: 'unknown',
    message: `${finding.message} A statement about it could not be replayed, so that may not be so elsewhere.`,
  };
}

function meet(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...others].some((other) => words.has(other));
}

/** Of everything that a statement can name, but for schemas: every qualified name would be about one. */
function namesOf(catalogue: Catalogue | null): Set<string> {
  if (catalogue === null) return new Set();
  const { relations, functions, enums, domains, composites, sequences, extensions } = catalogue;
  const parts = relations.flatMap(({ uniques, checks, triggers, policies }) => [...uniques, ...checks, ...triggers, ...policies]);
  return new Set([relations, functions, enums, domains, composites, sequences, extensions, parts].flat().map(({ name }) => name));
}

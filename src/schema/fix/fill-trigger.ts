import type { Column, Relation } from '../catalogue/catalogue.ts';
import { dollarQuoted, ident, ownName, path } from './names.ts';

export interface FillTrigger {
  readonly statements: readonly string[];
  readonly removeLater: readonly string[];
}

/**
 * Fills a column from an expression over its row wherever a writer leaves it out, and again when what it is made of changes. A value that a
 * writer gives is kept. The expression is evaluated in a query of its own, so its names are columns and nothing else; where it fails on some
 * values the column stays empty, because the live code knows nothing of it and must never be refused for it.
 */
export function derivedTrigger(table: Relation, column: Pick<Column, 'name' | 'type'>, expression: string): FillTrigger {
  const name = ident(column.name);
  return fillTrigger(table, `fill_${table.name}_${column.name}`, [
    `DECLARE`,
    `  switchback_now ${column.type};`,
    `  switchback_then ${column.type};`,
    `BEGIN`,
    ...evaluated(expression, 'switchback_now', 'NEW'),
    `  IF TG_OP = 'INSERT' THEN`,
    `    IF NEW.${name} IS NULL THEN NEW.${name} := switchback_now; END IF;`,
    `    RETURN NEW;`,
    `  END IF;`,
    ...evaluated(expression, 'switchback_then', 'OLD'),
    `  IF NEW.${name} IS NOT DISTINCT FROM OLD.${name} AND switchback_now IS DISTINCT FROM switchback_then THEN`,
    `    NEW.${name} := switchback_now;`,
    `  END IF;`,
    `  RETURN NEW;`,
    `END`,
  ]);
}

function evaluated(expression: string, variable: string, row: 'NEW' | 'OLD'): string[] {
  return [
    `  BEGIN`,
    `    SELECT ${expression} INTO ${variable} FROM (SELECT ${row}.*) AS given;`,
    `  EXCEPTION WHEN data_exception OR check_violation THEN`,
    `    ${variable} := NULL;`,
    `  END;`,
  ];
}

/** Keeps two columns alike. The old one has no default, so a value in it comes from a writer that knows only the old name. */
export function twoWayTrigger(table: Relation, old: string, current: string): FillTrigger {
  const [a, b] = [ident(old), ident(current)];
  return fillTrigger(table, `sync_${table.name}_${old}_${current}`, [
    `BEGIN`,
    `  IF TG_OP = 'INSERT' THEN`,
    `    IF NEW.${a} IS NULL THEN NEW.${a} := NEW.${b}; ELSE NEW.${b} := NEW.${a}; END IF;`,
    `  ELSIF NEW.${a} IS DISTINCT FROM OLD.${a} THEN`,
    `    NEW.${b} := NEW.${a};`,
    `  ELSIF NEW.${b} IS DISTINCT FROM OLD.${b} THEN`,
    `    NEW.${a} := NEW.${b};`,
    `  END IF;`,
    `  RETURN NEW;`,
    `END`,
  ]);
}

function fillTrigger(table: Relation, purpose: string, body: readonly string[]): FillTrigger {
  const name = ownName(purpose);
  const routine = path({ schema: table.schema, name });
  return {
    statements: [
      `CREATE FUNCTION ${routine}() RETURNS trigger LANGUAGE plpgsql AS ${dollarQuoted(body.join('\n'))}`,
      `CREATE TRIGGER ${ident(name)} BEFORE INSERT OR UPDATE ON ${path(table)} FOR EACH ROW EXECUTE FUNCTION ${routine}()`,
    ],
    removeLater: [`DROP TRIGGER ${ident(name)} ON ${path(table)}`, `DROP FUNCTION ${routine}()`],
  };
}

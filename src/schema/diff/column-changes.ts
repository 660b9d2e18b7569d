import type { Column } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { boundedByKey } from './bounded-by-key.ts';
import { implies } from './expression/implies.ts';
import { found } from './found.ts';
import type { TablePair } from './table-pair.ts';
import { typeFindings } from './type-change.ts';
import type { TypeWorld } from './type-change.ts';

/** What became of a column that still has its name. */
export function columnChanges(object: string, pair: TablePair, before: Column, after: Column, world: TypeWorld): Finding[] {
  return [
    ...typeFindings(object, before, after, world).map((finding) => unlessBounded(finding, pair, before, after, world)),
    ...collation(object, before, after),
    ...generation(object, before, after),
    ...nullability(object, pair, before, after, world),
    ...defaults(object, before, after),
  ];
}

function unlessBounded(finding: Finding, { before: table }: TablePair, before: Column, after: Column, world: TypeWorld): Finding {
  const target = finding.code === 'TYPE_NARROWED' ? boundedByKey(table, before, after, world) : null;
  if (target === null) return finding;
  const message = `${finding.message.replace(/: values that were accepted are refused\.$/, '')}, which every row had to fit already: it refers to ${target}.`;
  return found('TYPE_NARROWED', finding.object, message, { severity: 'note' });
}

function collation(object: string, before: Column, after: Column): Finding[] {
  if (before.collation === after.collation || before.type !== after.type) return [];
  const from = `The collation of ${object} was ${before.collation ?? 'the default'} and is ${after.collation ?? 'the default'}`;
  return [found('COLLATION_CHANGED', object, `${from}: order and equality of its texts may differ.`)];
}

function generation(object: string, before: Column, after: Column): Finding[] {
  if (before.generated === '' && after.generated !== '') {
    return [found('BECAME_GENERATED', object, `${object} is now computed by the database: writing it fails.`)];
  }
  if (before.generated !== '' && after.generated === '' && after.default === null) {
    const sqlstate = after.notNull ? '23502' : null;
    return [found('NO_LONGER_GENERATED', object, `${object} is no longer computed: old inserts leave it empty.`, { sqlstate })];
  }
  if (before.identity !== 'a' && after.identity === 'a') {
    return [found('IDENTITY_ALWAYS', object, `${object} is now always numbered by the database: an insert that gives it a value fails.`)];
  }
  return [];
}

function nullability(object: string, pair: TablePair, before: Column, after: Column, world: TypeWorld): Finding[] {
  if (before.notNull === after.notNull) return [];
  if (!after.notNull) {
    if (world.after.get(after.type)?.notNull === true) return [];
    return [found('NOT_NULL_DROPPED', object, `${object} may now be NULL: the old code may meet a NULL where it expects a value.`)];
  }
  const refused = pair.before.checks.filter((check) => check.enforced).map((check) => check.expression);
  const wasRequired = implies(refused, `${before.name} IS NOT NULL`) || world.before.get(before.type)?.notNull === true;
  if (wasRequired) return [found('NOT_NULL_SET', object, `${object} is now NOT NULL; a check refused NULL before.`, { severity: 'note' })];
  const filled = after.default !== null || after.identity !== '' || after.generated !== '';
  if (!filled) return [found('NOT_NULL_SET', object, `${object} is now required: an insert that leaves it out fails.`)];
  return [found('NOT_NULL_SET', object, `${object} is now NOT NULL: writing NULL to it fails.`, { severity: 'data' })];
}

function defaults(object: string, before: Column, after: Column): Finding[] {
  if (before.generated !== '' && after.generated === '' && after.default === null) return [];
  if (before.generated === '' && after.generated !== '') return [];
  const filled = { before: before.default !== null || before.identity !== '', after: after.default !== null || after.identity !== '' };
  if (!filled.before) return [];
  if (!filled.after) {
    const code = after.notNull ? 'DEFAULT_DROPPED_REQUIRED' : 'DEFAULT_DROPPED';
    const meets = after.notNull ? 'fails' : 'stores NULL';
    return [found(code, object, `${object} has lost its default: an insert that leaves it out ${meets}.`)];
  }
  if (before.default === after.default || before.default === null || after.default === null) return [];
  return [
    found(
      'DEFAULT_CHANGED',
      object,
      `The ${after.generated === '' ? 'default' : 'expression'} of ${object} was ${before.default} and is ${after.default}.`,
    ),
  ];
}

import type { Relation } from '../catalogue/catalogue.ts';
import { isRequired } from '../diff/columns.ts';
import { qualified } from '../diff/named.ts';
import { isView } from '../diff/views.ts';
import { identifier, relationName } from './quote.ts';
import { insertOf } from './row.ts';
import { analysed, plain } from './statement.ts';
import type { Statement, Way } from './statement.ts';
import type { World } from './world.ts';
import { valueFor } from './value.ts';

/** What each role that was granted something may say to a table or view. */
export function roleStatements(world: World, relation: Relation): Statement[] {
  const whole = relation.grants.filter((grant) => grant.column === null && grant.role !== 'public');
  return [...Map.groupBy(whole, (grant) => grant.role)].flatMap(([role, grants]) =>
    grants
      .flatMap(({ privilege }) => waysOf(world, relation, privilege, `set local role ${identifier(role)}`))
      .map(({ use, way }) => {
        return { object: qualified(relation), part: role, use, ways: [way] };
      }),
  );
}

/** An insert of each role that may write and that no policy of the new schema lets: it is refused whatever the row. */
export function insertsOfTheShutOut(world: World, relation: Relation, { policies }: Relation): Statement[] {
  const writers = relation.grants.filter((grant) => grant.privilege === 'INSERT' && grant.column === null && grant.role !== 'public');
  const shutOut = writers.filter(({ role }) => !policies.some(({ definition }) => mayLetIn(definition, role)));
  return shutOut.map(({ role }) => {
    const way = insertAs(world, relation, `set local role ${identifier(role)}`);
    return { object: qualified(relation), part: role, use: 'ordinary', ways: [way] };
  });
}

/** `permissive a anon,web using … check …`, as the catalogue says it. */
function mayLetIn(definition: string, role: string): boolean {
  const { roles } = /^permissive [a*] (?<roles>.*?) using(?: |$)/.exec(definition)?.groups ?? {};
  return roles !== undefined && roles.split(',').some((name) => name === role || name === 'public');
}

interface Said {
  readonly use: Statement['use'];
  readonly way: Way;
}

function waysOf(world: World, relation: Relation, privilege: string, speak: string): Said[] {
  const name = relationName(relation);
  const column = relation.columns.find(({ generated, identity }) => generated === '' && identity !== 'a');
  switch (privilege) {
    case 'SELECT':
      return [{ use: 'ordinary', way: plain(`select * from ${name}`, speak) }];
    case 'DELETE':
      return [{ use: 'ordinary', way: analysed(`delete from ${name}`, speak) }];
    case 'UPDATE':
      return column ? [{ use: 'ordinary', way: analysed(`update ${name} set ${identifier(column.name)} = null`, speak) }] : [];
    case 'INSERT':
      return [
        { use: 'ordinary', way: analysed(`insert into ${name} default values`, speak) },
        ...(isView(relation) ? [] : [{ use: 'possible' as const, way: insertAs(world, relation, speak) }]),
      ];
    default:
      return [];
  }
}

/** A row that row level security lets in or not. */
function insertAs(world: World, relation: Relation, speak: string): Way {
  const values = new Map(relation.columns.filter(isRequired).map((column) => [column.name, valueFor(world, relation, column, 'usual')]));
  const { setup, text } = insertOf(world, relation, values);
  return plain(text, [setup, speak].filter((part) => part !== '').join('; '));
}

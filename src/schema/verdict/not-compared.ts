import type { Walked } from './walk-span.ts';

/** Statements whose effect no comparison of the two schemas shows, in the words for people: by the parser's name, or by how they begin. */
const KINDS: readonly (readonly [what: string, nodes: RegExp, text?: RegExp])[] = [
  ['rights that later objects are given', /^AlterDefaultPrivilegesStmt$/u],
  ['roles, their settings and their members', /^(?:Create|Alter|Drop|Grant)Role(?:Set)?Stmt$|^(?:Create|Alter|Drop)UserMappingStmt$/u],
  ['settings of the database', /^AlterDatabase(?:Set|RefreshColl)?Stmt$|^AlterSystemStmt$/u],
  ['subscriptions', /^(?:Create|Alter|Drop)SubscriptionStmt$/u],
  ['event triggers', /^(?:Create|Alter)EventTrigStmt$/u],
  ['casts', /^CreateCastStmt$/u],
  ['operators and operator classes', /^(?:CreateOpClass|CreateOpFamily|AlterOpFamily|AlterOperator)Stmt$/u],
  [
    'operators, collations, aggregates or text search',
    /^DefineStmt$|^AlterCollationStmt$|^AlterTSConfigurationStmt$|^AlterTSDictionaryStmt$/u,
  ],
  ['languages, conversions and transforms', /^(?:CreatePLang|CreateConversion|CreateTransform|CreateAm)Stmt$/u],
  ['foreign servers', /^(?:CreateFdw|AlterFdw|CreateForeignServer|AlterForeignServer|ImportForeignSchema)Stmt$/u],
  ['extended statistics', /^(?:CreateStats|AlterStats)Stmt$/u],
  ['versions of extensions', /^AlterExtension(?:Contents)?Stmt$/u],
  ['how sequences count', /^AlterSeqStmt$/u],
  ['comments and security labels', /^(?:Comment|SecLabel)Stmt$/u],
  ['what replicas are told of changed rows', /^AlterTableStmt$/u, /\breplica\s+identity\b/iu],
  ['inheritance', /^(?:AlterTable|Create)Stmt$/u, /\b(?:no\s+)?inherit\s+[\w".]|\binherits\s*\(/iu],
  ['defaults of domains', /^AlterDomainStmt$/u, /\bdefault\b/iu],
  [
    'storage settings',
    /^AlterTableStmt$/u,
    /\b(?:reset|set)\s*\(|\bset\s+(?:storage|statistics|compression|tablespace|logged|unlogged)\b/iu,
  ],
  [
    'objects that are dropped beside tables, views, functions, types and sequences',
    /^DropStmt$/u,
    /^drop\s+(?:event\s+trigger|cast|operator|collation|aggregate|text\s+search|conversion|transform|access\s+method|foreign\s+data|server|statistics|language|subscription)\b/iu,
  ],
];

/** One sentence with what these migrations touch and the comparison does not look at; none where that is nothing. */
export function notCompared(steps: Walked['steps']): string[] {
  const found = KINDS.filter(([, nodes, text]) =>
    steps.some(
      ({ parsed, migration: { up } }) =>
        parsed.kind === 'parsed' &&
        parsed.statements.some(({ node, start, end }) => nodes.test(node) && (text === undefined || text.test(up.sql.slice(start, end)))),
    ),
  );
  if (found.length === 0) return [];
  return [
    `The migrations touch what is not compared: ${found.map(([what]) => what).join('; ')}. Old statements ran on it, and nothing else was looked at.`,
  ];
}

import { parseType } from '../diff/type-text.ts';

/** Which value of a type: two ordinary ones that differ, the largest, or a low or empty one. */
export type Size = 'usual' | 'other' | 'large' | 'low';

type Four = readonly [usual: string, other: string, large: string, low: string];

const SIZES: readonly Size[] = ['usual', 'other', 'large', 'low'];
const LONG = 2000;

const SAMPLES: Readonly<Record<string, Four>> = {
  smallint: ['1', '2', '32767', '-1'],
  integer: ['1', '2', '2147483647', '-1'],
  bigint: ['1', '2', '9223372036854775807', '-1'],
  numeric: ['1', '2', '123456789012345678901234567890.5', '-1'],
  real: ['1', '2', '3e38', '-1'],
  'double precision': ['1', '2', '1e300', '-1'],
  money: ['1', '2', '90000000000000', '-1'],
  boolean: ['false', 'true', 'true', 'false'],
  uuid: [
    '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-000000000002',
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
    '00000000-0000-0000-0000-000000000000',
  ],
  date: ['2024-01-01', '2024-01-02', '9999-12-31', '0001-01-01'],
  'timestamp without time zone': ['2024-01-01 00:00:00', '2024-01-02 00:00:00', '9999-12-31 23:59:59', '0001-01-01 00:00:00'],
  'timestamp with time zone': ['2024-01-01 00:00:00+00', '2024-01-02 00:00:00+00', '9999-12-31 23:59:59+00', '0001-01-01 00:00:00+00'],
  'time without time zone': ['12:00:00', '13:00:00', '23:59:59', '00:00:00'],
  'time with time zone': ['12:00:00+00', '13:00:00+00', '23:59:59+00', '00:00:00+00'],
  interval: ['1 day', '2 days', '100 years', '-1 day'],
  json: ['{}', '{"a": 1}', '[1, 2, 3]', 'null'],
  jsonb: ['{}', '{"a": 1}', '[1, 2, 3]', 'null'],
  bytea: ['\\x00', '\\x01', `\\x${'ff'.repeat(64)}`, '\\x'],
  inet: ['10.0.0.1', '10.0.0.2', '255.255.255.255', '0.0.0.0'],
  cidr: ['10.0.0.0/8', '11.0.0.0/8', '255.255.255.255/32', '0.0.0.0/0'],
  macaddr: ['00:00:00:00:00:01', '00:00:00:00:00:02', 'ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00'],
  macaddr8: ['00:00:00:00:00:00:00:01', '00:00:00:00:00:00:00:02', 'ff:ff:ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00:00:00'],
  point: ['(0,0)', '(1,1)', '(1e9,1e9)', '(-1,-1)'],
  line: ['{1,1,0}', '{1,2,0}', '{1,1,9}', '{1,1,-1}'],
  lseg: ['[(0,0),(1,1)]', '[(0,0),(2,2)]', '[(0,0),(9,9)]', '[(0,0),(-1,-1)]'],
  box: ['(1,1),(0,0)', '(2,2),(0,0)', '(9,9),(0,0)', '(0,0),(-1,-1)'],
  path: ['((0,0),(1,1))', '((0,0),(2,2))', '((0,0),(9,9))', '((0,0),(-1,-1))'],
  polygon: ['((0,0),(1,1))', '((0,0),(2,2))', '((0,0),(9,9))', '((0,0),(-1,-1))'],
  circle: ['<(0,0),1>', '<(0,0),2>', '<(0,0),9>', '<(0,0),0>'],
  tsvector: ['a', 'b', 'a b c', ''],
  tsquery: ['a', 'b', 'a & b', 'c'],
  xml: ['<a/>', '<b/>', '<a><b/></a>', '<c/>'],
  jsonpath: ['$', '$.a', '$.a.b', '$.c'],
  pg_lsn: ['0/1', '0/2', 'FFFFFFFF/FFFFFFFF', '0/0'],
  oid: ['1', '2', '4294967295', '0'],
  name: ['a', 'b', 'c', ''],
  '"char"': ['a', 'b', 'c', ''],
  'bit varying': ['1', '0', '1', '0'],
  hstore: ['a=>1', 'b=>1', 'a=>1,b=>2', ''],
  ltree: ['a', 'b', 'a.b.c', ''],
  geometry: ['POINT(0 0)', 'POINT(1 1)', 'POINT(9 9)', 'POINT(-1 -1)'],
  geography: ['POINT(0 0)', 'POINT(1 1)', 'POINT(9 9)', 'POINT(-1 -1)'],
};

const TEXTS = new Set(['text', 'character varying', 'character', 'bpchar', 'citext']);

/** A value of a type that is no array, enum, domain or composite, as PostgreSQL reads it; a guess for a type that is not known. */
export function sample(type: string, size: Size): string {
  const { base, local, modifiers } = parseType(type);
  const at = SIZES.indexOf(size);
  const [first = 0, scale = 0] = modifiers;
  if (TEXTS.has(base) || local === 'citext') return text(size, first === 0 ? LONG : first);
  if (base === 'numeric' && first > 0) return number(size, first, scale);
  if (base === 'bit') return (size === 'other' || size === 'large' ? '1' : '0').repeat(first || 1);
  if (base.endsWith('multirange')) return '{}';
  if (base.endsWith('range')) return 'empty';
  if (local === 'vector' || local === 'halfvec') return `[${Array.from({ length: first || 3 }, () => at + 1).join(',')}]`;
  return (SAMPLES[base] ?? SAMPLES[local] ?? ['a', 'b', 'c', ''])[at] ?? 'a';
}

function text(size: Size, length: number): string {
  if (size === 'low') return '';
  if (size === 'large') return 'x'.repeat(length);
  return size === 'usual' ? 'a' : 'b';
}

function number(size: Size, precision: number, scale: number): string {
  if (size === 'low') return precision > scale ? '-1' : '0';
  if (size === 'large') return `${'9'.repeat(Math.max(precision - scale, 0)) || '0'}${scale > 0 ? `.${'9'.repeat(scale)}` : ''}`;
  if (precision <= scale) return size === 'usual' ? '0' : `0.${'0'.repeat(Math.max(scale - 1, 0))}1`;
  return size === 'usual' ? '1' : '2';
}

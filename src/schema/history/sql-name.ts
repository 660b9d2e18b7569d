import { byBytes } from './subtree.ts';

/** What the name of a plain SQL file says. */
export interface SqlName {
  readonly file: string;
  /** Without the ending and the kind of database. */
  readonly stem: string;
  /** Without the word for its way too: what both ways of one migration have in common. */
  readonly base: string;
  readonly version: readonly number[];
  /** Null where no word says so, or it may be part of the title. */
  readonly way: 'up' | 'down' | null;
  /** Whether the word can be nothing but a way: `x.down.sql`, and not `close_down.sql`. */
  readonly isCertain: boolean;
}

/** `V0001.Name.postgres.up.sql`, `001_name.sql`, `1.2__name.sql`, `name_down.sql`, `001-name-down.sql`. */
const NAME =
  /^(?<base>(?:[Vv]?(?<version>\d+(?:\.\d+)*)(?![0-9A-Za-z]))?.*?)(?:\.(?<database>postgres|postgresql|pg|all|mysql|sqlite|mssql))?(?:(?<mark>[._-])(?<word>up|do|apply|forwards?|upgrade|down|undo|rollback|revert|back|backwards?|reverse|downgrade|unapply))?\.sql$/iu;
/** `001.undo.name.sql` */
const NUMBER_FIRST = /^(?<number>\d+)\.(?<word>do|undo)(?<rest>\..*)?$/iu;

const UP = new Set(['up', 'do', 'apply', 'forward', 'forwards', 'upgrade']);
const OTHER_DATABASES = new Set(['mysql', 'sqlite', 'mssql']);

/** Null for a file that is for another database. */
export function sqlNameOf(file: string): SqlName | null {
  const { base = '', version, database = '', mark = '', word = '' } = NAME.exec(file)?.groups ?? {};
  if (OTHER_DATABASES.has(database.toLowerCase())) return null;
  const about = { file, version: version === undefined ? [] : version.split('.').map(Number) };
  const numbered = NUMBER_FIRST.exec(base)?.groups;
  if (numbered !== undefined && word === '') {
    return {
      ...about,
      stem: base,
      base: `${numbered['number']}${numbered['rest'] ?? ''}`,
      way: wayOf(numbered['word'] ?? ''),
      isCertain: true,
    };
  }
  const stem = `${base}${mark}${word}`;
  return { ...about, stem, base, way: wayOf(word), isCertain: mark === '.' || word === 'up' || word === 'down' };
}

function wayOf(word: string): SqlName['way'] {
  if (word === '') return null;
  return UP.has(word.toLowerCase()) ? 'up' : 'down';
}

export function inSequence(one: SqlName, other: SqlName): number {
  const length = Math.max(one.version.length, other.version.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (one.version[at] ?? 0) - (other.version[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return byBytes(one.stem, other.stem);
}

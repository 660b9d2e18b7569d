import type { Catalogue, Relation, Unique } from '../catalogue/catalogue.ts';
import type { FileTree } from '../migration.ts';
import { upsertIn, UPSERT_WORDS } from './upsert-in.ts';

/** Source files of the code to go back to that hold one of these words, with their texts; null where it has no source files at all. */
export type ReadSources = (words: readonly string[]) => Promise<FileTree | null>;

/** A file that says it, or that none does, or that there is no code to look in. */
export type Said = { readonly kind: 'in'; readonly file: string } | { readonly kind: 'nowhere' } | { readonly kind: 'cannot tell' };

/** What the source files of the code to go back to say beside its contract. */
export interface Code {
  upsertOn(table: Relation, unique: Unique): Said;
  /** Whether an upsert says its constraint by this name. */
  upsertOnConstraint(name: string): Said;
  /** Whether a name stands anywhere in it as a word of its own. */
  names(name: string): Said;
}

const CANNOT_TELL: Said = { kind: 'cannot tell' };
const NOTHING: Code = { upsertOn: () => CANNOT_TELL, upsertOnConstraint: () => CANNOT_TELL, names: () => CANNOT_TELL };

/**
 * @param names that will be asked for
 */
export async function readCode(sources: ReadSources, before: Catalogue, names: readonly string[]): Promise<Code> {
  const files = await sources([...UPSERT_WORDS, ...names]);
  if (files === null) return NOTHING;
  const tables = before.relations.map(({ name }) => name);
  return {
    upsertOn: (table, unique) => {
      const others = tables.filter((name) => name !== table.name);
      return said(upsertIn(files, { table, unique, others }));
    },
    upsertOnConstraint: (name) => said([...files].find(([, text]) => saysConstraint(text, name))?.[0] ?? null),
    names: (name) => said([...files].find(([, text]) => hasWord(text, name))?.[0] ?? null),
  };
}

function said(file: string | null): Said {
  return file === null ? { kind: 'nowhere' } : { kind: 'in', file };
}

/** `on constraint users_mail_key`, `constraint: 'users_mail_key'`. */
function saysConstraint(text: string, name: string): boolean {
  const before = /(?:\bon\s+constraint\s+|\bconstraint\w*["']?\s*[:=(]>?\s*)["'`\\:]*$/iu;
  return placesOf(text, name).some((at) => before.test(text.slice(Math.max(0, at - 80), at)));
}

function hasWord(text: string, name: string): boolean {
  return placesOf(text, name).length > 0;
}

/** Where a name stands as a word of its own. */
function placesOf(text: string, name: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\p{L}\p{N}_$]/u.test(`${text[at - 1] ?? ' '}${text[at + name.length] ?? ' '}`)) places.push(at);
  }
  return places;
}

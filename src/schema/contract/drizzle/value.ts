import type { Module, Node } from './parse-module.ts';

/** What an expression of a schema comes to, as far as it can be told without running it. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** `unread` says what of it is missing; null where nothing is. */
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Value>; readonly unread: string | null }
  | { readonly kind: 'function'; readonly node: Node; readonly scope: Scope }
  /** Something that Drizzle itself gives: `pgTable`, `text`. */
  | { readonly kind: 'drizzle'; readonly name: string }
  /** All that Drizzle gives. */
  | { readonly kind: 'all of drizzle' }
  /** All that another file gives. */
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'schema'; readonly name: string }
  /** Makes tables of names that it changes. */
  | { readonly kind: 'table maker'; readonly rename: Value }
  | { readonly kind: 'enum'; readonly schema: string | null; readonly name: string; readonly labels: readonly string[] | null }
  /** A null name is that of its key. */
  | { readonly kind: 'column'; readonly name: string | null; readonly written: boolean }
  | Table
  | { readonly kind: 'unread'; readonly why: string };

export interface Table {
  readonly kind: 'table';
  readonly schema: string | null;
  readonly name: string;
  readonly isView: boolean;
  readonly columns: readonly { readonly name: string; readonly written: boolean }[];
  /** What of its columns could not be read; null where they are all there. */
  readonly unread: string | null;
  /** A view whose columns a query tells. */
  readonly everyColumn: boolean;
}

/** Where names are looked up: the parameters and constants of a function, then the module around it. */
export interface Scope {
  readonly module: Module;
  readonly local: ReadonlyMap<string, Value>;
}

export function unread(why: string): Extract<Value, { kind: 'unread' }> {
  return { kind: 'unread', why };
}

import type { Dynamic, Parsed, Program, Statement } from '../parse/parsed.ts';

/** By last name; overloads are not told apart. */
export type Programs = ReadonlyMap<string, readonly Program[]>;

/** The functions that these migrations define. */
export function programsOf(laid: readonly { readonly parsed: Parsed }[]): Programs {
  const defined = laid.flatMap(({ parsed }) => (parsed.kind === 'parsed' ? parsed.statements.flatMap(({ defines }) => defines ?? []) : []));
  return Map.groupBy(defined, ({ name }) => name);
}

/** Whether what a statement does to the schema hangs on rows, which a scratch database does not have: in itself, or in what it calls. */
export function hangsOnRows({ dynamic, calls, readsRows }: Statement, programs: Programs): boolean {
  return dynamicOf({ dynamic, calls, readsRows, changesSchema: false }, programs, new Set()) === 'from data';
}

const ORDER: readonly Dynamic[] = ['no', 'from catalog', 'from data'];

function dynamicOf(program: Program, programs: Programs, seen: ReadonlySet<string>): Dynamic {
  const inside = program.calls
    .filter((name) => !seen.has(name))
    .flatMap((name) => (programs.get(name) ?? []).map((called) => dynamicOf(called, programs, new Set([...seen, name]))));
  const worst = [program.dynamic, ...inside].reduce((one, other) => (ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other), 'no');
  // How often it is called, and with what, is told by rows.
  if (program.readsRows && inside.some((one) => one !== 'no')) return 'from data';
  return worst === 'no' && program.changesSchema ? 'from catalog' : worst;
}

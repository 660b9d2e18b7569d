/** A type as `format_type` prints it, taken apart. */
export interface TypeText {
  /** Without modifiers and brackets: `character varying`, `timestamp without time zone`, `public.status`. */
  readonly base: string;
  /** The last part of `base`, without quotes: extensions may live in any schema. */
  readonly local: string;
  /** `10,2` as numbers; empty where there are none, or where they are words. */
  readonly modifiers: readonly number[];
  /** As printed. */
  readonly modifierText: string | null;
  readonly array: boolean;
}

export function parseType(text: string): TypeText {
  const element = text.replace(/(?:\[\])+$/, '');
  const modified = /^(.*?)\(([^()]*)\)(.*)$/.exec(element);
  const base = modified ? `${modified[1] ?? ''}${modified[3] ?? ''}` : element;
  const modifierText = modified?.[2] ?? null;
  const modifiers = modifierText?.split(',').map(Number) ?? [];
  return {
    base,
    local: (base.split('.').at(-1) ?? base).replaceAll('"', ''),
    modifiers: modifiers.some(Number.isNaN) ? [] : modifiers,
    modifierText,
    array: element !== text,
  };
}

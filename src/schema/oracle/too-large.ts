/**
 * Values that a wide type takes and a narrower one of the same kind refuses, as `format_type` prints the narrow one. Only running them shows
 * whether the wide one does.
 */
export function tooLargeFor(type: string): string[] {
  if (type.endsWith('[]')) return tooLargeFor(type.slice(0, -2)).map((value) => `{"${value}"}`);
  const {
    length,
    precision,
    scale = '0',
  } = /^(?:character varying|character)\((?<length>\d+)\)$|^numeric\((?<precision>\d+)(?:,(?<scale>\d+))?\)$/u.exec(type)?.groups ?? {};
  if (length !== undefined) return ['x'.repeat(Number(length) + 1)];
  if (precision !== undefined) return ['9'.repeat(Math.max(1, Number(precision) - Number(scale) + 1)), 'Infinity'];
  return [...(LARGER[type] ?? [])];
}

const LARGER: Readonly<Record<string, readonly string[]>> = {
  smallint: ['32768'],
  integer: ['2147483648'],
  bigint: ['9223372036854775808'],
  real: ['1e39'],
};

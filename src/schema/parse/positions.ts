/** Turns the parser's byte offsets into indexes and lines of the string. Offsets must be asked in rising order. */
export function positionsIn(sql: string): (offset: number) => { index: number; line: number } {
  let byte = 0;
  let index = 0;
  let line = 1;
  return (offset) => {
    while (byte < offset && index < sql.length) {
      const code = sql.codePointAt(index) ?? 0;
      if (code === 10) line += 1;
      byte += bytesOf(code);
      index += code > 0xffff ? 2 : 1;
    }
    return { index, line };
  };
}

function bytesOf(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}

const PLAIN = /^[\w/:=.,@%+][\w/:=.,@%+-]*$/;
const CONTROL = /\p{Cc}/gu;

/**
 * One word for a POSIX shell, whatever is in it: nothing inside single quotes is expanded. Control characters are taken out, since a
 * pasted escape sequence ends a bracketed paste. A word that begins with a hyphen is still an option to the program that it is given to.
 */
export function quote(text: string): string {
  const shown = text.replace(CONTROL, ' ');
  return PLAIN.test(shown) ? shown : `'${shown.replaceAll("'", String.raw`'\''`)}'`;
}

/** The same, but for `$VARIABLES` in it, which the shell fills in. Only for text that this project wrote or percent-encoded. */
export function quoteAround(text: string): string {
  return text
    .split(/(?<variable>\$[A-Z_]+)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('$') ? `"${part}"` : quote(part)))
    .join('');
}

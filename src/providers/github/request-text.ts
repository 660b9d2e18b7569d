const LONGEST_TITLE = 200;
/** GitHub takes 65,536 characters. */
const LONGEST_BODY = 60_000;

export function requestTitle(title: string): string {
  return Array.from(title.replaceAll(/\s+/g, ' ').trim()).slice(0, LONGEST_TITLE).join('').toWellFormed();
}

/** With the mark by which it is found again, which no cut takes away. */
export function requestBody(body: string, branch: string): string {
  return `${body.slice(0, LONGEST_BODY).toWellFormed().trimEnd()}\n\n${marker(branch)}`;
}

/** How a request is found whose branch GitHub named itself. Not shown where the body is read. */
export function marker(branch: string): string {
  return `<!-- switchback: ${branch} -->`;
}

/** How a request is found whose branch GitHub named itself. Not shown where the body is read. */
export function marker(branch: string): string {
  return `<!-- switchback: ${branch} -->`;
}

export function withMarker(body: string, branch: string): string {
  return `${body.trimEnd()}\n\n${marker(branch)}`;
}

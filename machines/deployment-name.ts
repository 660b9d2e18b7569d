/** As it is called on a button: its short commit, and the beginning of the commit's message. Untrusted text. */
export function deploymentName(
  deployment: { readonly commit: string | null; readonly id: string; readonly message: string | null } | null,
): string {
  if (deployment === null) return 'nothing';
  const short = deployment.commit?.slice(0, 7) ?? deployment.id;
  return deployment.message === null ? short : `${short} (${cut(deployment.message, 30)})`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/**
 * For every text that a person, a commit or a tracker wrote, before it enters `mrkdwn`: without it `<!channel>` and disguised
 * links would act. The order matters.
 */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

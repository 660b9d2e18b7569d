import { escape } from './escape.ts';

/** Longer ones are no address that people open. */
const LONGEST = 300;

/** `mrkdwn` that leads to `address` where that is one of the web; otherwise the name alone. The name is `mrkdwn` already. */
export function linked(name: string, address: string | undefined): string {
  const url = address === undefined || !URL.canParse(address) ? null : new URL(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.href.length > LONGEST) return name;
  return `<${escape(url.href).replaceAll('|', '%7C')}|${name}>`;
}

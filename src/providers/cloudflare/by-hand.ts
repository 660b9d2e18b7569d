import { quote, quoteAround } from '#src/shell/quote.ts';
import type { ByHand } from '../by-hand.ts';
import type { ByHandOf } from '../vendor.ts';
import { whereProductionIsRead } from '../where-production-is-read.ts';
import type { CloudflareSettings as Own, Dns } from './settings.ts';

const reads: ByHandOf<Own> = (_, own) => ({ commands: [...ofDns(own, readRecord), ...ofPages(own, listed)] });

const goBack: ByHandOf<Own> = (_, own) => join(own.dns === null ? null : flip(own.dns), own.pages === null ? null : pagesBack(own));

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  ...whereProductionIsRead(reads),
  rollForwardSmoke: (_, own) => ({ commands: ofPages(own, listed) }),
  verifyNewBuild: (_, own) => ({ commands: ofPages(own, listed) }),
  rollback: goBack,
  goForward: goBack,
  deployPrevious: goBack,
  confirmOldSide: (_, { dns }) => (dns === null ? {} : { commands: [...readRecord(dns), ...askBothSides(dns)] }),
  flipRecord: (_, { dns }) => (dns === null ? {} : flip(dns)),
  awaitResolvers: (_, { dns }) => (dns === null ? {} : { lines: [...slow(dns)], commands: readRecord(dns) }),
  rollBackSite: (_, own) => (own.pages === null ? {} : pagesBack(own)),
  cutOver: (_, { dns }) => (dns === null ? {} : { lines: [...slow(dns)], commands: readRecord(dns) }),
  fastForwardProduction: (_, own) => (own.pages === null ? {} : pagesBack(own)),
};

/** The record as it is, by the API and as the world sees it. */
function readRecord({ zone, record }: Dns): readonly string[] {
  return [
    `${api('GET', `/zones/${zone}/dns_records?name.exact=${record}&type=CNAME`)} | jq ${quote('.result[] | {id, content, ttl, proxied, modified_on}')}`,
    `dig +short CNAME ${quote(record)}`,
    `dig +short CNAME ${quote(record)} @1.1.1.1`,
  ];
}

/** Each on its own address: the record is not asked. */
function askBothSides({ colors }: Dns): readonly string[] {
  return [colors.blue, colors.green].map((side) => `curl -sS -o /dev/null -w ${quote('%{http_code}')} ${quote(`https://${side}/`)}`);
}

function flip(dns: Dns): ByHand {
  const { zone, record, colors } = dns;
  const to = (color: 'blue' | 'green') =>
    `# To ${color}, where the record names the other one:\n${api('PATCH', `/zones/${zone}/dns_records/$RECORD_ID`, JSON.stringify({ content: colors[color] }))}`;
  return {
    lines: [
      `The record ${record} names ${colors.blue} or ${colors.green}. Use the one command that goes to the other side, once you have seen that this side answers.`,
      ...slow(dns),
    ],
    commands: [
      ...readRecord(dns),
      `RECORD_ID=$(${api('GET', `/zones/${zone}/dns_records?name.exact=${record}&type=CNAME`)} | jq -r ${quote('.result[0].id')})`,
      to('blue'),
      to('green'),
    ],
  };
}

function slow({ holdMs }: Dns): readonly string[] {
  return [
    `Well-behaved resolvers follow within the TTL of the OLD record, and long-tail ones in hours. Keep the side that traffic leaves running for ${Math.round(holdMs / 3_600_000)} h.`,
    'A record that is proxied, or at the top of its zone, cannot be seen by dig: ask the app itself.',
  ];
}

function pagesBack(own: Own): ByHand {
  return {
    lines: [
      'On Cloudflare Pages, set GOOD_DEPLOYMENT to the newest earlier deployment of production that succeeded; a preview is none. The next push deploys again, so still land the revert.',
    ],
    commands: ofPages(own, (address) => [...listed(address), api('POST', `${address}/$GOOD_DEPLOYMENT/rollback`)]),
  };
}

function listed(address: string): readonly string[] {
  return [
    `${api('GET', `${address}?env=production`)} | jq ${quote('.result[] | {id, created_on, commit: .deployment_trigger.metadata.commit_hash, stage: .latest_stage}')}`,
  ];
}

function ofDns({ dns }: Own, commands: (dns: Dns) => readonly string[]): readonly string[] {
  return dns === null ? [] : commands(dns);
}

function ofPages({ account, pages }: Own, commands: (address: string) => readonly string[]): readonly string[] {
  return pages === null ? [] : commands(`/accounts/${account ?? '$CF_ACCOUNT'}/pages/projects/${pages.project}/deployments`);
}

function join(...parts: readonly (ByHand | null)[]): ByHand {
  const some = parts.filter((part) => part !== null);
  return { lines: some.flatMap(({ lines = [] }) => lines), commands: some.flatMap(({ commands = [] }) => commands) };
}

/** `path` may hold `$VARIABLES`. */
function api(method: 'GET' | 'POST' | 'PATCH', path: string, body?: string): string {
  const sent = body === undefined ? '' : ` -H 'content-type: application/json' -d ${quote(body)}`;
  return `curl -sS --fail-with-body -X ${method} -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN"${sent} ${quoteAround(`https://api.cloudflare.com/client/v4${path}`)}`;
}

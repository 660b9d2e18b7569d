import { quote } from '#src/shell/quote.ts';
import type { ByHandOf } from '../vendor.ts';
import type { SentrySettings } from './settings.ts';

type Own = Pick<SentrySettings, 'url' | 'organization' | 'project' | 'environment'>;

const issues: ByHandOf<SentrySettings> = (_, own) => ({ commands: [readIssues(own)] });

export const byHand: Readonly<Record<string, ByHandOf<SentrySettings>>> = { askingAboutErrors: issues, lookAtErrors: issues };

function readIssues({ url, organization, project, environment }: Own): string {
  const query = new URLSearchParams({ environment, query: `is:unresolved project:${project}`, statsPeriod: '24h' });
  const asked = `${url.replace(/\/+$/, '')}/api/0/organizations/${encodeURIComponent(organization)}/issues/?${query}`;
  const shown = quote('.[] | {shortId, firstSeen, lastSeen, count, title, permalink}');
  return `curl -sS --fail-with-body -H "Authorization: Bearer $SENTRY_TOKEN" ${quote(asked)} | jq ${shown}`;
}

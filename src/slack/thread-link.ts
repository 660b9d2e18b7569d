import type { IncidentView } from './incidents.ts';
import { linked } from './link.ts';

/** The incident's name, which leads to its message in `workspace`, the part of Slack's address that is its own, such as `acme`. */
export function threadLink({ id, channel, threadTs }: Pick<IncidentView, 'id' | 'channel' | 'threadTs'>, workspace: string | null): string {
  if (workspace === null || threadTs === null || !/^[a-z0-9-]+$/.test(workspace)) return id;
  return linked(id, `https://${workspace}.slack.com/archives/${channel}/p${threadTs.replace('.', '')}`);
}

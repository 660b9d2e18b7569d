import { z } from 'zod';

/** The installation that the bot's token belongs to; `app` is null where Slack did not tell. */
export interface Home {
  readonly team: string;
  readonly app: string | null;
}

const Id = z.string().optional().catch(undefined);
const Team = z.object({ id: Id }).optional().catch(undefined);

const Payload = z.object({
  api_app_id: Id,
  team_id: Id,
  team: Team,
  view: z.object({ app_installed_team_id: Id }).optional().catch(undefined),
});

/** Whether a payload is for another installation or another app. In a channel that is shared between workspaces people keep their own team. */
export function isForeign(payload: unknown, { team, app }: Home): boolean {
  const read = Payload.safeParse(payload);
  if (!read.success) return true;
  const { api_app_id: of, team_id: at, team: from, view } = read.data;
  if (app !== null && of !== undefined && of !== app) return true;
  const teams = [view?.app_installed_team_id, at, from?.id].filter((id) => id !== undefined);
  return teams.length > 0 && !teams.includes(team);
}

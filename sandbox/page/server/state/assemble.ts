import { hintFor } from '#sandbox/scenarios/hint-for.ts';
import type { Playing } from '#sandbox/scenarios/play.ts';
import { SCENARIOS } from '#sandbox/scenarios/scenarios.ts';
import { summarise } from '#sandbox/scenarios/summarise.ts';
import type { View } from '#sandbox/slack/workspace.ts';
import { PEOPLE } from '#sandbox/world/people.ts';
import type { ShownView, ShownWorld, State } from '../../protocol.ts';
import type { Observed } from '../observe.ts';
import { channelOf } from './channel.ts';
import { deploymentsOf } from './deployments.ts';
import { momentsOf } from './rate.ts';

export type PersonKey = keyof typeof PEOPLE;

export interface Seen {
  readonly playing: Playing;
  readonly observed: Observed;
  readonly surface: Pick<State, 'commands' | 'shortcuts'>;
  /** What Slack shows under the fields of open modals, by view id. */
  readonly errors: ReadonlyMap<string, ShownView['errors']>;
  readonly hintAsked: boolean;
}

/** The whole page as one person sees it. Pure: everything comes from what the vendors and the bot hold at this moment. */
export function assemble(seen: Seen, as: PersonKey): State {
  const slack = seen.playing.scene?.world.slack ?? null;
  const { id } = PEOPLE[as];
  const view = slack?.openView(id) ?? null;
  return {
    people: Object.entries(PEOPLE).map(([key, { id: slackId, name, role }]) => ({ key, id: slackId, name, role })),
    scenarios: SCENARIOS.map(({ key, title, about }) => ({ key, title, about })),
    ...seen.surface,
    channel: channelOf(slack, id),
    view: view === null ? null : shownView(view, seen.errors),
    world: worldOf(seen),
  };
}

function shownView({ id, modal }: View, errors: Seen['errors']): ShownView {
  return { id, modal: { ...modal }, errors: errors.get(id) ?? {} };
}

function worldOf({ playing, observed, hintAsked }: Seen): ShownWorld {
  const { scenario, scene, faultAt } = playing;
  const { record } = observed;
  const isOver = playing.phase === 'running' && record?.status === 'closed';
  return {
    scenario:
      scenario === null
        ? null
        : {
            key: scenario.key,
            title: scenario.title,
            state: isOver ? 'over' : playing.phase,
            says: isOver ? 'The incident is closed. This is how it went.' : playing.says,
            faultAt: playing.expectedAt,
          },
    ...deploymentsOf(scene?.world.vercel ?? null),
    pages: observed.pages,
    rate: {
      points: observed.points,
      moments: [...observed.moments, ...momentsOf(record)].sort((left, right) => left.at - right.at),
    },
    schema: observed.schema,
    faults: scene?.switches.all() ?? [],
    runs: (scenario?.runs ?? []).map(({ key, title, about }) => ({ key, title, about, done: playing.ran.has(key) })),
    bot: { state: playing.bot, pid: playing.bot === 'running' ? (scene?.world.bot().pid ?? null) : null },
    hint: hintAsked && playing.phase === 'running' ? hintFor(scenario?.hints ?? [], record) : null,
    result: isOver && record !== null ? summarise(record, faultAt) : null,
  };
}

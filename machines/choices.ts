import type { SnapshotFrom } from 'xstate';
import type { Role } from '#domain/service.ts';
import { ACTS, type Act, type ActType, type Asked, type Weight } from './acts.ts';
import type { PersonEvent } from './events.ts';
import type { incident } from './incident.ts';

export type Snapshot = SnapshotFrom<typeof incident>;

/** An event that a person may send, without who and when. */
export type Intent = PersonEvent extends infer Event ? (Event extends PersonEvent ? Omit<Event, 'by' | 'at'> : never) : never;

/** One thing that a person may do now. */
export interface Choice {
  readonly intent: Intent;
  /** At most 75 characters. May contain a commit message's words: show as plain text only. */
  readonly label: string;
  readonly role: Role;
  readonly asks: Asked;
  readonly weight: Weight;
}

/**
 * What a person may do now, in the order in which it is shown: the safest first. A choice is listed if and only if its event is
 * legal in this snapshot, so nothing that is shown can be refused for its order.
 */
export function choices(snapshot: Snapshot): readonly Choice[] {
  const legal = (Object.entries(ACTS) as [ActType, Act][])
    .flatMap(([type, act]) => act.forms(snapshot).map((form) => choice(type, act, form)))
    .filter(({ intent }) => isLegalFor(snapshot, intent, SOMEBODY));
  return [...legal.filter(({ weight }) => weight !== 'quiet'), ...legal.filter(({ weight }) => weight === 'quiet')];
}

/** Whether the machine would take this event now, from this person. */
export function isLegalFor(snapshot: Snapshot, intent: Intent, by: string): boolean {
  return snapshot.status === 'active' && snapshot.can({ ...intent, by, at: 0 });
}

/** Stands for somebody who has not acted yet. */
const SOMEBODY = '';

function choice(type: ActType, { role, asks, weight }: Act, form: ReturnType<Act['forms']>[number]): Choice {
  return { intent: { type, ...form.with } as Intent, label: form.label, role, asks, weight: form.weight ?? weight };
}

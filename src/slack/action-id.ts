import type { Choice, Intent } from '#machines/choices.ts';
import { ACTION_PREFIX } from './surface.ts';

/** What a button says when it is pressed: which incident, which turn it was drawn in. Opaque to the client and never trusted. */
export interface ButtonValue {
  readonly incident: string;
  readonly turn: number;
}

/** `sb:path.choose:forward-fix`: one per choice, so that a press is matched with a choice that is legal now. */
export function actionId(intent: Intent): string {
  return `${ACTION_PREFIX}${[intent.type, ...parameters(intent)].join(':')}`;
}

export function findChoice(choices: readonly Choice[], pressed: string): Choice | null {
  return choices.find(({ intent }) => actionId(intent) === pressed) ?? null;
}

function parameters(intent: Intent): string[] {
  if (intent.type === 'path.choose') return [intent.path];
  if (intent.type === 'target.choose') return [intent.target];
  return [];
}

export function encode({ incident, turn }: ButtonValue): string {
  return JSON.stringify([incident, turn]);
}

/** Null for anything that this bot did not write. */
export function decode(value: string | undefined): ButtonValue | null {
  if (value === undefined) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    if (!Array.isArray(parsed) || typeof parsed[0] !== 'string' || typeof parsed[1] !== 'number') return null;
    return { incident: parsed[0], turn: parsed[1] };
  } catch {
    return null;
  }
}

import { z } from 'zod';
import type { Choice, Intent } from '#machines/choices.ts';
import { parseJson } from './parse-json.ts';
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

/** The button that a journal line came from. */
export function actionIdOf({ type, payload }: { readonly type: string; readonly payload: Readonly<Record<string, unknown>> }): string {
  return actionId({ ...payload, type } as Intent);
}

function parameters(intent: Intent): string[] {
  if (intent.type === 'path.choose') return [intent.path];
  if (intent.type === 'target.choose') return [intent.target];
  return [];
}

export function encode({ incident, turn }: ButtonValue): string {
  return JSON.stringify([incident, turn]);
}

const Value = z.tuple([z.string(), z.int().nonnegative()]);

/** Null for anything that this bot did not write. */
export function decode(value: string | undefined): ButtonValue | null {
  const parsed = Value.safeParse(parseJson(value));
  return parsed.success ? { incident: parsed.data[0], turn: parsed.data[1] } : null;
}

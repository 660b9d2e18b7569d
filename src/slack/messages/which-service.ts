import type { Mode } from '#domain/service.ts';
import { cut, plain, section, type Block, type Message } from '../block-kit.ts';
import { inMode } from '../in-mode.ts';
import { parseJson } from '../parse-json.ts';
import { ACTION_PREFIX } from '../surface.ts';
import { z } from 'zod';

export const SERVICE = `${ACTION_PREFIX}service.`;

/** What Slack takes in one block of buttons, and in one menu. */
const MOST_BUTTONS = 25;
const MOST_OPTIONS = 100;

/** Asks whoever typed the command alone which of the services they mean. */
export function whichService(names: readonly string[], mode: Mode): Message {
  const text = inMode(
    mode,
    `${names.length === 1 ? 'There is one service' : `There are ${names.length} services`}, so nothing was opened yet. Which one?`,
  );
  return { text, blocks: [section(text), answers(names, mode)] };
}

function answers(names: readonly string[], mode: Mode): Block {
  const value = (name: string) => JSON.stringify([name, mode]);
  if (names.length <= MOST_BUTTONS) {
    const elements = names.map((name, index) => ({
      type: 'button' as const,
      action_id: `${SERVICE}${index}`,
      value: value(name),
      text: plain(cut(name, 75)),
    }));
    return { type: 'actions', elements };
  }
  const options = names.slice(0, MOST_OPTIONS).map((name) => ({ text: plain(cut(name, 75)), value: value(name) }));
  return { type: 'actions', elements: [{ type: 'static_select', action_id: `${SERVICE}menu`, placeholder: plain('Which one?'), options }] };
}

const Value = z.tuple([z.string(), z.enum(['live', 'drill'])]);

/** Null for anything that this bot did not write. */
export function readService(text: string | undefined): { readonly service: string; readonly mode: Mode } | null {
  const parsed = Value.safeParse(parseJson(text));
  return parsed.success ? { service: parsed.data[0], mode: parsed.data[1] } : null;
}

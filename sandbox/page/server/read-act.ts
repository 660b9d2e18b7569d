import { z } from 'zod';
import { PEOPLE } from '#sandbox/world/people.ts';
import type { SwitchKey } from '#sandbox/world/switches.ts';
import type { Act } from '../protocol.ts';

const as = z.enum(Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]);
const threadTs = z.string().nullable().default(null);
const SWITCHES = [
  'slow-vercel',
  'failing-vercel',
  'lost-replies',
  'recycled-sockets',
  'stalled-sentry',
] as const satisfies readonly SwitchKey[];

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('type'), as, text: z.string().min(1).max(4_000), threadTs }),
  z.strictObject({ kind: z.literal('attach'), as, name: z.string().min(1).max(255), content: z.base64(), threadTs }),
  z.strictObject({
    kind: z.literal('press'),
    as,
    ts: z.string(),
    actionId: z.string(),
    blockId: z.string(),
    value: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('shortcut'), as, callbackId: z.string(), ts: z.string() }),
  z.strictObject({
    kind: z.literal('submit'),
    as,
    view: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  z.strictObject({ kind: z.literal('close'), as, view: z.string() }),
  z.strictObject({ kind: z.literal('start scenario'), key: z.string() }),
  z.strictObject({ kind: z.literal('fault'), key: z.enum(SWITCHES), on: z.boolean() }),
  z.strictObject({ kind: z.literal('kill bot') }),
  z.strictObject({ kind: z.literal('ask hint') }),
  z.strictObject({ kind: z.literal('run'), key: z.string() }),
]);

export type ReadAct = z.infer<typeof shape>;

export type ActRead = { readonly kind: 'act'; readonly act: ReadAct } | { readonly kind: 'refused'; readonly why: string };

/** An act as the page sends it; every `as` is somebody who is there. */
export function readAct(body: string): ActRead {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return { kind: 'act', act: parsed.data satisfies Act };
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the act'}: ${message}`);
  return { kind: 'refused', why: `That is no act, so nothing was done. ${issues.join('; ')}` };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

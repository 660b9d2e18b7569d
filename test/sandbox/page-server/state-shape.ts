import { z } from 'zod';
import type { State } from '#sandbox/page/protocol.ts';

const Json = z.record(z.string(), z.unknown());
const Column = z.strictObject({ column: z.string(), type: z.string(), nullable: z.boolean() });

/** The protocol's state as a shape: what is missing or too much is an error. */
export const StateShape: z.ZodType<State> = z.strictObject({
  people: z.array(z.strictObject({ key: z.string(), id: z.string(), name: z.string(), role: z.string() })).length(4),
  scenarios: z.array(z.strictObject({ key: z.string(), title: z.string().min(1), about: z.string().min(1) })).length(8),
  commands: z.array(z.strictObject({ command: z.string(), usage: z.string(), description: z.string() })).min(1),
  shortcuts: z.array(z.strictObject({ callbackId: z.string(), name: z.string() })).min(1),
  channel: z.strictObject({
    id: z.string(),
    name: z.string(),
    messages: z.array(
      z.strictObject({
        ts: z.string(),
        threadTs: z.string().nullable(),
        author: z.strictObject({ id: z.string(), name: z.string(), isBot: z.boolean() }),
        text: z.string(),
        blocks: z.array(Json),
        edited: z.boolean(),
        isPrivate: z.boolean(),
        files: z.array(z.strictObject({ id: z.string(), name: z.string(), title: z.string(), size: z.number() })),
      }),
    ),
  }),
  view: z.strictObject({ id: z.string(), modal: Json, errors: z.record(z.string(), z.string()) }).nullable(),
  world: z.strictObject({
    scenario: z
      .strictObject({
        key: z.string(),
        title: z.string(),
        state: z.enum(['preparing', 'running', 'over']),
        says: z.string().min(1),
        faultAt: z.number().nullable(),
      })
      .nullable(),
    production: z.strictObject({ url: z.string(), deployment: z.string().nullable(), autoAssignment: z.boolean() }),
    deployments: z.array(
      z.strictObject({
        id: z.string(),
        commit: z.string(),
        message: z.string(),
        createdAt: z.number(),
        isLive: z.boolean(),
        isStaged: z.boolean(),
      }),
    ),
    pages: z.array(z.strictObject({ path: z.string(), status: z.number().nullable(), text: z.string(), at: z.number() })),
    rate: z.strictObject({
      points: z.array(z.strictObject({ at: z.number(), errors: z.number(), requests: z.number() })),
      moments: z.array(z.strictObject({ at: z.number(), label: z.string() })),
    }),
    schema: z.array(Column),
    faults: z.array(z.strictObject({ key: z.string(), title: z.string(), on: z.boolean() })),
    runs: z.array(z.strictObject({ key: z.string(), title: z.string(), about: z.string(), done: z.boolean() })),
    bot: z.strictObject({ state: z.enum(['running', 'starting', 'down']), pid: z.number().nullable() }),
    hint: z.string().nullable(),
    result: z
      .strictObject({ headline: z.string(), parts: z.array(z.strictObject({ title: z.string(), lines: z.array(z.string()).min(1) })) })
      .nullable(),
  }),
});

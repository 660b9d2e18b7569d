import { z } from 'zod';
import type { JsonObject } from '../blocks/block.ts';
import type { Surface } from '../blocks/check-blocks.ts';
import { errorLine } from '../blocks/error-line.ts';
import type { Tier } from '../rate-limits.ts';
import type { Triggers } from '../triggers.ts';
import type { Workspace } from '../workspace.ts';

export type Answer = JsonObject & { readonly ok: boolean };

export interface MethodContext {
  readonly workspace: Workspace;
  readonly triggers: Triggers;
  readonly scopes: ReadonlySet<string>;
  readonly surface: () => Omit<Surface, 'kind'>;
  /** A fresh WebSocket address, good for one connection. */
  readonly socketUrl: () => string;
  readonly uploadUrl: (fileId: string) => string;
}

export interface Method {
  readonly tier: Tier;
  readonly token: 'bot' | 'app';
  /** At least one of these must be granted; none means that the method needs no scope. */
  readonly scopes: readonly string[];
  readonly run: (args: JsonObject, slack: MethodContext) => Answer;
}

interface Definition<Args> extends Omit<Method, 'run' | 'token'> {
  readonly token?: 'bot' | 'app';
  readonly args: z.ZodType<Args>;
  readonly run: (args: Args, slack: MethodContext) => Answer;
}

export function method<Args>(definition: Definition<Args>): Method {
  return {
    tier: definition.tier,
    token: definition.token ?? 'bot',
    scopes: definition.scopes,
    run: (args, slack) => {
      const parsed = definition.args.safeParse(args);
      if (parsed.success) return definition.run(parsed.data, slack);
      return refuse('invalid_arguments', { messages: parsed.error.issues.map((issue) => errorLine(issue, [], args)) });
    },
  };
}

export function refuse(error: string, responseMetadata?: { readonly messages: readonly string[] }): Answer {
  return { ok: false, error, ...(responseMetadata === undefined ? {} : { response_metadata: responseMetadata }) };
}

export function missingScope(needed: readonly string[], granted: ReadonlySet<string>): Answer {
  return { ok: false, error: 'missing_scope', needed: needed.join(','), provided: [...granted].join(',') };
}

/** Form fields arrive as text, JSON fields as themselves. */
export const flag = z.union([z.boolean(), z.stringbool()]);
export const count = z.coerce.number().int();

/** An object or array, or the JSON text of one. Text that is no JSON stays text, and fails the schema that follows. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

import { SwitchbackError } from '#domain/errors.ts';
import type { IncidentEvent } from './incident-event.ts';
import type { EffectKinds } from './performer.ts';

/** What one transition asks for, read from the actions that it returned. */
export interface Plan {
  readonly effects: readonly {
    readonly kind: string;
    readonly input: object;
    readonly afterMs: number;
  }[];
  /** In the order given: a stop after a start of the same name stops it. */
  readonly timers: readonly (
    | { readonly kind: 'start'; readonly name: string; readonly afterMs: number; readonly event: IncidentEvent }
    | { readonly kind: 'stop'; readonly name: string }
  )[];
  /** Ids of ambiguous effects to read again. */
  readonly lookAgain: readonly string[];
}

export interface NamedAction {
  readonly type: string;
  readonly params?: unknown;
}

/**
 * `startTimer` {name, afterMs, event}, `stopTimer` {name}, `lookAgain` {effect} and `newTurn` are the engine's own;
 * any other action must be a kind of effect. Anything else throws `effect_unknown`: the event is refused as a whole.
 */
export function planOf(actions: readonly NamedAction[], kinds: EffectKinds): Plan {
  const plan = {
    effects: [] as Plan['effects'][number][],
    timers: [] as Plan['timers'][number][],
    lookAgain: [] as string[],
  };
  for (const action of actions) {
    const params = paramsOf(action);
    if (action.type === 'startTimer') {
      const { name, afterMs, event } = params;
      if (!isName(name) || !isDelay(afterMs) || !isEvent(event)) throw malformed(action);
      plan.timers.push({ kind: 'start', name, afterMs, event });
    } else if (action.type === 'stopTimer') {
      if (!isName(params['name'])) throw malformed(action);
      plan.timers.push({ kind: 'stop', name: params['name'] });
    } else if (action.type === 'lookAgain') {
      if (!isName(params['effect'])) throw malformed(action);
      plan.lookAgain.push(params['effect']);
    } else if (Object.hasOwn(kinds, action.type)) {
      plan.effects.push(effectFrom(action, params));
    } else if (action.type !== 'newTurn' && !wasRaised(action, params)) {
      throw unknown(action, 'no performer does it');
    }
  }
  return plan;
}

function effectFrom(action: NamedAction, params: Params): Plan['effects'][number] {
  const { afterMs = 0, ...input } = params;
  if (!isDelay(afterMs)) throw malformed(action);
  return { kind: action.type, input, afterMs };
}

type Params = Readonly<Record<string, unknown>>;

function paramsOf(action: NamedAction): Params {
  if (action.params === undefined) return {};
  if (typeof action.params !== 'object' || action.params === null) throw malformed(action);
  return { ...action.params };
}

/** An event raised without delay was taken within the same transition; with a delay nobody would ever send it. */
function wasRaised(action: NamedAction, params: Params): boolean {
  return action.type === 'xstate.raise' && params['delay'] === undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isDelay(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isEvent(value: unknown): value is IncidentEvent {
  return typeof value === 'object' && value !== null && 'type' in value && isName(value.type);
}

function malformed(action: NamedAction): SwitchbackError {
  return unknown(action, 'its params are missing or of the wrong type');
}

function unknown(action: NamedAction, why: string): SwitchbackError {
  return new SwitchbackError(
    'effect_unknown',
    `The tree asked for "${action.type}" and ${why}, so the event was refused and nothing changed. Add the performer or mend the action.`,
  );
}

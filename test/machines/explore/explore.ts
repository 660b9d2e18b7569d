import { getInitialMicrosteps, getMicrosteps, type AnyTransitionDefinition } from 'xstate';
import { PRESETS } from '#domain/preset.ts';
import type { Snapshot } from '#machines/choices.ts';
import type { Input } from '#machines/context.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { incident } from '#machines/incident.ts';
import { INPUT } from '#test/support/walk.ts';
import { alphabet, stepsOnly } from './alphabet.ts';
import { followed } from './branches.ts';
import { configuration } from './configuration.ts';

export interface Visited {
  readonly snapshot: Snapshot;
  /** Where it leads, by the type of the event. */
  readonly leads: { readonly event: string; readonly to: string }[];
}

export interface Exploration {
  readonly visited: ReadonlyMap<string, Visited>;
  readonly taken: ReadonlySet<AnyTransitionDefinition>;
  /** Effects that a second delivery of the same event would ask for again. */
  readonly repeated: readonly string[];
  readonly notPlainJson: readonly string[];
  readonly transitions: number;
}

const STARTS: readonly Partial<Input>[] = [{}, { mode: 'drill' }, { environment: 'staging' }, { environment: 'development' }];

/** More than the tree has: reaching it means that a facet grows without end. */
const MOST_CONFIGURATIONS = 100_000;

interface Scope {
  readonly inputs: readonly Partial<Input>[];
  readonly next: (snapshot: Snapshot) => readonly (readonly IncidentEvent[])[];
}

/** Everything, in an incident of the runbook that most services have. */
const WHOLE: Scope = { inputs: STARTS, next: alphabet };

/**
 * The other runbooks differ in the paths that they offer and in the steps that they ask for. Their incidents are walked from the classes
 * on, with what leads from step to step; all else is the same and explored with the whole.
 */
const RUNBOOKS: Scope = {
  inputs: PRESETS.filter((runbook) => runbook !== 're-point').map((runbook) => ({ runbook })),
  next: stepsOnly,
};

/** Walks every configuration that people, effects and timers can lead an incident to. */
export function explore(): Exploration {
  const [whole, runbooks] = [WHOLE, RUNBOOKS].map(within);
  if (whole === undefined || runbooks === undefined) throw new Error('Both are explored.');
  return {
    visited: new Map([...runbooks.visited, ...whole.visited]),
    taken: new Set([...whole.taken, ...runbooks.taken]),
    repeated: [...whole.repeated, ...runbooks.repeated],
    notPlainJson: [...whole.notPlainJson, ...runbooks.notPlainJson],
    transitions: whole.transitions + runbooks.transitions,
  };
}

function within({ inputs, next: possible }: Scope): Exploration {
  const visited = new Map<string, Visited>();
  const taken = new Set<AnyTransitionDefinition>();
  const repeated = new Set<string>();
  const notPlainJson = new Set<string>();
  const queue: Visited[] = [];
  let transitions = 0;

  function visit(snapshot: Snapshot): string {
    const key = configuration(snapshot);
    if (visited.has(key)) return key;
    if (visited.size >= MOST_CONFIGURATIONS) throw new Error(`There is no end to the configurations; the newest is ${key}.`);
    const found = { snapshot, leads: [] };
    visited.set(key, found);
    queue.push(found);
    return key;
  }

  for (const start of inputs) visit(opened({ ...INPUT, ...start }, taken));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const events of possible(next.snapshot)) {
      let snapshot = next.snapshot;
      let asked: readonly string[] = [];
      let last = events[0];
      for (const event of events) {
        if (!snapshot.can(event)) break;
        [snapshot, asked] = step(snapshot, event, taken);
        last = event;
        transitions++;
      }
      if (last === undefined) continue;
      if (!isPlainJson(snapshot.context)) notPlainJson.add(last.type);
      for (const effect of again(snapshot, last).filter((type) => asked.includes(type)))
        repeated.add(`${last.type} asks for ${effect} twice`);
      next.leads.push({ event: last.type, to: visit(snapshot) });
    }
  }
  return { visited, taken, repeated: [...repeated], notPlainJson: [...notPlainJson], transitions };
}

/** Whether JSON gives back the very same. */
function isPlainJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every(isPlainJson);
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlainJson);
}

const WRITES: ReadonlySet<string> = new Set(['startMove', 'setAutoAssignment', 'proposeFix']);

/** The writes that the same event would ask for if it were delivered once more. */
function again(snapshot: Snapshot, event: IncidentEvent): readonly string[] {
  if (!snapshot.can(event)) return [];
  return step(snapshot, event, new Set())[1].filter((type) => WRITES.has(type));
}

function opened(input: Input, taken: Set<AnyTransitionDefinition>): Snapshot {
  let snapshot: Snapshot | undefined;
  for (const [passing] of getInitialMicrosteps(incident, input)) {
    snapshot = passing;
    for (const branch of followed(passing, { type: 'watch.due', at: 0 })) taken.add(branch);
  }
  if (snapshot === undefined) throw new Error('An incident opens in some state.');
  return snapshot;
}

function step(from: Snapshot, event: IncidentEvent, taken: Set<AnyTransitionDefinition>): [Snapshot, readonly string[]] {
  for (const branch of incident.getTransitionData(from, event)) taken.add(branch);
  let snapshot = from;
  const asked: string[] = [];
  for (const [passing, actions] of getMicrosteps(incident, from, event)) {
    snapshot = passing;
    asked.push(...actions.map(({ type }) => type));
    for (const branch of followed(passing, event)) taken.add(branch);
  }
  if (snapshot.status === 'error') throw snapshot.error;
  return [snapshot, asked];
}

import { initialTransition, transition } from 'xstate';
import type { Evidence } from '#domain/evidence.ts';
import type { Deployment } from '#domain/deployment.ts';
import type { Plan } from '#domain/plan.ts';
import type { Snapshot } from '#machines/choices.ts';
import type { Input } from '#machines/context.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { incident } from '#machines/incident.ts';

export const CONTRACT: Deployment = {
  id: 'dpl_contract',
  url: 'http://contract.example',
  commit: 'c0ffee1000000000000000000000000000000000',
  message: 'contract: drop total',
  author: 'ada',
  createdAt: 1_000_000,
  liveAt: 1_010_000,
  served: true,
};

export const DUAL_READ: Deployment = {
  id: 'dpl_dualread',
  url: 'http://dualread.example',
  commit: 'd0a1e000000000000000000000000000000000000',
  message: 'dual-read: coalesce(subtotal, total)',
  author: 'ada',
  createdAt: 500_000,
  liveAt: 510_000,
  served: true,
};

export const PLAN: Plan = {
  suspect: CONTRACT,
  target: DUAL_READ,
  otherTargets: [],
  domains: ['invoices.example.com'],
  autoAssignment: 'on',
};

export const INPUT: Input = {
  incident: 'inc-1',
  service: 'invoices',
  environment: 'production',
  mode: 'live',
  openedBy: 'U_ADA',
  openedAt: 2_000_000,
  runbook: 're-point',
  cadence: { job: 1_000, swap: 1_500, look: 15_000, watch: 15_000 },
};

export function fact(kind: Evidence['kind'], verdict: Evidence['verdict'], summary = `${kind} ${verdict}`): Evidence {
  return { kind, source: 'test', verdict, summary, observedAt: 2_000_500 };
}

/** Production is on the contract deployment, its errors began with it, and the old code runs on today's schema. */
export const APP_BUG: readonly Evidence[] = [
  fact('deploy.serving', 'supports'),
  fact('target.available', 'supports'),
  fact('errors.began', 'supports'),
  fact('target.clean', 'supports'),
  fact('schema.fits', 'supports'),
  fact('target.answers', 'supports'),
];

/** The same, but the target already fails on its own URL. */
export const SCHEMA_MISTAKE: readonly Evidence[] = [
  ...APP_BUG.filter(({ kind }) => kind !== 'target.answers' && kind !== 'schema.fits'),
  fact('schema.fits', 'inconclusive'),
  fact('target.answers', 'contradicts', '/invoices answers 500: column "total" does not exist'),
];

export function gathered(evidence: readonly Evidence[], plan: Plan = PLAN): IncidentEvent {
  return { type: 'facts.gathered', at: 2_001_000, plan, evidence: [...evidence], culprit: null };
}

export interface Walk {
  readonly snapshot: Snapshot;
  /** The state that the incident is in, from the root down: `classifying.askingAboutData`. */
  readonly state: string;
  /** What the newest event asked the engine to do, by name. */
  readonly asked: readonly string[];
  /** The same, with what it was asked with. */
  readonly actions: readonly { readonly type: string; readonly params?: unknown }[];
}

/** Opens an incident and sends events, each of which must be legal where it arrives. */
export function walk(input: Partial<Input>, ...events: readonly IncidentEvent[]): Walk {
  const [start, first] = initialTransition(incident, { ...INPUT, ...input });
  let snapshot = start;
  let actions = first;
  for (const event of events) {
    if (!snapshot.can(event)) throw new Error(`${event.type} is not legal in ${stateName(snapshot.value)}`);
    [snapshot, actions] = transition(incident, snapshot, event);
  }
  return { snapshot, state: stateName(snapshot.value), asked: actions.map(({ type }) => type), actions };
}

export function stateName(value: Snapshot['value']): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([name, inner]) => (inner === undefined ? name : `${name}.${stateName(inner as Snapshot['value'])}`))
    .join('+');
}

/** A person does something; time passes by itself. */
export function by(person: string) {
  return function does<Type extends IncidentEvent['type']>(type: Type, rest: object = {}): Extract<IncidentEvent, { type: Type }> {
    return { type, by: person, at: 2_100_000, ...rest } as Extract<IncidentEvent, { type: Type }>;
  };
}

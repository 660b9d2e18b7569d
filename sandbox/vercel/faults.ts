import type { Json } from '#domain/json.ts';
import type { RouteName } from './route.ts';

/** How one answer goes wrong. `acts` says whether the request is carried out all the same. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly acts: boolean;
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Record<string, string>;
    }
  /** The connection breaks before any answer. */
  | { readonly kind: 'reset'; readonly acts: boolean }
  /** No answer, and the connection stays open. */
  | { readonly kind: 'hang'; readonly acts: boolean }
  /** The status arrives and the body never ends. */
  | { readonly kind: 'hang in the body' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The true answer, changed: drifted enums, smaller views, missing ids. */
  | { readonly kind: 'rewrite'; readonly change: (body: Json) => Json };

export interface Faults<Route extends string = RouteName> {
  /** The next `times` requests to the route, and all of them where it is left out. */
  readonly on: (route: Route, fault: Fault, times?: number) => void;
  readonly clear: () => void;
  /** The fault of this request, counted down. */
  readonly take: (route: Route) => Fault | null;
}

export function createFaults<Route extends string = RouteName>(): Faults<Route> {
  const planned = new Map<Route, { readonly fault: Fault; left: number }>();
  return {
    on: (route, fault, times = Number.POSITIVE_INFINITY) => void planned.set(route, { fault, left: times }),
    clear: () => planned.clear(),
    take: (route) => {
      const plan = planned.get(route);
      if (!plan || plan.left <= 0) return null;
      plan.left -= 1;
      return plan.fault;
    },
  };
}

import type { ServiceConfig } from '#src/config/config.ts';
import type { Branches, ByHand, Hand } from '#src/providers/by-hand.ts';
import type { AnyVendor, Verbs } from '#src/providers/vendor.ts';
import { ALL_VENDORS, type VendorSettings } from '#src/providers/vendors.ts';

type Vendored = Pick<ServiceConfig, 'vendors' | 'components'>;
type Used = readonly [vendor: AnyVendor, settings: unknown];

/** What the service can do through its own vendors, made once. Those of its components are a person's. */
export function verbsOf({ vendors }: Vendored, now: () => number): Verbs {
  return Object.assign({}, ...used(vendors).map(([vendor, settings]) => vendor.verbs?.(settings, { now }) ?? {})) as Verbs;
}

/** What the vendors of a service, and of its components, add to an instruction. */
export function handsOf({ vendors, components }: Vendored): readonly Hand[] {
  return [
    ...used(vendors).map(handOf),
    ...Object.entries(components).flatMap(([name, component]) => used(component.vendors).map((one) => headed(name, handOf(one)))),
  ];
}

const BRANCHES: Branches = { main: 'main', production: 'production' };

export function branchesOf({ vendors }: Vendored): Branches {
  const [known = BRANCHES] = used(vendors).flatMap(([vendor, settings]) => vendor.branches?.(settings) ?? []);
  return known;
}

function used(settings: VendorSettings): readonly Used[] {
  return ALL_VENDORS.flatMap(([name, vendor]) => (settings[name] === undefined ? [] : [[vendor, settings[name]] as const]));
}

function handOf([vendor, settings]: Used): Hand {
  return (key, subject) => vendor.byHand[key]?.(subject, settings) ?? null;
}

/** Says of which component the commands are. */
function headed(component: string, hand: Hand): Hand {
  return (key, subject): ByHand | null => {
    const added = hand(key, subject);
    const [first, ...more] = added?.commands ?? [];
    return first === undefined ? added : { ...added, commands: [`# ${component}:\n${first}`, ...more] };
  };
}

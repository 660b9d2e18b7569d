import { ALL_VENDORS, type VendorName } from '#src/providers/vendors.ts';
import type { AnyVendor } from '#src/providers/vendor.ts';

/** A vendor's section in a service, wherever it stands. What is in it has not been checked. */
export interface UsedSection {
  readonly service: string;
  /** Null where it is the service's own. */
  readonly component: string | null;
  readonly name: VendorName;
  readonly vendor: AnyVendor;
  readonly path: readonly string[];
  readonly content: Readonly<Record<string, unknown>>;
}

/** Every section of a vendor that a service of the file has. */
export function usedSections(data: unknown): readonly UsedSection[] {
  return entriesOf(at(data, 'services')).flatMap(([service, inside]) => {
    const path = ['services', service];
    const own = found(service, null, inside, path, ({ under }) => under === 'service');
    const ofData = found(service, null, at(inside, 'database'), [...path, 'database'], ({ under }) => under === 'database');
    const ofParts = entriesOf(at(inside, 'components')).flatMap(([name, component]) =>
      found(service, name, component, [...path, 'components', name], ({ platform }) => platform !== 'no'),
    );
    return own.concat(ofData, ofParts);
  });
}

function found(
  service: string,
  component: string | null,
  inside: unknown,
  path: readonly string[],
  belongs: (vendor: AnyVendor) => boolean,
): UsedSection[] {
  return ALL_VENDORS.filter(([name, vendor]) => belongs(vendor) && has(inside, name)).map(([name, vendor]) => ({
    service,
    component,
    name,
    vendor,
    path: [...path, name],
    content: Object.fromEntries(entriesOf(at(inside, name))),
  }));
}

function at(value: unknown, key: string): unknown {
  return isGroup(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function has(value: unknown, key: string): boolean {
  return at(value, key) !== undefined;
}

function entriesOf(value: unknown): [string, unknown][] {
  return isGroup(value) ? Object.entries(value) : [];
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

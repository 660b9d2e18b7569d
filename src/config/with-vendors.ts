import { ALL_VENDORS, type VendorName } from '#src/providers/vendors.ts';
import { usedSections } from './used-sections.ts';

const NAMES: ReadonlySet<string> = new Set(ALL_VENDORS.map(([name]) => name));

/** A key with nothing behind it means what leaving it out means; but that of a vendor in a service is a section that lacks everything. */
export function withoutEmptyKeys(value: unknown, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutEmptyKeys(item, [...path, '[]']));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      if (inner === null) return path[0] === 'services' && NAMES.has(key) ? [[key, {}]] : [];
      return [[key, withoutEmptyKeys(inner, [...path, key])]];
    }),
  );
}

/** What a used vendor needs at the top of the file is asked for there, also where the whole section is left out. */
export function withAccounts(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const used = new Set<VendorName>(usedSections(data).map(({ name }) => name));
  const asked = ALL_VENDORS.filter(([name, { account }]) => account !== null && used.has(name)).map(([name]) => [name, {}]);
  return { ...Object.fromEntries(asked), ...data };
}

import { z } from 'zod';
import { ALL_VENDORS } from '#src/providers/vendors.ts';
import type { AnyVendor } from '#src/providers/vendor.ts';

/** The vendors' own keys at the top of the file. Their types are the vendors' and are found again by the list, so none is told here. */
export function accountSections(): object {
  return optional(ALL_VENDORS, ({ account, title }) => account?.meta({ description: `${title}, for all services.` }) ?? null);
}

/** The vendors' own keys in a service, or in its `database`. */
export function sectionsUnder(place: AnyVendor['under']): object {
  return optional(ALL_VENDORS, ({ under, section, about }) => (under === place ? section.meta({ description: about }) : null));
}

/** The keys of those that a component can run on. */
export function platformSections(): object {
  return optional(ALL_VENDORS, ({ platform, section, about }) => (platform === 'no' ? null : section.meta({ description: about })));
}

function optional(vendors: typeof ALL_VENDORS, sectionOf: (vendor: AnyVendor) => z.ZodType | null): object {
  return Object.fromEntries(
    vendors.flatMap(([name, vendor]) => {
      const section = sectionOf(vendor);
      return section === null ? [] : [[name, z.optional(section)]];
    }),
  );
}

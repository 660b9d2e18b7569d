import { ALL_VENDORS, type VendorSettings } from '#src/providers/vendors.ts';
import type { AnyVendor } from '#src/providers/vendor.ts';
import type { Platform } from './config.ts';

/** What was read for the vendors. Nothing is wrong with any of it. */
export interface VendorReading {
  /** The file, as it was read. */
  readonly file: object;
  readonly tokens: Readonly<Record<string, string>>;
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string | null>>>;
}

/** The settings of the vendors whose section stands in this group of keys. */
export function resolveVendors(group: object, path: string, { file, tokens, secrets }: VendorReading): VendorSettings {
  const settings = ALL_VENDORS.flatMap(([name, vendor]) => {
    const section = valueAt(group, name);
    if (section === undefined) return [];
    const read = { account: valueAt(file, name) ?? null, section, variables: tokens, secrets: secrets.get(`${path}.${name}`) ?? {} };
    return [[name, vendor.settle(read)]];
  });
  return Object.fromEntries(settings) as VendorSettings;
}

/** What the component runs on: its platform, else the pipeline that deploys it. */
export function platformOf(group: object): Platform | null {
  const used = ALL_VENDORS.filter(([name]) => valueAt(group, name) !== undefined);
  const [name, vendor] =
    used.find(([, { platform }]) => platform === 'yes') ?? used.find(([key, one]) => isPipeline(group, key, one)) ?? [];
  return name === undefined || vendor === undefined ? null : { vendor: name, title: vendor.title };
}

function isPipeline(group: object, name: string, { platform }: AnyVendor): boolean {
  const section = valueAt(group, name);
  return platform === 'pipelines' && typeof section === 'object' && section !== null && valueAt(section, 'deploy') !== undefined;
}

function valueAt(group: object, name: string): unknown {
  return Object.entries(group).find(([key]) => key === name)?.[1];
}

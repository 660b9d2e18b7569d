import { cloudflare } from './cloudflare/cloudflare.ts';
import { cloudSql } from './cloud-sql/cloud-sql.ts';
import { dumps } from './dumps/dumps.ts';
import { github } from './github/github.ts';
import { kubernetes } from './kubernetes/kubernetes.ts';
import { neon } from './neon/neon.ts';
import { pagerduty } from './pagerduty/pagerduty.ts';
import { rds } from './rds/rds.ts';
import { render } from './render/render.ts';
import { sentry } from './sentry/sentry.ts';
import { supabase } from './supabase/supabase.ts';
import { vercel } from './vercel/vercel.ts';
import type { AnyVendor, Vendor } from './vendor.ts';

/** Every vendor, by the key of its section, in the order of the alphabet. Outside its folder a vendor is named here and nowhere else. */
export const VENDORS = {
  cloudflare,
  cloudSql,
  dumps,
  github,
  kubernetes,
  neon,
  pagerduty,
  rds,
  render,
  sentry,
  supabase,
  vercel,
} as const satisfies Readonly<Record<string, AnyVendor>>;

export type VendorName = keyof typeof VENDORS;

type SettingsOf<Made> = Made extends Vendor<infer _Account, infer _Section, infer Settings> ? Settings : never;

/** What the sections of one service, or of one component of it, were read as. */
export type VendorSettings = { readonly [Name in VendorName]?: SettingsOf<(typeof VENDORS)[Name]> };

export const ALL_VENDORS = Object.entries(VENDORS) as readonly (readonly [VendorName, AnyVendor])[];

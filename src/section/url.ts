import { z } from 'zod';

/** The address of an API, given back without a slash at the end. */
export const ApiUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://api.example.com' })
  .transform((url) => url.replace(/\/+$/, ''));

const ORIGIN = 'must be a scheme and host alone, such as https://invoices.example.com';

/** Scheme and host alone, given back without a slash at the end. */
export const Origin = z
  .url({ protocol: /^https?$/, error: ORIGIN })
  .refine((url) => isOrigin(url), ORIGIN)
  .transform((url) => new URL(url).origin);

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.href === `${url.origin}/`;
}

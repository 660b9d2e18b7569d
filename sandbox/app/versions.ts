/**
 * The code of each deployment of the demo app.
 *
 * - `dual-read`: reads subtotal with a fall-back to total; cannot run once total is gone.
 * - `contract`: reads subtotal and tax; healthy once the contract migration has run.
 * - `contract-with-forgotten-page`: the same, but `/reports` still reads total.
 * - `plain-bug`: needs the same schema as `contract`, and fails on every page of invoices that has an unpaid one.
 */
export const APP_VERSIONS = {
  'dual-read': new URL('./versions/dual-read.ts', import.meta.url),
  contract: new URL('./versions/contract.ts', import.meta.url),
  'contract-with-forgotten-page': new URL('./versions/contract-with-forgotten-page.ts', import.meta.url),
  'plain-bug': new URL('./versions/plain-bug.ts', import.meta.url),
};

export type AppVersion = keyof typeof APP_VERSIONS;

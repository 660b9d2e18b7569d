import type pg from 'pg';
import type { Invoice, Release } from './release.ts';

const PAGE_SIZE = 25;

export interface InvoiceStore {
  /** Newest first. `page` counts from 1. */
  list(page: number): Promise<readonly Invoice[]>;
  find(id: number): Promise<Invoice | null>;
  revenueByMonth(): Promise<readonly { readonly month: string; readonly invoices: number; readonly revenue: string }[]>;
  ping(): Promise<void>;
}

export function createInvoiceStore(pool: pg.Pool, release: Release): InvoiceStore {
  const columns = `id, number, customer, billing_address, issued_on::text, paid_at, ${release.amounts}`;
  return {
    async list(page) {
      const sql = `select ${columns} from invoices order by id desc limit $1 offset $2`;
      return (await pool.query<Invoice>(sql, [PAGE_SIZE, (page - 1) * PAGE_SIZE])).rows.map(withAnAmount);
    },
    async find(id) {
      const { rows } = await pool.query<Invoice>(`select ${columns} from invoices where id = $1`, [id]);
      return rows.map(withAnAmount)[0] ?? null;
    },
    async revenueByMonth() {
      const sql = `select to_char(issued_on, 'YYYY-MM') as month, count(*)::int as invoices, ${release.revenue} as revenue
        from invoices group by 1 order by 1 desc`;
      return (await pool.query<{ month: string; invoices: number; revenue: string }>(sql)).rows;
    },
    async ping() {
      await pool.query('select 1');
    },
  };
}

/** An error page is better than a wrong bill. */
function withAnAmount(invoice: Invoice): Invoice {
  if (Number(invoice.subtotal) <= 0) throw new Error('An invoice without an amount was not shown');
  return invoice;
}

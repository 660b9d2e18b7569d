export interface Invoice {
  readonly id: number;
  readonly number: string;
  readonly customer: string;
  readonly billing_address: string | null;
  /** `YYYY-MM-DD` */
  readonly issued_on: string;
  readonly paid_at: Date | null;
  /** Decimal number as PostgreSQL writes it. */
  readonly subtotal: string;
  readonly tax: string;
  /** `YYYY-MM-DD`; only where the release reads it. */
  readonly due_on?: string | null;
}

/** What differs between the releases of the demo app. */
export interface Release {
  /** SQL select list that yields `subtotal` and `tax` of one invoice, and what else the release reads of it. */
  readonly amounts: string;
  /** SQL aggregate that yields the revenue of many invoices. */
  readonly revenue: string;
  /** What the list of invoices shows beside what every release shows. */
  readonly columns: readonly { readonly title: string; readonly cell: (invoice: Invoice) => string }[];
  /** Revenue is told in this currency too, at the rate of the moment. */
  readonly alsoIn?: 'USD';
}

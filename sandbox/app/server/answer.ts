export interface Answer {
  readonly status: number;
  readonly type: 'text/html; charset=utf-8' | 'application/json' | 'application/pdf';
  readonly body: string;
}

export function json(status: number, body: Readonly<Record<string, string>>): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

/** `body` is HTML already. */
export function page(status: number, title: string, body: string): Answer {
  const style = 'body{font:16px system-ui;margin:2rem auto;max-width:60rem}td,th{padding:.3rem .8rem;text-align:left}';
  const menu = '<nav><a href="/">Status</a> · <a href="/invoices">Invoices</a> · <a href="/reports">Reports</a></nav>';
  return {
    status,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="en"><title>${text(title)}</title><style>${style}</style>${menu}<h1>${text(title)}</h1>${body}</html>`,
  };
}

/** `rows` hold HTML already. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = titles.map((title) => `<th>${text(title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<table><tr>${head}</tr>\n${body}</table>`;
}

/** Escapes what stands between tags; not fit for attributes. */
export function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

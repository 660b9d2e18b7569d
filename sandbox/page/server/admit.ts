import type { IncomingMessage } from 'node:http';

export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly status: 403 | 405 | 415; readonly why: string };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Only this machine's browser, asked for this page, may ask and act: another site's page could otherwise send requests here, also under
 * a name of its own that leads to this address.
 */
export function admit({ method = 'GET', headers }: Pick<IncomingMessage, 'method' | 'headers'>): Admission {
  const host = headers.host ?? '';
  if (!LOOPBACK.has(host.replace(/:\d+$/, ''))) return refuse(403, 'This page answers to 127.0.0.1 and localhost only.');
  const site = headers['sec-fetch-site'];
  const fromElsewhere =
    (headers.origin !== undefined && headers.origin !== `http://${host}`) || (method !== 'GET' && site === 'cross-site');
  if (fromElsewhere) return refuse(403, 'This page takes no requests from other sites.');
  if (method === 'GET' || method === 'HEAD') return { kind: 'admitted' };
  if (method !== 'POST') return refuse(405, `${method} is not answered here.`);
  const isJson = headers['content-type']?.split(';')[0]?.trim() === 'application/json';
  return isJson ? { kind: 'admitted' } : refuse(415, 'An act is sent as application/json.');
}

function refuse(status: 403 | 405 | 415, why: string): Admission {
  return { kind: 'refused', status, why };
}

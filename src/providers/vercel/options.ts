import type { Http } from '#src/http/create-http.ts';

export interface VercelOptions {
  readonly token: string;
  /** `https://api.vercel.com`, or a local stand-in. */
  readonly apiUrl: string;
  /** The id (`prj_…`), not the name: every answer is compared with it. */
  readonly projectId: string;
  /** Null for a personal account. */
  readonly teamId: string | null;
  /** How a deployment's host becomes its URL: `https://{url}`. */
  readonly deploymentUrl: string;
  /** Sent only to a deployment's own host, never to a production domain. */
  readonly protectionBypass: string | null;
  readonly userAgent?: string;
  /** Ceiling for one request, in milliseconds; 20 s unless given. */
  readonly requestTimeoutMs?: number;
}

/** What every question to Vercel is asked with. */
export interface Vercel extends VercelOptions {
  readonly http: Http;
}

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
  /** Ceiling for one request, in milliseconds; the SDK itself has none. */
  readonly requestTimeoutMs?: number;
}

const DEFAULT_REQUEST_TIMEOUT_MS = 20_000;

/** The caller's signal, with a ceiling for the single request. */
export function requestSignal(options: VercelOptions, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS)]);
}

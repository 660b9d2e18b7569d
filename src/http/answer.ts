/** What a vendor answered. Untrusted text; that of anything but a 2xx has no secrets of ours in it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty where it was not waited for, broke off or was too large. */
  readonly text: string;
  /** Undefined where the text is not JSON. */
  readonly json: unknown;
}

/** Trouble that comes a number of times and then ends. */
export interface Fault {
  /** `reply lost` carries out the request and then cuts the connection; it is for writes only. */
  readonly kind: 'fixed window' | 'concurrency' | 'bad gateway' | 'hang' | 'reply lost';
  readonly times: number;
  /** Only for requests whose path contains this; the whole Web API unless given. */
  readonly path?: string;
}

export interface Switches {
  /** From arrival to being readable. */
  readonly lagMs: number;
  /** While true nothing becomes readable; then all of it at once. */
  readonly stalled: boolean;
  /** Share of events refused with 429 at the door, 0 to 1, evenly spread. */
  readonly rejectShare: number;
  /** Share of events answered with 200 and then lost, 0 to 1, evenly spread. */
  readonly dropShare: number;
  /** How long that 429 tells the SDK to send nothing. */
  readonly backOffSeconds: number;
  readonly tokenRefused: boolean;
  readonly scopes: readonly string[];
  /** What a token without an accessible project sees. */
  readonly emptySeries: boolean;
  /** The server takes another interval than the one asked for. */
  readonly intervalReplaced: boolean;
  /** So many spans that a window of 4 h or more is answered from a coarser tier, unless the caller asks for the highest accuracy. */
  readonly busy: boolean;
  /** A server that does not know the parameter `sampling`. */
  readonly samplingIgnored: boolean;
  /** Self-hosted and too old to have `events-timeseries`. */
  readonly withoutTimeseries: boolean;
  readonly fault: Fault | null;
}

export const INITIAL_SWITCHES: Switches = {
  lagMs: 0,
  stalled: false,
  rejectShare: 0,
  dropShare: 0,
  backOffSeconds: 60,
  tokenRefused: false,
  scopes: ['org:read', 'event:read', 'project:read', 'project:releases'],
  emptySeries: false,
  intervalReplaced: false,
  busy: false,
  samplingIgnored: false,
  withoutTimeseries: false,
  fault: null,
};

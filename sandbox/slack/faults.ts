/** What goes wrong with one Web API call. `times` on the switch says for how many calls. */
export type Fault =
  | { readonly kind: 'rateLimited'; readonly retryAfterSeconds: number }
  /** An HTTP error, before anything was done. */
  | { readonly kind: 'serverError'; readonly status: number }
  /** Does it, then resets the connection: the caller cannot know. */
  | { readonly kind: 'dropReplyAfterDoing' }
  /** Never answers and does nothing. */
  | { readonly kind: 'hang' }
  /** Does it, but only after a while. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** HTTP 200 with `ok: false` and this error, whatever was asked. */
  | { readonly kind: 'refuse'; readonly error: string };

export interface Faults {
  /** `method` is one of the Web API, or `respond` for the addresses that payloads carry. */
  readonly on: (method: string, fault: Fault, times?: number) => void;
  /** The newer blocks are answered with `invalid_blocks` while this is off. */
  readonly acceptNewBlocks: (accept: boolean) => void;
  /** Connections that open while this is off get no `hello`. */
  readonly sayHello: (say: boolean) => void;
  /** The next `times` acknowledgements of the app are lost on the way. */
  readonly loseAcks: (times: number) => void;
  /** Ends every fault. */
  readonly clear: () => void;
}

export interface FaultState {
  readonly faults: Faults;
  readonly take: (method: string) => Fault | null;
  readonly takeLostAck: () => boolean;
  readonly acceptsNewBlocks: () => boolean;
  readonly saysHello: () => boolean;
}

export function createFaults(): FaultState {
  let planned: { readonly method: string; readonly fault: Fault; left: number }[] = [];
  let newBlocks = true;
  let hello = true;
  let acksToLose = 0;
  return {
    faults: {
      on: (method, fault, times = 1) => {
        planned.push({ method, fault, left: times });
      },
      acceptNewBlocks: (accept) => {
        newBlocks = accept;
      },
      sayHello: (say) => {
        hello = say;
      },
      loseAcks: (times) => {
        acksToLose = times;
      },
      clear: () => {
        planned = [];
        newBlocks = true;
        hello = true;
        acksToLose = 0;
      },
    },
    take: (method) => {
      const next = planned.find((one) => one.method === method && one.left > 0);
      if (next === undefined) return null;
      next.left -= 1;
      return next.fault;
    },
    takeLostAck: () => {
      if (acksToLose === 0) return false;
      acksToLose -= 1;
      return true;
    },
    acceptsNewBlocks: () => newBlocks,
    saysHello: () => hello,
  };
}

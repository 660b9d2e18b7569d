export interface Pipeline {
  readonly url: string;
  /** False where it is held: it can be found, and not started. */
  readonly active: boolean;
}

export interface PipelineJob {
  /** Untrusted text. */
  readonly name: string;
  readonly status: PipelineRun['status'];
  readonly outcome: PipelineRun['outcome'];
  /** The step that it ended at; null where none failed. Untrusted text. */
  readonly failedStep: string | null;
}

export interface PipelineRun {
  readonly id: string;
  readonly url: string;
  /** Untrusted text. */
  readonly title: string;
  /** Full id of the commit that it runs. */
  readonly commit: string;
  readonly branch: string | null;
  /** `waiting`: a rule wants a person to let it go on. */
  readonly status: 'queued' | 'running' | 'waiting' | 'finished' | 'cannot tell';
  /** Null until it is finished. */
  readonly outcome: 'succeeded' | 'failed' | 'cancelled' | 'skipped' | 'cannot tell' | null;
  /** Above 1 where somebody ran it again. */
  readonly attempt: number;
  readonly createdAt: number;
}

export interface RunOrder {
  readonly pipeline: string;
  /** Branch or tag that it runs from. */
  readonly ref: string;
  /** The commit on which that was approved; where the ref has moved it is not started. */
  readonly commit: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Handed to the pipeline as an input, which puts it into the run's title: that is how the run is found. */
  readonly key: string;
  /** When it was asked for, milliseconds since the epoch. */
  readonly at: number;
}

export type RunAnswer =
  /** `run` is null where the place took it without naming the run: find it by its key. */
  | { readonly kind: 'started'; readonly run: string | null }
  | { readonly kind: 'already there'; readonly run: string }
  /** The ref stands on another commit than the approved one; null where there is no such ref. */
  | { readonly kind: 'ref moved'; readonly commit: string | null }
  /** Nothing was started. `why` is whole sentences; may quote the place's own words: untrusted text. */
  | { readonly kind: 'refused'; readonly why: string };

export type CancelAnswer =
  /** It took the request; the run ends when it does. */
  { readonly kind: 'accepted' } | { readonly kind: 'finished already' } | { readonly kind: 'refused'; readonly why: string };

/**
 * What builds and deploys. A finished run is no proof of what it was to do.
 *
 * @throws SwitchbackError as `CodeHost` does
 */
export interface Pipelines {
  /** Null where there is none by that name. */
  pipeline(name: string, signal: AbortSignal): Promise<Pipeline | null>;
  /** The newest run, of one commit where that is given; null where there is none. */
  newest(pipeline: string, commit: string | null, signal: AbortSignal): Promise<PipelineRun | null>;
  start(order: RunOrder, beforeSend: () => void, signal: AbortSignal): Promise<RunAnswer>;
  /** The run that was started under the order's key; null where there is none. */
  find(order: RunOrder, signal: AbortSignal): Promise<PipelineRun | null>;
  run(id: string, signal: AbortSignal): Promise<PipelineRun & { readonly jobs: readonly PipelineJob[] }>;
  cancel(id: string, beforeSend: () => void, signal: AbortSignal): Promise<CancelAnswer>;
}

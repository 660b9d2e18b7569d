/** Errors and requests per bucket, over the time that a reader cares about. */
export interface Chart {
  readonly bucketMs: number;
  readonly buckets: readonly { readonly at: number; readonly errors: number; readonly traffic: number }[];
}

/** Something that happened at a time, to be marked in the chart. At most 20 characters. */
export interface Moment {
  readonly at: number;
  readonly label: string;
}

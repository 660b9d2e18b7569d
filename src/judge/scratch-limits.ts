/** Of a scratch database: for one call, for all calls together, and for the process. */
export const SCRATCH_LIMITS = { wallMs: 30_000, totalMs: 240_000, memoryMb: 1_536 };

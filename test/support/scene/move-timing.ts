/** The answer to a move that was lost is not waited for as long as in production. */
export const MOVE_TIMING = { timeoutMs: 600, landingMs: 200 };
